// A Saturday night at Harbor Exchange.

import type { Block } from '$client/events';
import type { Customer } from '../src/wire';
import { counterfeit, included } from './cards';
import { TEAMS, type Case } from './ledger';
import type { FakeServer } from './server';

const HASH = '0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b';

function person(ref: string, name: string, language: string, verified = true): Customer {
  return {
    ref,
    name,
    kind: verified ? 'verified' : 'anonymous',
    language,
    timezone: language === 'zh-Hans' ? 'Asia/Shanghai' : 'Europe/Lisbon',
    email_masked: verified ? `${name[0]!.toLowerCase()}•••@gmail.com` : null,
    platform_id_masked: verified ? 'HX-••••4821' : null,
    first_seen: '2025-03-02T09:00:00.000Z',
    conversations: verified ? 4 : 1,
  };
}

export function fill(server: FakeServer): void {
  const ago = (minutes: number) => new Date(server.now - minutes * 60_000).toISOString();

  const say = (
    open: Case,
    actor: string,
    body: string,
    minutes: number,
    more: { audience?: 'public' | 'team'; blocks?: Block[] } = {},
  ) => {
    const { audience = 'public', blocks = [] } = more;
    const payload = {
      body,
      format: actor === 'assistant' ? ('markdown' as const) : ('text' as const),
      language: null,
      blocks,
      key: null,
    };
    return server.add(open.reference, 'message.posted', actor, payload, { at: ago(minutes), audience });
  };
  const join = (open: Case, ref: string, name: string, kind: 'agent' | 'assistant', minutes: number) =>
    server.add(open.reference, 'participant.joined', ref, { ref, person: kind, name }, { at: ago(minutes) });
  const state = (
    open: Case,
    after: 'open' | 'waiting_customer' | 'waiting_others' | 'solved',
    cause: string,
    minutes: number,
    actor = 'system',
  ) =>
    server.add(
      open.reference,
      'state.changed',
      actor,
      { before: open.folded.state, after, cause },
      { at: ago(minutes) },
    );
  const assign = (open: Case, ref: string, name: string, minutes: number) =>
    server.add(
      open.reference,
      'assigned',
      ref,
      { agent: ref, agent_name: name, team: open.team?.slug ?? null },
      { at: ago(minutes), audience: 'team' },
    );

  const main = server.start('7KQ4MXP29R', person('c_li', '李晓明', 'zh-Hans'), '充值未到账', 'zh-Hans', ago(1502));
  main.team = TEAMS[0]!;
  join(main, 'assistant', 'Harbor assistant', 'assistant', 1502);
  say(main, 'c_li', '我的充值没到账，都两个小时了。', 1502);
  say(main, 'assistant', '我是 Harbor 的智能助手。请把这笔转账的交易哈希发给我，我来查它现在在哪里。', 1501);
  say(main, 'c_li', HASH, 28);
  const card = included(HASH, 12, ago(27));
  server.add('7KQ4MXP29R', 'evidence.added', 'assistant', { id: 'ev1', card }, { at: ago(27), audience: 'team' });
  say(main, 'assistant', `您的 **2,480.50 USDT** 已经在以太坊上转出，正在确认：12 / 32。`, 27, {
    blocks: [{ type: 'evidence', id: 'ev1', card }],
  });
  say(main, 'c_li', '确认够了为什么还不到账？我要找人工。', 19);
  server.add(
    '7KQ4MXP29R',
    'handed.over',
    'assistant',
    {
      reason: 'asked',
      summary: {
        wish: '客户想知道 2,480.50 USDT 的充值为什么还没有到账。',
        language: 'zh-Hans',
        facts: [
          { kind: 'hash', value: HASH },
          { kind: 'asset', value: 'USDT' },
          { kind: 'network', value: 'Ethereum' },
          { kind: 'amount', value: '2480.50' },
        ],
        evidence: ['ev1'],
        tried: [
          { key: 'assistant.tried.asked_hash', params: {} },
          { key: 'assistant.tried.looked_up', params: { chain: 'Ethereum', hash: '9fc764…836d8b' } },
        ],
        missing: ['platform_record'],
      },
    },
    { at: ago(19), audience: 'team' },
  );
  server.add('7KQ4MXP29R', 'handler.changed', 'assistant', { to: 'person' }, { at: ago(19) });
  state(main, 'open', 'handed_over', 19);
  assign(main, 'a_mei', 'Mei Tan', 15);
  join(main, 'a_mei', 'Mei Tan', 'agent', 14);
  say(main, 'a_bo', '上游说这个地址的入账任务在 05:10 重启过，已经在补扫，大约 10 分钟。', 12, { audience: 'team' });
  join(main, 'a_bo', 'Bo Lindqvist', 'agent', 12);
  say(main, 'a_mei', '您好，我是 Mei。您的转账已经在链上，我们正在核对入账任务，十五分钟内给您准确答复。', 11);
  server.add('7KQ4MXP29R', 'tag.added', 'a_mei', { tag: 'deposit' }, { at: ago(10), audience: 'team' });
  main.read = main.events.length;
  say(main, 'c_li', '好的，谢谢。', 6);
  say(main, 'c_li', '顺便问一下，我的助记词是 ⟦secret:recovery_phrase⟧ 需要给你吗？', 5);
  server.add(
    '7KQ4MXP29R',
    'secret.caught',
    'system',
    { seq: main.events.length, kinds: ['recovery_phrase'] },
    { at: ago(5) },
  );
  main.folded = { ...main.folded };

  const dana = server.start(
    'M3R9TZ4KWD',
    person('c_dana', 'Dana Reyes', 'en'),
    'Withdrawal pending since this morning',
    'en',
    ago(64),
    'email',
  );
  say(
    dana,
    'c_dana',
    'My withdrawal of 0.8 ETH has been pending since 9 this morning. The app only says "processing".',
    64,
  );
  say(dana, 'c_dana', 'Is somebody there?', 3);
  state(dana, 'open', 'customer_wrote', 3);

  const token = server.start(
    'Q8WV2N6HYB',
    person('c_ana', 'Ana Sousa', 'en', false),
    'USDT arrived as an unknown token',
    'en',
    ago(300),
  );
  token.team = TEAMS[1]!;
  say(token, 'c_ana', 'I received USDT but my balance is still zero?', 300);
  const fake = counterfeit(HASH.replace('9f', '1a'), ago(299));
  server.add(
    'Q8WV2N6HYB',
    'evidence.added',
    'assistant',
    { id: 'ev9', card: fake },
    { at: ago(299), audience: 'team' },
  );
  say(token, 'assistant', 'What arrived calls itself USDT, but it is another contract. It is **not** USDT.', 299, {
    blocks: [{ type: 'evidence', id: 'ev9', card: fake }],
  });
  state(token, 'waiting_customer', 'assistant_replied', 299);

  const names: [string, string, string, string, number][] = [
    [
      'B2C4D6F8HJ',
      'Yusuf Demir',
      'Two-factor lost with the old phone',
      'I changed my phone and the codes are gone.',
      41,
    ],
    ['C3D5F7H9JK', '王芳', 'KYC 被拒', '照片已经重拍了三次，还是说反光。', 55],
    ['D4F6H8J2KM', 'Tomás Ruiz', 'Sent BEP-20 to an ERC-20 address', 'Can it be recovered? I have the hash.', 75],
    [
      'F5H7J9K3MN',
      'Grace Okafor',
      'API key returns 401',
      'Since the maintenance every signed call fails with code -1022.',
      96,
    ],
    ['H6J8K2M4NP', 'Ivan Petrov', 'Fee higher than shown', 'The withdrawal fee was 12 USDT, the page said 8.', 130],
    ['J7K9M3N5PQ', '陈建国', '账户被冻结', '提示风控审核，请问需要多久？', 180],
    ['K8M2N4P6QR', 'Lucía Fernández', 'Staking rewards missing for 3 days', 'Nothing since Wednesday.', 240],
    [
      'M9N3P5Q7RS',
      'Olu Adeyemi',
      'Is support@harb0r-help.com you?',
      'They ask for a deposit to unlock my account.',
      330,
    ],
    ['N2P4Q6R8ST', 'Kim Ji-woo', 'Memo forgotten', 'I sent XRP without the tag.', 400],
  ];
  names.forEach(([reference, name, subject, text, minutes], index) => {
    const open = server.start(
      reference,
      person(`c_${index}`, name, /[一-鿿]/.test(name) ? 'zh-Hans' : 'en'),
      subject,
      /[一-鿿]/.test(subject) ? 'zh-Hans' : 'en',
      ago(minutes),
    );
    say(open, `c_${index}`, text, minutes);
    open.team = index % 3 ? TEAMS[index % 2]! : null;
    if (index % 4 === 1) {
      say(open, 'assistant', 'I looked it up and found the cause. Here is what happens next.', minutes - 1);
      state(open, 'waiting_customer', 'assistant_replied', minutes - 1);
    } else if (index % 4 === 2) {
      assign(open, 'a_bo', 'Bo Lindqvist', minutes - 2);
      state(open, 'open', 'set', minutes - 2);
      open.read = open.events.length;
    } else if (index % 4 === 3) {
      state(open, 'solved', 'solved', minutes - 10, 'a_bo');
      server.add(
        reference,
        'rated',
        `c_${index}`,
        { score: 5, comment: 'Quick and clear.' },
        { at: ago(minutes - 12) },
      );
      open.read = open.events.length;
    }
  });
}
