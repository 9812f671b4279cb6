"""What people say when they want a person, or when money is missing: phrases by language. Tables only.

A phrase is matched in folded, small text. A Latin, Cyrillic, Arabic, Hangul or Vietnamese phrase begins at a word's
beginning; `*` at the end lets the word go on. `..` inside stands for up to three words (or eight Chinese characters).
"""

from enum import StrEnum
from typing import Final


class Topic(StrEnum):
    """What a message is about, as far as phrases tell."""

    DEPOSIT_MISSING = "deposit_missing"
    WITHDRAWAL_MISSING = "withdrawal_missing"
    HACKED = "hacked"
    SCAM = "scam"


# Asking for a person.
PERSON: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "talk to a human", "talk to a person", "talk to a real", "talk to an agent", "talk to someone",
        "talk to somebody", "speak to a", "speak to an", "speak to someone", "speak to somebody", "speak with a",
        "speak with an", "speak with someone", "talk with a human", "talk with a person", "talk with an agent",
        "talk with someone", "chat with a human", "chat with a person", "chat with an agent", "real person",
        "real human", "live agent", "live person", "live chat with", "human agent", "human please", "human support",
        "a person please", "agent please", "representative", "connect me to", "connect me with", "transfer me to",
        "customer service agent", "get me a human", "get me a person", "want a human", "want a person",
        "want an agent", "need a human", "need a person", "need an agent", "i need to speak", "i want to speak",
        "not a bot", "no bot",
    ),
    "zh": (
        "转人工", "人工客服", "人工服务", "找人工", "要人工", "真人客服", "真人", "接人工", "人工在线", "转客服",
        "找客服", "联系客服", "真人服务", "活人", "叫你们经理", "轉人工", "人工服務", "轉客服", "聯繫客服",
        "聯絡客服", "專員", "专员", "和人说话", "跟人说话", "跟真人",
    ),
    "es": (
        "hablar con una persona", "hablar con alguien", "hablar con un agente", "hablar con un humano",
        "persona real", "agente humano", "un humano", "quiero un agente", "atencion humana", "asesor*", "operador*",
        "una persona por favor",
    ),
    "pt": (
        "falar com uma pessoa", "falar com alguem", "falar com um atendente", "falar com um humano",
        "atendente humano", "pessoa real", "atendimento humano", "quero um atendente", "falar com o suporte",
        "uma pessoa por favor",
    ),
    "ru": (
        "позовите человека", "живой человек", "живого человека", "живым человеком", "живой оператор", "с оператором",
        "соедините с", "позовите оператора", "нужен оператор", "нужен человек", "оператора", "с человеком",
        "переключите на", "свяжите с", "живому человеку",
    ),
    "ja": (
        "担当者", "人と話", "人間と話", "オペレーター", "有人対応", "有人チャット", "人に代わ", "人間に代わ",
        "係の人",
    ),
    "ko": (
        "상담원", "상담사", "사람과 이야기", "사람이랑", "사람 연결", "사람과 대화", "담당자 연결", "직원 연결",
        "실제 사람",
    ),
    "vi": (
        "gap nguoi that", "noi chuyen voi nguoi", "gap nhan vien", "nhan vien ho tro", "noi chuyen voi nhan vien",
        "tu van vien", "nguoi that", "ket noi nhan vien",
    ),
    "tr": (
        "temsilci*", "gercek bir insan", "gercek kisi", "insanla gorus*", "bir insanla", "canli destek",
        "yetkiliyle", "biriyle gorus*", "biriyle konus*", "musteri hizmetlerine bagla*", "operatore bagla*",
    ),
    "fr": (
        "parler a une personne", "parler a quelqu un", "parler avec quelqu un", "parler a un humain", "un humain",
        "parler a un agent", "parler avec un agent", "parler a un conseiller", "un conseiller", "personne reelle",
        "vraie personne", "une personne svp", "parler avec une personne", "un agent humain",
    ),
    "de": (
        "mit einem menschen", "mit einer person", "mit jemandem sprechen", "mit jemandem reden", "echten menschen",
        "echte person", "einen mitarbeiter", "mit einem mitarbeiter", "menschlichen mitarbeiter", "einen menschen",
        "kundenberater*", "einen berater", "mit einem berater",
    ),
    "ar": (
        "التحدث مع شخص", "التحدث الى شخص", "اريد شخص", "شخص حقيقي", "موظف", "خدمة العملاء", "التحدث مع موظف",
        "ممثل خدمة", "اتحدث مع انسان", "التحدث مع انسان", "وكيل بشري", "اكلم شخص", "اكلم موظف",
    ),
}  # fmt: skip

