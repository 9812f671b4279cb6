"""The words by which facts are known: assets, networks, explorers, units. Tables only; matched by `core.facts`."""

from typing import Final

# Ticker -> other names. Names are matched in any case; for tickers see WORDS_TOO.
ASSETS: Final[dict[str, tuple[str, ...]]] = {
    "BTC": ("bitcoin", "xbt", "比特币", "比特幣", "биткоин", "биткойн", "ビットコイン", "비트코인"),
    "ETH": ("ether", "以太币", "以太幣", "эфир", "イーサ", "이더"),
    "USDT": ("tether", "泰达币", "泰達幣", "тезер", "テザー", "테더", "usd₮"),
    "USDC": ("usd coin",),
    "BNB": ("币安币", "幣安幣"),
    "TRX": ("波场币", "波場幣"),
    "SOL": (),
    "XRP": ("瑞波币", "瑞波幣"),
    "DOGE": ("dogecoin", "狗狗币", "狗狗幣"),
    "LTC": ("litecoin", "莱特币", "萊特幣"),
    "BCH": ("bitcoin cash", "比特现金", "比特現金"),
    "ADA": ("cardano", "艾达币"),
    "DOT": ("polkadot", "波卡"),
    "MATIC": (),
    "POL": (),
    "AVAX": (),
    "TON": ("toncoin",),
    "XLM": ("stellar lumens", "恒星币"),
    "ATOM": (),
    "DAI": (),
    "LINK": ("chainlink",),
    "UNI": ("uniswap",),
    "SHIB": ("shiba inu", "柴犬币"),
    "XMR": ("monero", "门罗币"),
    "ETC": ("ethereum classic", "以太经典"),
    "FIL": ("filecoin",),
    "EOS": ("柚子币",),
    "NEAR": (),
    "APT": ("aptos",),
    "SUI": (),
    "ARB": (),
    "OP": (),
    "FDUSD": (),
    "TUSD": (),
}

# Tickers that are words in some language: taken only in capitals, or in any case right beside an amount.
WORDS_TOO: Final = frozenset(
    {"SOL", "ADA", "DOT", "TON", "LINK", "UNI", "NEAR", "OP", "ETC", "FIL", "POL", "APT", "DAI"}
)

# Network id -> its names. An asset's own name is a network only with a word for it ("bitcoin network").
NETWORKS: Final[dict[str, tuple[str, ...]]] = {
    "ethereum": (
        "ethereum",
        "erc20",
        "erc-20",
        "erc 20",
        "eth mainnet",
        "eth network",
        "以太坊",
        "эфириум",
        "イーサリアム",
        "이더리움",
    ),
    "bnb": (
        "bnb smart chain",
        "bnb chain",
        "binance smart chain",
        "bsc",
        "bep20",
        "bep-20",
        "bep 20",
        "币安智能链",
        "幣安智能鏈",
        "币安链",
        "币安智能鏈",
    ),
    "tron": ("tron", "trc20", "trc-20", "trc 20", "波场", "波場", "трон", "トロン", "트론"),
    "polygon": ("polygon", "matic network", "马蹄链", "馬蹄鏈"),
    "arbitrum": ("arbitrum one", "arbitrum"),
    "optimism": ("op mainnet", "optimism"),
    "base": ("base network", "base chain", "base mainnet", "base链", "base鏈", "base 链"),
    "avalanche": ("avalanche c-chain", "avax c-chain", "c-chain", "avalanche", "雪崩链", "雪崩鏈"),
    "bitcoin": (
        "bitcoin network",
        "btc network",
        "bitcoin mainnet",
        "lightning network",
        "比特币网络",
        "比特幣網絡",
        "btc网络",
    ),
    "solana": ("solana", "spl", "索拉纳", "索拉納", "солана", "ソラナ", "솔라나"),
    "xrpl": ("xrp ledger", "xrpl", "ripple", "瑞波网络"),
    "ton": ("the open network", "ton network", "ton网络"),
    "litecoin": ("litecoin network", "ltc network"),
    "stellar": ("stellar", "恒星网络"),
}

# Host of an explorer -> network id; a subdomain that is not listed is not taken for its parent.
EXPLORERS: Final[dict[str, str]] = {
    "etherscan.io": "ethereum",
    "eth.blockscout.com": "ethereum",
    "bscscan.com": "bnb",
    "polygonscan.com": "polygon",
    "arbiscan.io": "arbitrum",
    "optimistic.etherscan.io": "optimism",
    "basescan.org": "base",
    "snowtrace.io": "avalanche",
    "snowscan.xyz": "avalanche",
    "tronscan.org": "tron",
    "tronscan.io": "tron",
    "solscan.io": "solana",
    "explorer.solana.com": "solana",
    "mempool.space": "bitcoin",
    "blockstream.info": "bitcoin",
    "xrpscan.com": "xrpl",
    "stellar.expert": "stellar",
    "tonviewer.com": "ton",
    "tonscan.org": "ton",
    "litecoinspace.org": "litecoin",
}

# Words beside which 64 bare hex digits are a transaction's hash.
TRANSFER_WORDS: Final = (
    "deposit", "withdraw", "transaction", "transfer", "txid", "tx id", "tx hash", "txhash", "tx", "hash", "sent",
    "payment", "充值", "充币", "提币", "提现", "转账", "到账", "交易", "哈希", "充幣", "提幣", "提現", "轉帳",
    "轉賬", "到帳", "到賬", "depósito", "deposito", "retiro", "transacción", "transferencia", "saque", "transação",
    "transferência", "депозит", "вывод", "транзакц", "перевод", "хэш", "хеш", "入金", "出金", "送金", "取引",
    "ハッシュ", "トランザクション", "입금", "출금", "송금", "거래", "해시", "nạp", "rút", "giao dịch", "yatır",
    "çek", "işlem", "virement", "dépôt", "retrait", "einzahlung", "auszahlung", "überweisung", "إيداع", "سحب",
    "معاملة", "تحويل",
)  # fmt: skip

# Words and signs after a number that multiply it.
MULTIPLIERS: Final[dict[str, int]] = {"k": 10**3, "千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

# Counting words between a number and an asset.
COUNTERS: Final = ("个", "個", "枚", "颗", "顆", "块", "個の", "개")

MEMO_WORDS: Final = (
    "destination tag", "dest tag", "memo/tag", "memo id", "memo", "tag", "payment id", "备注", "標籤", "标签",
    "備註", "メモ", "タグ", "메모", "태그",
)  # fmt: skip

ORDER_WORDS: Final = (
    "order id", "order number", "order no", "order", "withdrawal id", "deposit id", "reference number", "reference",
    "ref", "订单编号", "订单号", "订单", "提现单号", "充值单号", "單號", "訂單號", "单号", "流水号", "pedido",
    "orden", "заказ", "注文番号", "주문번호", "mã đơn", "sipariş",
)  # fmt: skip
