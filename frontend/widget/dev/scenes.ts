// What the mock knows at the start, by scene and language.

import type { EvidenceCard } from '$client/evidence';
import { Ledger, ME, NOW } from './ledger';

const HASH = '0x8a3f12c94be07d5516aa0cfe2b9e6d1f03b7c2d84e5f60719a8b3c4d5e9c01aa';
const FROM = '0x52908400098527886E0F7030069857D2E4169EE7';
const TO = '0x8617E340B3D01FA5F11F306F4090FD50E238070D';
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

export const included: EvidenceCard = {
  kind: 'transaction',
  state: 'included',
  chain: { id: 'ethereum', name: 'Ethereum' },
  subject: HASH,
  headline: { key: 'evidence.headline.included', params: { n: 7, of: 20 } },
  source: { name: 'Node A', label: 'node-a.harbor.example' },
  read_at: ago(1),
  steps: [
    { key: 'evidence.step.seen', state: 'done', at: ago(5) },
    { key: 'evidence.step.included', state: 'done', at: ago(4) },
    { key: 'evidence.step.executed', state: 'done', at: ago(4) },
    { key: 'evidence.step.confirmed', state: 'current', n: 7, of: 20 },
  ],
  amounts: [{ asset: 'USDT', amount: '2500.00', listed: true, contract: TO, sender: FROM, recipient: TO }],
  sender: FROM,
  recipients: [TO],
  fee: { asset: 'ETH', amount: '0.000421' },
  confirmations: { n: 7, of: 20 },
  block: { height: 21450117 },
  notable: [],
  explorer_url: 'https://explorer.example/tx',
};

export const failed: EvidenceCard = {
  ...included,
  state: 'failed',
  headline: { key: 'evidence.headline.failed', params: { chain: 'Ethereum' } },
  steps: [
    { key: 'evidence.step.seen', state: 'done', at: ago(5) },
    { key: 'evidence.step.included', state: 'done', at: ago(4) },
    { key: 'evidence.step.executed', state: 'failed', at: ago(4) },
    { key: 'evidence.step.confirmed', state: 'todo' },
  ],
  amounts: [{ asset: 'USDT', amount: '120.5', listed: false, imitates: 'USDT', contract: TO }],
  notable: [{ key: 'evidence.notable.unlisted', params: { asset: 'USDT', contract: TO }, level: 'danger' }],
};

export function scene(name: string, chinese: boolean): Ledger[] {
  if (name === 'home') return [solved(chinese), talk(chinese, 2), old(chinese)];
  if (name === 'talk') return [talk(chinese, 0)];
  if (name === 'person') return [person(chinese)];
  if (name === 'solved') return [solved(chinese)];
  if (name === 'failed') return [broken(chinese)];
  return [];
}

function talk(chinese: boolean, unread: number): Ledger {
  const ledger = new Ledger('7KQ4MXP29R', chinese ? '充值没到账' : 'Deposit not credited', NOW - 26 * 3600_000);
  ledger.say(ME, chinese ? '你好，我昨天充值了 USDT' : 'Hello, I sent USDT yesterday');
  ledger
    .later(2)
    .say(
      'assistant',
      chinese
        ? '您好，我是智能助手。请把这笔充值的**交易哈希**发给我，我马上到链上查询。'
        : 'Hello, I am an assistant. Please send me the **transaction hash** of the deposit and I look it up on the chain.',
    );
  ledger.later(25.9 * 3600).say(ME, (chinese ? '我的充值没到账 ' : 'My deposit has not arrived ') + HASH);
  ledger.later(2).say('assistant', '', {
    blocks: [
      {
        type: 'texts',
        lines: [
          { key: 'evidence.money.included', params: { chain: 'Ethereum' } },
          { key: 'evidence.happened.included', params: { block: '21450117', n: 7, of: 20 } },
          { key: 'evidence.next.included', params: { minutes: 3 } },
        ],
      },
      { type: 'evidence', id: 'ev_1', card: included },
      {
        type: 'article',
        slug: 'deposits',
        language: chinese ? 'zh-Hans' : 'en',
        title: chinese ? '充值要等多少个确认？' : 'How many confirmations does a deposit need?',
        summary: chinese
          ? '各网络所需确认数与大致时间。'
          : 'Counts and usual times for each network, and what you can do meanwhile.',
        url: '/help',
      },
      {
        type: 'choices',
        options: chinese
          ? [
              { id: 'a', label: '到账后通知我' },
              { id: 'b', label: '这不是我的充值' },
            ]
          : [
              { id: 'a', label: 'Tell me when it is credited' },
              { id: 'b', label: 'This is not my deposit' },
            ],
      },
    ],
  });
  ledger.read = unread ? ledger.seq - 1 : ledger.seq;
  ledger.peerRead = ledger.seq;
  return ledger;
}

