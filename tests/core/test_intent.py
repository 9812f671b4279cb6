"""Asking for a person and saying that money is missing, in many languages."""

import pytest

from lightkeeper.core.intent import deposit_missing, topics, wants_person, withdrawal_stuck
from lightkeeper.core.intent_phrases import Topic

WANTED = [
    "I want to talk to a real person",
    "human please",
    "Can I speak to someone?",
    "my deposit is late. get me a human",
    "Connect me to an agent",
    "I need a person, not a bot",
    "转人工",
    "我要人工客服",
    "有没有真人",
    "請轉人工",
    "我要找真人客服",
    "quiero hablar con una persona",
    "Quero falar com um atendente",
    "позовите живого человека",
    "хочу поговорить с оператором",
    "担当者につないでください",
    "人と話したいです",
    "상담원 연결해 주세요",
    "tôi muốn gặp nhân viên hỗ trợ",
    "Müşteri temsilcisine bağlanmak istiyorum",
    "Je voudrais parler à quelqu'un",
    "Ich möchte mit einem Menschen sprechen",
    "أريد التحدث مع موظف",
]

NOT_WANTED = [
    "I talked to a person yesterday and nothing happened",
    "I spoke with an agent last week",
    "I don't want to talk to a human",
    "a fake agent called me from live chat with support",
    "my deposit has not arrived",
    "deposit to my personal address",
    "are you a real person?",
    "昨天已经联系过人工客服了",
    "你是真人吗",
    "有人冒充人工客服",
    "Hablé con una persona ayer",
    "не нужен оператор",
    "担当者は不要です",
    "Ich habe gestern mit einem Mitarbeiter gesprochen",
    "",
]

TOPICS = {
    Topic.DEPOSIT_MISSING: [
        "my deposit has still not arrived",
        "我的充值没到账",
        "充值 USDT 一直没有到账",
        "我的充值沒到帳",
        "Mi depósito no ha llegado",
        "Meu depósito não caiu na conta",
        "Депозит до сих пор не пришёл",
        "入金が反映されません",
        "입금이 안 됐어요",
        "nạp tiền mà chưa nhận được",
        "Yatırdığım para gelmedi",
    ],
    Topic.WITHDRAWAL_MISSING: [
        "my withdrawal is stuck",
        "提现一直没到账",
        "提幣還沒到",
        "mi retiro no llega",
        "meu saque está pendente",
        "вывод средств завис",
        "出金がまだ届いていません",
        "출금이 안 돼요",
        "rút tiền chưa nhận được",
        "çekim hâlâ gelmedi",
    ],
    Topic.HACKED: [
        "my account was hacked",
        "账户被盗了",
        "帳號被盜",
        "me hackearon la cuenta",
        "invadiram minha conta",
        "взломали аккаунт",
        "アカウントが乗っ取られた",
        "해킹당했어요",
        "tài khoản bị hack",
        "hesabım çalındı",
    ],
    Topic.SCAM: [
        "I got scammed",
        "我被骗了",
        "我被詐騙了",
        "me estafaron",
        "caí em um golpe",
        "меня обманули мошенники",
        "詐欺に遭いました",
        "사기당했어요",
        "tôi bị lừa đảo",
        "dolandırıldım",
    ],
}


@pytest.mark.parametrize("text", WANTED)
def test_a_person_is_asked_for(text: str) -> None:
    assert wants_person(text)
    assert wants_person(text.upper())


@pytest.mark.parametrize("text", NOT_WANTED)
def test_no_person_is_asked_for(text: str) -> None:
    assert not wants_person(text)


def test_a_story_in_one_sentence_does_not_silence_a_request_in_the_next() -> None:
    assert wants_person("I talked to an agent yesterday. Please connect me to a human now.")
    assert wants_person("昨天联系过客服。请帮我转人工")


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in TOPICS.items() for text in texts])
def test_topics(topic: Topic, text: str) -> None:
    assert topic in topics(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do I deposit USDT",
        "what are the withdrawal fees",
        "如何充值",
        "提现手续费多少",
        "입금 안내 부탁해요",
        "deposit arrived, thanks",
    ],
)
def test_questions_are_no_complaints(text: str) -> None:
    assert topics(text) == frozenset()


def test_a_deposit_is_no_withdrawal() -> None:
    assert deposit_missing("我的充值没到账")
    assert not withdrawal_stuck("我的充值没到账")
    assert withdrawal_stuck("my withdrawal is stuck")
    assert not deposit_missing("my withdrawal is stuck")
