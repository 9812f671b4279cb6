import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from lightkeeper.core.rate import Rule
from lightkeeper.ports.limiter import Limiter, MemoryLimiter, PostgresLimiter
from tests.database import server_url

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIVE_A_MINUTE = Rule.of(5, 60)


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresLimiter]:
    schema = f"limiter_{uuid4().hex}"  # several test processes share the server

    def connect() -> AbstractContextManager[psycopg.Connection[tuple[object, ...]]]:
        return psycopg.connect(server_url(), autocommit=True, options=f"-c search_path={schema}")

    with connect() as connection:
        connection.execute(sql.SQL("create schema {}").format(sql.Identifier(schema)))
        connection.execute(PostgresLimiter.CREATE)
    yield PostgresLimiter(connect)
    with connect() as connection:
        connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(schema)))


@pytest.fixture(params=["memory", "postgres"])
def limiter(request: pytest.FixtureRequest) -> Limiter:
    if request.param == "memory":
        return MemoryLimiter()
    found: PostgresLimiter = request.getfixturevalue("postgres")
    return found


@pytest.fixture
def key() -> str:
    return f"visitor:{uuid4()}"


def test_the_rule_is_kept_to_the_second(limiter: Limiter, key: str) -> None:
    def take(after: float) -> tuple[bool, float]:
        decision = limiter.take(key, FIVE_A_MINUTE, NOW + timedelta(seconds=after))
        return decision.allowed, round(decision.retry_after_s, 3)

    assert [take(0) for _ in range(6)] == [(True, 0.0)] * 5 + [(False, 12.0)]
    assert take(11) == (False, 1.0)
    assert take(12) == (True, 0.0)
    assert take(12) == (False, 12.0)


def test_each_key_has_a_bucket_of_its_own(limiter: Limiter, key: str) -> None:
    once = Rule.of(1, 60)
    assert limiter.take(key, once, NOW).allowed
    assert not limiter.take(key, once, NOW).allowed
    assert limiter.take(key + "x", once, NOW).allowed


def test_a_clock_set_back_shuts_nobody_out(limiter: Limiter, key: str) -> None:
    limiter.take(key, FIVE_A_MINUTE, NOW + timedelta(days=365))
    refused = limiter.take(key, FIVE_A_MINUTE, NOW)
    assert refused.retry_after_s <= 12
    assert limiter.take(key, FIVE_A_MINUTE, NOW + timedelta(seconds=12)).allowed


def test_many_at_once_take_no_more_than_there_is(limiter: Limiter, key: str) -> None:
    allowed: list[bool] = []

    def take() -> None:
        allowed.extend(limiter.take(key, FIVE_A_MINUTE, NOW).allowed for _ in range(3))

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 5


def test_a_closed_limiter_refuses(key: str) -> None:
    decision = MemoryLimiter(closed=True).take(key, FIVE_A_MINUTE, NOW)
    assert (decision.allowed, decision.retry_after_s) == (False, 12.0)


def test_a_flood_of_keys_does_not_stay_in_memory(key: str) -> None:
    limiter = MemoryLimiter(most=10)
    for n in range(10):
        limiter.take(f"{key}{n}", FIVE_A_MINUTE, NOW)
    limiter.take(key, FIVE_A_MINUTE, NOW + timedelta(hours=1))
    assert len(limiter._full_at) == 1


def test_a_sweep_removes_full_buckets_only(postgres: PostgresLimiter, key: str) -> None:
    postgres.take(key, Rule.of(1, 60), NOW)
    assert postgres.sweep(NOW) == 0
    assert not postgres.take(key, Rule.of(1, 60), NOW).allowed
    assert postgres.sweep(NOW + timedelta(days=400)) >= 1