# Beside a phrase of PERSON in the same sentence, these make it a story, a refusal or a question of another kind.
NOT_PERSON: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "i talked", "i spoke", "i have spoken", "i ve spoken", "already spoke", "already talked", "spoke with",
        "spoke to", "talked to", "talked with", "yesterday", "last week", "don t want", "do not want", "don t need",
        "do not need", "no need", "not need", "pretend*", "claim*", "was told", "told me", "said he", "said she",
        "said they", "posing as", "called me", "contacted me", "messaged me", "are you a", "is this a",
        "am i talking", "am i speaking",
    ),
    "zh": (
        "昨天", "上周", "之前", "已经联系", "联系过", "找过", "不需要", "不用", "不要人工", "不想", "冒充", "自称",
        "假客服", "骗", "告诉我", "跟我说", "你是真人", "你是人工", "是真人吗", "是人工吗", "昨日", "上週", "已經",
        "聯繫過", "假冒", "打电话给我", "打電話給我", "问过", "問過", "说过", "不轉", "不转",
    ),
    "es": (
        "ayer", "ya hable", "hable con", "no quiero", "no necesito", "me llamo", "me dijo", "se hizo pasar",
        "eres un",
    ),
    "pt": (
        "ontem", "ja falei", "falei com", "nao quero", "nao preciso", "me ligou", "me disse", "se passando",
        "voce e",
    ),
    "ru": (
        "вчера", "уже говорил*", "говорил с", "говорила с", "не нужен", "не нужно", "не хочу", "мне звонил*",
        "вы человек", "мне сказал*", "притворял*", "разговаривал*",
    ),
    "ja": (
        "昨日", "先日", "話しました", "不要", "いりません", "必要ない", "必要ありません", "なりすま", "と言われ",
        "ですか",
    ),
    "ko": ("어제", "지난주", "필요 없", "필요없", "싫", "사칭", "했는데", "통화했", "라고 했"),
    "vi": ("hom qua", "da noi chuyen", "khong can", "khong muon", "mao danh", "gia mao", "goi cho toi"),
    "tr": ("dun", "gorustum", "konustum", "istemiyorum", "gerek yok", "beni aradi", "kiligina"),
    "fr": (
        "hier", "j ai parle", "ai deja parle", "je ne veux pas", "pas besoin", "m a appele", "m a dit",
        "se fait passer",
    ),
    "de": (
        "gestern", "habe ich", "habe bereits", "gesprochen", "nicht mit", "keinen", "brauche kein*", "gab sich",
        "sind sie ein",
    ),
    "ar": ("امس", "تحدثت", "لا اريد", "لا احتاج", "اتصل بي", "انتحل", "قال لي", "هل انت"),
}  # fmt: skip

