import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core.rate import Decision, Rule, take

RULES = st.builds(Rule, burst=st.integers(1, 20), per_second=st.floats(1e-4, 1e3))
NOW = 1_790_000_000.0


def run(rule: Rule, times: list[float]) -> list[Decision]:
    full_at: float | None = None
    decisions = []
    for at in times:
        full_at, decision = take(full_at, rule, NOW + at)
        decisions.append(decision)
    return decisions


def test_five_at_once_then_one_every_twelve_seconds() -> None:
    decisions = run(Rule.of(5, 60), [0, 0, 0, 0, 0, 0, 11, 12, 12])
    assert [decision.allowed for decision in decisions] == [True] * 5 + [False, False, True, False]
    assert [round(decision.retry_after_s, 3) for decision in decisions[5:]] == [12, 1, 0, 12]


@given(RULES)
def test_the_burst_passes_and_not_one_more(rule: Rule) -> None:
    decisions = run(rule, [0.0] * (rule.burst + 1))
    assert [decision.allowed for decision in decisions] == [True] * rule.burst + [False]


@given(RULES)
def test_who_waits_as_told_is_served(rule: Rule) -> None:
    full_at: float | None = None
    for _ in range(rule.burst):
        full_at, _ = take(full_at, rule, NOW)
    full_at, refused = take(full_at, rule, NOW)
    assert 0 < refused.retry_after_s <= rule.interval_s + 1e-6
    assert take(full_at, rule, NOW + refused.retry_after_s)[1].allowed


@given(RULES, st.lists(st.floats(0, 1e4), max_size=60))
def test_never_more_than_the_rule_over_any_span(rule: Rule, gaps: list[float]) -> None:
    times = [sum(gaps[: n + 1]) for n in range(len(gaps))]
    passed = [at for at, decision in zip(times, run(rule, times), strict=True) if decision.allowed]
    for n, start in enumerate(passed):
        for m, end in enumerate(passed[n:], start=1):
            assert m <= rule.burst + (end - start) * rule.per_second + 0.1


@given(RULES, st.floats(0, 1e9))
def test_a_clock_set_back_shuts_nobody_out(rule: Rule, back: float) -> None:
    _, decision = take(NOW + back, rule, NOW)
    assert decision.allowed or decision.retry_after_s <= rule.interval_s * 1.02


@pytest.mark.parametrize(("burst", "per_second"), [(0, 1.0), (1, 0.0), (1, -1.0)])
def test_a_rule_that_lets_nothing_through_is_refused(burst: int, per_second: float) -> None:
    with pytest.raises(ValueError, match="lets at least one"):
        Rule(burst, per_second)
