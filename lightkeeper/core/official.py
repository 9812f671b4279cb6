"""Is this site, address, number or account ours? What a person pasted, held against the list of official channels.

The answer errs to the safe side: what is not on the list is not ours, and what resembles an entry is said to.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from lightkeeper.core.confusable import distance, skeleton, strangers

MAX_ASKED = 300

NETWORKS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "x.com": "x",
    "twitter.com": "x",
    "facebook.com": "facebook",
    "instagram.com": "instagram",
    "linkedin.com": "linkedin",
    "discord.gg": "discord",
    "discord.com": "discord",
    "reddit.com": "reddit",
    "youtube.com": "youtube",
    "wa.me": "whatsapp",
}
"""Sites whose first path segment is an account's name, and the kind of channel that it is."""

NOT_ACCOUNTS = frozenset({"site", "email", "phone"})
_PREFIXES = frozenset({"in", "company", "r", "u", "user", "invite", "groups", "c", "s"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MAIL = re.compile(r"(?:mailto:)?([^\s@<>]+)@([^\s@<>?/]+\.[^\s@<>?/]+)", re.IGNORECASE)
_BRACKETED = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().\-]{7,30}", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:[/\\]+", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}", re.UNICODE)
_HANDLE = re.compile(r"@?[\w.\-]{2,64}", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Channel:
    """One official channel; `value` is normalised: a host, an address, digits, a handle without its @."""

    kind: str
    value: str
    label: str = ""


class Verdict(StrEnum):
    OFFICIAL = "official"
    LOOKALIKE = "lookalike"  # made to be taken for one of ours
    UNLISTED = "unlisted"  # at a domain of ours, but not an address that we use
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was pasted. `kind`: site, email, phone, account (of any network), or the kind of a network.

    `ascii` is what travels on the wire where `value` holds other letters; `disguise` is what stands before the real
    host of an address like `https://harbor.example@evil.example`.
    """

    kind: str
    value: str
    ascii: str = ""
    disguise: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`matches`: the channels that it is. `resembles`: the channel that it could be taken for. `strange`: letters of
    another script among Latin ones."""

    verdict: Verdict
    asked: Asked | None
    matches: tuple[Channel, ...] = ()
    resembles: Channel | None = None
    strange: tuple[str, ...] = ()


def judge(text: str, channels: Iterable[Channel]) -> Answer:
    """Whether what was pasted is one of the channels."""
    asked = read(text)
    if asked is None:
        return Answer(Verdict.UNREADABLE, None)
    known = tuple(channels)
    matches = tuple(each for each in known if _is(asked, each))
    strange = tuple(dict.fromkeys(letter for part in re.split("[.@]", asked.value) for letter in strangers(part)))
    if matches:
        return Answer(Verdict.OFFICIAL, asked, matches)
    if asked.kind == "email" and any(_same_host(_domain(asked.value), host) for host in _hosts(known)):
        return Answer(Verdict.UNLISTED, asked)
    near = next((each for each in known if _resembles(asked, each)), None)
    return Answer(Verdict.LOOKALIKE if near else Verdict.UNKNOWN, asked, (), near, strange)


def read(text: str) -> Asked | None:
    """What kind of thing was pasted; None for what is none of them."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:MAX_ASKED])).strip().strip("\"'“”‘’《》,，。;；")
    bracketed = _BRACKETED.search(text)
    text = bracketed[1] if bracketed else text
    mail = _MAIL.fullmatch(text)
    if mail and not _SCHEME.match(text):
        domain, ascii_domain = host(mail[2])
        local = mail[1].casefold()
        return Asked("email", f"{local}@{domain}", f"{local}@{ascii_domain}" if ascii_domain else "")
    if _PHONE.fullmatch(text) and sum(c.isdigit() for c in text) >= 7:
        return Asked("phone", phone(text))
    if "." in text and not text.startswith("@"):
        return _site(text)
    return Asked("account", text.lstrip("@").casefold()) if _HANDLE.fullmatch(text) else None


def _site(text: str) -> Asked | None:
    if "\\" in text:  # browsers read a backslash as a slash, other programs do not: nobody can say where this leads
        return None
    rest = _SCHEME.sub("", text)
    authority, _, path = re.sub(r"[?#].*", "", rest).partition("/")
    # Browsers go to what stands after the last @; what stands before it is there to be read by people.
    disguise, _, address = authority.rpartition("@")
    name, ascii_name = host(re.sub(r":\d*$", "", address))
    if not _HOST.fullmatch(name):
        return None
    network = NETWORKS.get(name)
    parts = [part for part in unquote(path).split("/") if part]
    parts = parts[1:] if len(parts) > 1 and parts[0].casefold() in _PREFIXES else parts
    if network and parts:
        return Asked(network, parts[0].lstrip("@").casefold())
    return Asked("site", name, ascii_name, unquote(disguise))


def host(text: str) -> tuple[str, str]:
    """A host name as people read it, without www., and as it travels where that is different (RFC 3490)."""
    name = text.casefold().strip().rstrip(".").removeprefix("www.")
    shown = ".".join(_shown(label) for label in name.split("."))
    try:
        wire = shown.encode("idna").decode()
    except UnicodeError:  # labels too long, empty, or of letters that no name may have
        wire = name
    return shown, "" if wire == shown else wire


def phone(text: str) -> str:
    """Digits with their country's code: `+` and `00` are the same."""
    digits = re.sub(r"\D", "", text)
    return digits.removeprefix("00")


def normalised(kind: str, value: str) -> str:
    """A channel's value as it is stored and compared."""
    if kind == "site":
        return host(re.sub(r"/.*", "", _SCHEME.sub("", value)))[0]
    if kind == "phone":
        return phone(value)
    return value.strip().lstrip("@").casefold()


def _shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _is(asked: Asked, channel: Channel) -> bool:
    value = normalised(channel.kind, channel.value)
    if asked.kind == "account":
        return channel.kind not in NOT_ACCOUNTS and asked.value == value
    if asked.kind != channel.kind:
        return False
    return _same_host(asked.value, value) if asked.kind == "site" else asked.value == value


def _same_host(name: str, official: str) -> bool:
    return name == official or name.endswith(f".{official}")


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _hosts(channels: Iterable[Channel]) -> set[str]:
    own = {normalised("site", each.value) for each in channels if each.kind == "site"}
    return own | {_domain(each.value.casefold()) for each in channels if each.kind == "email"}


def _resembles(asked: Asked, channel: Channel) -> bool:
    value = normalised(channel.kind, channel.value)
    if asked.kind == "phone" or channel.kind == "phone":
        return asked.kind == channel.kind and distance(asked.value, value, 1) <= 1
    if asked.kind in ("site", "email"):
        names = [_domain(asked.value), *([_domain(asked.disguise)] if asked.disguise else [])]
        return channel.kind in ("site", "email") and any(_host_resembles(each, _domain(value)) for each in names)
    if channel.kind in NOT_ACCOUNTS and channel.kind != "site":
        return False
    ours = _name(value) if channel.kind == "site" else value
    return _alike(asked.value, ours)


def _host_resembles(name: str, official: str) -> bool:
    """The same skeleton, our name under another ending, our name inside of theirs, or a slip of the pen."""
    return _alike(name, official) or any(_alike(label, _name(official)) for label in name.split(".")[:-1])


def _name(official: str) -> str:
    """The label by which people know a host: `harbor` of `help.harbor.example`."""
    labels = official.split(".")
    return max(labels[:-1] or labels, key=len)


def _alike(one: str, other: str) -> bool:
    a, b = skeleton(one), skeleton(other)
    if a == b or (len(b) >= 5 and b in a):
        return True
    most = 0 if len(b) < 5 else 1 if len(b) < 9 else 2
    return distance(a, b, most) <= most
