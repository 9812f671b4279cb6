"""What Harbor Exchange's own page shows: its customers, their balances and movements. Believable, and worth nothing."""

from dataclasses import dataclass
from typing import Literal

from lightkeeper.config.demo.transfers import DemoTransfers, demo_transfers

State = Literal["credited", "waiting", "sent", "fresh"]


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as the exchange knows them; `subject` is their user id there, `latin` the name for other readers."""

    short: str
    subject: str
    name: str
    latin: str
    email: str
    deposit_address: str

    def shown(self, language: str) -> str:
        """The name for a reader of `language`."""
        return self.name if language.startswith("zh") else self.latin


@dataclass(frozen=True, slots=True)
class Balance:
    """`amount` is written as it is shown."""

    asset: str
    name: str
    amount: str


@dataclass(frozen=True, slots=True)
class Movement:
    """A deposit or a withdrawal; `state` is what the exchange tells of it, which is not what the chain says."""

    kind: Literal["deposit", "withdrawal"]
    amount: str
    asset: str
    hash: str
    state: State

    @property
    def short(self) -> str:
        """First and last six of the hash."""
        return f"{self.hash[:8]}…{self.hash[-6:]}"


def customers(facts: DemoTransfers | None = None) -> dict[str, Customer]:
    """The customers whom one can be, by short name."""
    facts = facts or demo_transfers()
    rows = (
        Customer("lin", "hbr-10021", "林晓", "Lin Xiao", "linxiao@mail.example", facts.lin_deposit_address),
        Customer("omar", "hbr-10044", "Omar Haddad", "Omar Haddad", "omar.h@mail.example", facts.omar_deposit_address),
    )
    return {row.short: row for row in rows}


BALANCES = {
    "lin": (
        Balance("USDT", "Tether USD", "1,204.50"),
        Balance("ETH", "Ether", "0.7421"),
        Balance("BTC", "Bitcoin", "0.00318"),
    ),
    "omar": (Balance("USDT", "Tether USD", "312.08"), Balance("ETH", "Ether", "0.0150")),
}


def movements(short: str, facts: DemoTransfers | None = None) -> tuple[Movement, ...]:
    """What the customer's list shows, newest first; everybody's for a visitor who is not signed in."""
    facts = facts or demo_transfers()
    of = {
        "lin": (
            Movement("deposit", "250.00", "USDT", facts.token_deposit, "waiting"),
            Movement("deposit", "2,500.00", "USDT", facts.failed_deposit, "waiting"),
            Movement("withdrawal", "40.00", "USDT", facts.withdrawal, "sent"),
            Movement("deposit", "0.50", "ETH", facts.native_deposit, "credited"),
        ),
        "omar": (
            Movement("deposit", "0.20", "ETH", facts.pending_deposit, "waiting"),
            Movement("deposit", "5,000.00", "USDT", facts.counterfeit_deposit, "waiting"),
        ),
    }
    return of.get(short) or (*of["lin"], *of["omar"])
