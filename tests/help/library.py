"""A few published articles."""

from lightkeeper.actions.article import Text, publish, rebuild_vocabulary
from lightkeeper.models import Article, ArticleCategory, Brand
from tests.factories import NOW

DEPOSIT_EN = Text(
    "My deposit has not arrived",
    "Paste the transaction hash and see where it is.",
    "A deposit needs confirmations. See [fees](article:fees) or [old page](article:gone).\n\n"
    "## Check in this order\n\n| Network | Confirmations |\n|---|---|\n| Ethereum | 12 |\n",
    ("missing deposit",),
)
DEPOSIT_ZH = Text(
    "充值没到账怎么办",
    "把交易哈希发给我们。",
    "充值需要确认数。\n\n## 按顺序核对\n\n看[费用](article:fees)。",
    ("没收到",),
)
WITHDRAWAL = Text(
    "How a withdrawal works", "Each step of a withdrawal.", "A withdrawal is checked, signed and sent.", ()
)
FEES = Text("What we charge", "Fees for trading and for withdrawals.", "Looking for a deposit is free.", ())


def category(brand: Brand, slug: str = "money") -> ArticleCategory:
    return ArticleCategory.objects.create(
        brand=brand,
        slug=slug,
        icon="receipt",
        names={"en": slug.title(), "zh-Hans": "资金"},
        summaries={"en": "Where it is.", "zh-Hans": "钱到哪里了。"},
    )


def put(of: ArticleCategory, slug: str, order: int = 0, **texts: Text) -> Article:
    """Publishes `slug`; languages as `en`, `zh_Hans`."""
    by_language = {language.replace("_", "-"): text for language, text in texts.items()}
    article = publish(of.brand, of, slug, by_language, order=order, now=NOW)
    rebuild_vocabulary(of.brand)
    return article


def library(brand: Brand) -> ArticleCategory:
    """Three articles, one of them in both languages."""
    money = category(brand)
    put(money, "deposit-not-arrived", 1, en=DEPOSIT_EN, zh_Hans=DEPOSIT_ZH)
    put(money, "withdrawal", 2, en=WITHDRAWAL)
    put(money, "fees", 3, en=FEES)
    return money
