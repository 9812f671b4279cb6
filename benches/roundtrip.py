"""From a customer's POST to the agent's socket, and to the assistant's answer."""

import asyncio
import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

import msgspec

from benches.figures import Row, Spread, Table, under
from benches.generator import Plan, Post, Result
from benches.people import Frame, Scene, cursors, hellos, open_conversations
from benches.system import System
from lightkeeper.core.audience import Audience
from lightkeeper.core.topics import Grant, conversation_topic, sign
from lightkeeper.models import Conversation
from lightkeeper.ports.wired import wired

EACH = 20
"""Conversations that one agent's socket follows; the API grants no more at once."""
RATE = 200.0
P99_MS = 60.0
SOCKET_KIB = 32.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Conversations in turn, seconds a measurement, idle sockets, conversations that the assistant answers."""

    conversations: int
    seconds: float
    idle: int
    answers: int
    repeats: int


def measure(system: System, scene: Scene, sizes: Sizes) -> tuple[Table, Table, Table]:
    """Conversations held by a person; the assistant's turns; memory a socket."""
    frames = open_conversations(scene, sizes.conversations, held_by_person=True)
    rows = [_saturated(system, scene, frames, senders, sizes) for senders in (1, 8, 32)]
    steady, socket = _steady(system, scene, frames, sizes)
    people = Table("Customer's message to the agent's socket, held by a person", (*rows, *steady))
    return people, _assistant(system, scene, sizes), Table("Memory", (socket,))


def _saturated(system: System, scene: Scene, frames: list[Frame], senders: int, sizes: Sizes) -> Row:
    result = _run(_plan(system, scene, frames, sizes, senders=senders))
    return Row(
        f"saturated, {senders} sender{'s' * (senders > 1)}", Spread.of(result.times), result.rate, note=_trouble(result)
    )


def _steady(system: System, scene: Scene, frames: list[Frame], sizes: Sizes) -> tuple[list[Row], Row]:
    """The open loop with idle sockets, several times, and the gateway's growth by those sockets."""
    rows, grown = [], []
    for _ in range(sizes.repeats):
        before = system.gateway()
        weights: list[int] = []
        plan = _plan(system, scene, frames, sizes, rate=RATE, idle=_idle(sizes.idle), hold=3.0)
        result = _run(plan, when_open=lambda weights=weights: weights.append(system.gateway()))  # type: ignore[misc]
        grown.append((weights[0] - before) / max(1, sizes.idle) / 1024)
        name = f"{RATE:.0f} a second, {sizes.idle:,} idle sockets"
        row = under(Spread.of(result.times), "p99", P99_MS, name)
        rows.append(
            Row(name, row.spread, result.rate, bar=row.bar, reached=row.reached, note=_trouble(result), load=row.load)
        )
    # Only the first time do the sockets need new memory; later they get what earlier ones left.
    size = grown[0]
    socket = Row(
        f"a socket, of {sizes.idle:,} idle ones", value=f"{size:.1f} KiB", bar=f"< {SOCKET_KIB:g} KiB",
        reached=size < SOCKET_KIB,
    )  # fmt: skip
    if len(rows) > 1:
        worst = [row.spread.p99 for row in rows if row.spread]
        rows.append(
            Row(
                f"median p99 of {len(rows)}",
                value=f"{median(worst):.1f} ms",
                bar=f"< {P99_MS:g} ms",
                reached=median(worst) < P99_MS,
            )
        )
    return rows, socket


def _assistant(system: System, scene: Scene, sizes: Sizes) -> Table:
    """Every conversation is written to once; its first message was answered before."""
    rows = []
    for rate in (1.0, 5.0):
        frames = open_conversations(scene, sizes.answers, held_by_person=False)
        held = set(
            Conversation.objects.filter(reference__in=[f.reference for f in frames], handler="assistant").values_list(
                "reference", flat=True
            )
        )
        asked = [frame for frame in frames if frame.reference in held]
        plan = _plan(system, scene, asked, sizes, rate=rate, answered=True)
        result = _run(plan)
        spread = Spread.of(result.times) if result.times else None
        rows.append(Row(f"{rate:.0f} a second", spread, result.rate, note=_trouble(result)))
    return Table("Customer's message to the assistant's answer on the agent's socket", tuple(rows))


def _plan(
    system: System,
    scene: Scene,
    frames: list[Frame],
    sizes: Sizes,
    *,
    senders: int = 0,
    rate: float = 0.0,
    idle: list[str] | None = None,
    answered: bool = False,
    hold: float = 0.0,
) -> Plan:
    return Plan(
        port=system.port,
        listeners=asyncio.run(hellos(system.port, scene.leads, frames, cursors(frames), EACH)),
        posts=[Post(frame.path, frame.token) for frame in frames],
        seconds=len(frames) / rate if answered else sizes.seconds,
        warm=0.0 if answered else 1.0,
        senders=senders,
        rate=rate,
        idle=idle or [],
        answered=answered,
        hold=hold,
    )


def _idle(number: int) -> list[str]:
    """First frames of customers who look at conversations in which nothing happens."""
    references = list(
        Conversation.objects.filter(reference__startswith="B0").values_list("reference", flat=True)[:2000]
    )
    until, made = datetime.now(UTC) + timedelta(minutes=5), []
    for n in range(number):
        topic, person = conversation_topic(references[n % len(references)]), f"c_{secrets.token_hex(10)}"
        grant = Grant(person, "", "customer", {topic: Audience.PUBLIC}, until)
        hello = {"t": "hello", "v": 1, "token": sign(grant, wired().keyring.topic_key), "cursors": {topic: 0}}
        made.append(msgspec.json.encode(hello).decode())
    return made


def _run(plan: Plan, when_open: Callable[[], None] = lambda: None) -> Result:
    """The generator's result; `when_open` is called while its sockets are open and nothing is sent yet."""
    with subprocess.Popen(
        (sys.executable, "-m", "benches.generator"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as generator:
        assert generator.stdin is not None
        assert generator.stdout is not None
        assert generator.stderr is not None
        generator.stdin.write(msgspec.json.encode(plan))
        generator.stdin.close()
        said = generator.stderr.readline()
        if said != b"open\n":
            raise RuntimeError(f"the load generator failed: {(said + generator.stderr.read()).decode()}")
        when_open()
        result = generator.stdout.read()
        if not result:
            raise RuntimeError(f"the load generator failed: {generator.stderr.read().decode()}")
    return msgspec.json.decode(result, type=Result)


def _trouble(result: Result) -> str:
    """What did not go as it should, in a few words."""
    troubles = [f"{number} times {status}" for status, number in result.refused.items()]
    troubles += [f"{result.lost} lost"] * bool(result.lost) + [f"{result.hung_up} sockets lost"] * bool(result.hung_up)
    return ", ".join(troubles)
