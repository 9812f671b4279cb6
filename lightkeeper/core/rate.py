"""Rate limits by token bucket, decided purely: old level and time in, new level and decision out.

Source: GCRA (ITU-T I.371) as a single number: the time at which the bucket would be full again. One number a key makes
the decision a single conditional write in any store.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address


@dataclass(frozen=True, slots=True)
class Rule:
    """`burst` at once, then `per_second` on average. `Rule.of(5, 60)` = five a minute, five at once."""

    burst: int
    per_second: float

    def __post_init__(self) -> None:
        if self.burst < 1 or self.per_second <= 0:
            raise ValueError("a rule lets at least one through, sometime")

    @classmethod
    def of(cls, times: int, seconds: float, *, burst: int | None = None) -> "Rule":
        """`times` in each `seconds`; `burst` defaults to all of them at once."""
        return cls(burst=burst or times, per_second=times / seconds)

    @property
    def interval_s(self) -> float:
        """How long one token takes to come back."""
        return 1 / self.per_second

    @property
    def empty_s(self) -> float:
        """How long an empty bucket takes to fill."""
        return self.burst / self.per_second

    @property
    def room_s(self) -> float:
        """How far from now the bucket may be full for a token to be there; with a fiftieth of a token's slack, since
        a double holds today's time to 0.3 µs only: who comes back at the moment that was told must be served."""
        return self.empty_s + self.interval_s / 50


@dataclass(frozen=True, slots=True)
class Decision:
    """`retry_after_s` is 0 when allowed, otherwise the seconds after which one token is there."""

    allowed: bool
    retry_after_s: float = 0.0


def take(full_at: float | None, rule: Rule, now: float) -> tuple[float, Decision]:
    """One token from a bucket that is full again at `full_at` (seconds, any epoch; None = untouched).

    Returns the new `full_at`, not moved by a refusal: being refused costs nothing, so a client that waits is served.
    """
    # No bucket is emptier than empty: a clock set back, or a rule that became milder, must not shut anybody out.
    start = now if full_at is None else min(max(full_at, now), now + rule.empty_s)
    after = start + rule.interval_s
    if after - now > rule.room_s:
        return start, Decision(allowed=False, retry_after_s=after - now - rule.empty_s)
    return after, Decision(allowed=True)


def household(address: str) -> str:
    """What a limit by address counts: in IPv6 everybody has a whole /64, and could come from another one each time.

    What is no address comes back as it is. Source: RFC 6177.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or f"{IPv6Address(int(parsed) >> 64 << 64)}/64")