function person(chinese: boolean): Ledger {
  const ledger = talk(chinese, 0);
  ledger.now().later(-400);
  ledger.say(ME, chinese ? '我想和人工客服说话' : 'I would like to talk to a person');
  ledger.add('assistant', 'handler.changed', { to: 'person' });
  ledger
    .later(60)
    .add('a_mei', 'participant.joined', { ref: 'a_mei', person: 'agent', name: chinese ? '林梅' : 'Mei Lin' });
  ledger.say(
    'a_mei',
    chinese
      ? '您好，我是林梅，已看到您的转账。还差 13 个确认，大约 3 分钟后会到账。我会一直在这里。'
      : 'Hello Dana, this is Mei. I see your transfer: 13 confirmations are missing, about 3 minutes. I stay with you until it is credited.',
  );
  ledger.read = ledger.seq - 1;
  ledger.later(30).say('a_mei', chinese ? '这是截图，供您核对：' : 'Here is a screenshot, for you to compare:', {
    blocks: [
      {
        type: 'attachment',
        key: 'img',
        name: 'deposit.png',
        media_type: 'image/png',
        size: 48000,
        width: 640,
        height: 360,
      },
    ],
  });
  ledger
    .later(20)
    .say(
      ME,
      chinese
        ? '谢谢！助记词 ⟦secret:recovery_phrase⟧ 需要吗'
        : 'Thank you! Do you need ⟦secret:recovery_phrase⟧ as well?',
      {
        blocks: [
          {
            type: 'attachment',
            key: 'pdf',
            name: 'statement-2026-11.pdf',
            media_type: 'application/pdf',
            size: 1_420_000,
          },
        ],
      },
    );
  ledger.add('system', 'secret.caught', { seq: ledger.seq, kinds: ['recovery_phrase'] });
  ledger.say('system', '', {
    blocks: [{ type: 'advice', key: 'secrets.advice.wallet', params: { kind: 'recovery_phrase' } }],
  });
  ledger.peerRead = ledger.seq;
  return ledger;
}

function solved(chinese: boolean): Ledger {
  const ledger = new Ledger('3XN7RT2KQ9', chinese ? '提现手续费' : 'Withdrawal fee', NOW - 3 * 86400_000);
  ledger.say(ME, chinese ? '提现手续费是多少？' : 'What is the withdrawal fee?');
  ledger
    .later(3)
    .say(
      'assistant',
      chinese ? '以太坊网络：\n\n- USDT：4 USDT\n- ETH：0.002 ETH' : 'On Ethereum:\n\n- USDT: 4 USDT\n- ETH: 0.002 ETH',
    );
  ledger.later(60).say(ME, chinese ? '明白了，谢谢' : 'Clear, thank you');
  ledger.add('system', 'state.changed', { before: 'open', after: 'solved', cause: 'solved' });
  ledger.add('system', 'survey.offered', { survey: 'csat' });
  ledger.read = ledger.seq;
  return ledger;
}

function old(chinese: boolean): Ledger {
  const ledger = new Ledger(
    '9PL2WV8CHJ',
    chinese ? '身份认证照片被拒' : 'Identity photo refused',
    NOW - 40 * 86400_000,
  );
  ledger.say('a_mei', chinese ? '已通过。' : 'It has been accepted now.');
  ledger.add('system', 'state.changed', { before: 'open', after: 'closed', cause: 'closed' });
  ledger.read = ledger.seq;
  return ledger;
}

function broken(chinese: boolean): Ledger {
  const ledger = new Ledger('5TR8MN4WKX', chinese ? '转账失败' : 'Transfer failed', NOW - 600_000);
  ledger.say(ME, HASH);
  ledger.later(2).say('assistant', '', { blocks: [{ type: 'evidence', id: 'ev_2', card: failed }] });
  ledger.read = ledger.seq;
  return ledger;
}