# A phrase is enough by itself.
TOPICS: Final[dict[Topic, tuple[str, ...]]] = {
    Topic.DEPOSIT_MISSING: (
        "deposit .. not arrived", "deposit .. not credited", "deposit .. missing", "deposit .. not received",
        "deposit .. lost", "deposit .. not showing", "deposit .. not show up", "missing deposit",
        "deposit .. hasn t", "deposit .. didn t", "deposit .. not in my", "where is my deposit",
        "deposit .. pending", "deposit .. stuck", "didn t receive my deposit", "not received my deposit",
        "deposited .. not", "deposit .. haven t", "deposit .. still not", "not credited", "充值..没到",
        "充值..没有到", "充值..未到", "充值..不到账", "充值..没收到", "充币..没到", "充币..未到", "充值..没有收到",
        "充值..丢", "充值..还没", "没收到充值", "没有收到充值", "充币..没收到", "入金..没到", "存入..没到",
        "存款..没到", "充值..沒到", "充值..沒有到", "充值..未到帳", "充值..沒收到", "充幣..沒到", "充幣..未到",
        "入金..沒到", "充值..還沒", "deposito .. no ha llegado", "deposito .. no llego", "deposito .. no llega",
        "deposito .. no aparece", "deposito .. no acreditado", "deposito .. no se ha acreditado",
        "no recibi mi deposito", "deposito .. nao chegou", "deposito .. nao caiu", "deposito .. nao apareceu",
        "deposito .. nao foi creditado", "nao recebi meu deposito", "депозит .. не пришел", "депозит .. не поступил",
        "депозит .. не зачислен*", "пополнение .. не пришло", "пополнение .. не зачислен*", "не пришел депозит",
        "не зачислен*", "деньги .. не поступили", "入金..反映され", "入金..届い", "入金..着い", "入金..反映しない",
        "入金されていない", "入金されません", "입금..안 됐", "입금..안 돼", "입금..안 되", "입금..안 들어",
        "입금..안 왔", "입금..않", "입금..못", "nap .. chua nhan", "nap .. chua vao", "nap .. khong nhan",
        "tien nap .. chua", "nap tien .. chua", "chua nhan duoc tien nap", "yatirdigim .. gelmedi",
        "yatirma .. gelmedi", "yatirdim .. gelmedi", "para yatirdim .. yok", "yatirimim .. gelmedi",
        "depozito .. gelmedi",
    ),
    Topic.WITHDRAWAL_MISSING: (
        "withdraw* .. not arrived", "withdraw* .. not received", "withdraw* .. stuck", "withdraw* .. pending",
        "withdraw* .. missing", "withdraw* .. processing", "withdraw* .. hasn t", "withdraw* .. didn t",
        "withdraw* .. failed", "where is my withdrawal", "withdraw* .. still not", "withdraw* .. haven t",
        "didn t receive my withdrawal", "not received my withdrawal", "withdrew .. not", "can t withdraw",
        "提现..没到", "提现..没有到", "提现..未到", "提现..不到账", "提现..没收到", "提币..没到", "提币..未到",
        "提币..没收到", "提币..没有到", "提现..卡", "提币..卡", "提现..处理中", "提币..处理中", "提现..还没",
        "提币..还没", "提现..失败", "提币..失败", "提現..沒到", "提現..未到", "提幣..沒到", "提幣..未到",
        "提幣..沒收到", "提現..卡", "提幣..卡", "提領..沒到", "提幣..還沒", "retiro .. no ha llegado",
        "retiro .. no llego", "retiro .. no llega", "retiro .. pendiente", "retiro .. atascado",
        "no recibi mi retiro", "saque .. nao chegou", "saque .. nao caiu", "saque .. pendente", "saque .. travado",
        "nao recebi meu saque", "retirada .. nao chegou", "вывод .. не пришел", "вывод .. завис*",
        "вывод .. не пришли", "вывод .. в обработке", "вывел* .. не пришл*", "не пришел вывод", "出金..届い",
        "出金..反映され", "出金..着い", "出金できない", "出金..処理中", "出金されない", "출금..안 됐", "출금..안 돼",
        "출금..안 되", "출금..안 들어", "출금..안 왔", "출금..않", "출금..못", "출금 지연", "rut .. chua nhan",
        "rut .. chua ve", "rut tien .. chua", "rut .. bi ket", "cekim .. gelmedi", "cekim .. bekliyor",
        "cektigim .. gelmedi", "cekme .. gelmedi", "para cektim .. gelmedi",
    ),
    Topic.HACKED: (
        "hacked", "account .. compromised", "someone .. logged in", "somebody .. logged in", "unauthorized login",
        "unauthorised login", "unauthorized access", "unauthorised access", "unauthorized withdrawal",
        "unauthorised withdrawal", "not me who", "i did not withdraw", "i didn t withdraw", "someone .. my account",
        "account .. taken over", "账号被盗", "账户被盗", "帐号被盗", "帐户被盗", "被黑", "被盗号", "盗号",
        "有人登录", "不是我登录", "不是我操作", "异地登录", "帳號被盜", "帳戶被盜", "被駭", "盜號", "有人登入",
        "不是我登入", "账号..被盗", "账户..被盗", "帳號..被盜", "帳戶..被盜", "hackearon", "hackeado", "hackeada",
        "hackearam", "invadiram", "invadida", "accedieron a mi cuenta", "взломал*", "взлом*", "ハッキング",
        "不正アクセス", "不正ログイン", "乗っ取られ", "해킹", "무단 로그인", "bi hack", "hacklendi",
        "hesabim calindi", "hesabim ele gecir*",
    ),
    Topic.SCAM: (
        "scammed", "i was scammed", "got scammed", "been scammed", "stolen", "stole my", "phishing", "fraud*",
        "defrauded", "fake support", "fake agent", "被骗", "诈骗", "骗子", "骗了", "钓鱼", "被盗", "假客服",
        "杀猪盘", "被騙", "詐騙", "騙子", "騙了", "釣魚", "被盜", "estafa*", "me robaron", "fraude", "golpe",
        "fui enganad*", "roubaram", "мошенн*", "обманули", "украли", "развели", "詐欺", "騙され", "盗まれ",
        "フィッシング", "사기", "도난", "피싱", "lua dao", "bi lua", "bi mat cap", "dolandiri*", "calindi",
        "oltalama",
    ),
}  # fmt: skip
