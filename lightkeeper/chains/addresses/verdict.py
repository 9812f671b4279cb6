"""What a check of an address says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lightkeeper.core.investigation.card import Level, Notice


class Problem(StrEnum):
    """What is wrong with an address, or worth knowing; the value is part of the API."""

    STRAY_BLANK = "stray_blank"
    INVISIBLE = "invisible"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    BAD_CHARACTER = "bad_character"
    LOOK_ALIKE = "look_alike"
    BAD_CHECKSUM = "bad_checksum"
    UNCHECKED = "unchecked"
    MISSING_PREFIX = "missing_prefix"
    OTHER_NETWORK = "other_network"
    ZERO = "zero"
    TESTNET = "testnet"
    UNKNOWN_FORM = "unknown_form"


TEXT: Final[dict[Problem, str]] = {
    Problem.STRAY_BLANK: "evidence.address.stray_blank",
    Problem.INVISIBLE: "evidence.address.invisible",
    Problem.TOO_SHORT: "evidence.address.too_short",
    Problem.TOO_LONG: "evidence.address.too_long",
    Problem.BAD_CHARACTER: "evidence.address.bad_character",
    Problem.LOOK_ALIKE: "evidence.address.look_alike",
    Problem.BAD_CHECKSUM: "evidence.address.bad_checksum",
    Problem.UNCHECKED: "evidence.address.unchecked",
    Problem.MISSING_PREFIX: "evidence.address.missing_prefix",
    Problem.OTHER_NETWORK: "evidence.address.other_network",
    Problem.ZERO: "evidence.address.zero",
    Problem.TESTNET: "evidence.address.testnet",
    Problem.UNKNOWN_FORM: "evidence.address.unknown_form",
}

# A remark leaves the address valid; every other problem does not.
REMARKS: Final = frozenset({Problem.UNCHECKED})


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `at` is the character's place in what was written, from 0, when it can be known."""

    problem: Problem
    at: int | None = None
    length: int | None = None
    network: str | None = None
    wanted: str | None = None

    def notice(self) -> Notice:
        """The finding in words; places are told from 1."""
        named: dict[str, str | int | None] = {
            "position": None if self.at is None else self.at + 1,
            "length": self.length,
            "network": self.network,
            "wanted": self.wanted,
        }
        level = Level.INFO if self.problem in REMARKS else Level.DANGER
        return Notice(TEXT[self.problem], {name: value for name, value in named.items() if value is not None}, level)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`networks`: ids of the networks whose form it has. `normalised`: how it should be written, when it is valid."""

    valid: bool
    networks: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    normalised: str | None = None


def verdict(networks: tuple[str, ...], findings: tuple[Finding, ...], normalised: str | None) -> Verdict:
    """Valid when nothing but remarks was found."""
    valid = all(each.problem in REMARKS for each in findings)
    return Verdict(valid, networks, findings, normalised if valid else None)
