"""One question: is this a right address, of which networks, and what is wrong with it?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lightkeeper.chains.addresses import base58, bech32, evm
from lightkeeper.chains.addresses.verdict import Finding, Problem, Verdict
from lightkeeper.chains.addresses.written import Written, read

# Each looks at what was written and answers None when it is not its form; the first that knows it decides.
FAMILIES: Final[tuple[Callable[[Written], Verdict | None], ...]] = (evm.check, bech32.check, base58.check)

# Names for people, the same in every language; ids are those of `core.facts_words.NETWORKS`.
NAMES: Final[dict[str, str]] = {
    "ethereum": "Ethereum",
    "bnb": "BNB Smart Chain",
    "polygon": "Polygon",
    "arbitrum": "Arbitrum",
    "optimism": "Optimism",
    "base": "Base",
    "avalanche": "Avalanche",
    "bitcoin": "Bitcoin",
    "litecoin": "Litecoin",
    "tron": "Tron",
    "sandbox": "Harbor Sandbox",
}


def check_address(written: str, network: str | None = None) -> Verdict:
    """The verdict on what was written. With `network` (an id), an address of another one is OTHER_NETWORK."""
    bare = read(written)
    found = next((each for family in FAMILIES if (each := family(bare)) is not None), None)
    if found is None:
        return Verdict(valid=False, networks=(), findings=(*bare.findings, Finding(Problem.UNKNOWN_FORM)))
    if network is None or network in found.networks:
        return found
    other = Finding(
        Problem.OTHER_NETWORK, network=NAMES[found.networks[0]], wanted=NAMES.get(network, network.capitalize())
    )
    return replace(found, valid=False, findings=(other, *found.findings), normalised=None)
