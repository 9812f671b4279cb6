"""Nothing is lost, nothing is shown twice, while sockets, gateway, web and worker are killed at random.

1,000 messages in the suite; `./run chaos` sends 10,000.
"""

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil
import psycopg
import pytest

from lightkeeper.core import ledger
from lightkeeper.core.audience import Audience
from tests.e2e.chaos_clients import Follower, Sender, insist

Result = TypeVar("Result")
MESSAGES = int(os.environ.get("LIGHTKEEPER_CHAOS_MESSAGES", "1000"))
EACH = 50
"""Messages of one customer: fewer than what the limits allow in a minute."""
FOLLOWED = 20
"""Conversations that the agents have open."""
VICTIMS = {"gateway": "lightkeeper.gateway", "web": "granian", "worker": "lightkeeper.config.cli worker"}
ROOT = Path(__file__).parents[2]


class House:
    """An installation of its own, whose processes may be killed."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = (data.parent / "up.log").open("wb")
        command = [sys.executable, "-m", "lightkeeper.config.cli", "up", "--no-demo", "--port", str(self.port)]
        inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
        self.process = subprocess.Popen(
            [*command, "--data", str(data)], cwd=ROOT, stdout=self.log, stderr=self.log, env=inherited
        )

    def wait_ready(self) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            assert self.process.poll() is None, (self.data.parent / "up.log").read_text()
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError((self.data.parent / "up.log").read_text())

    def environment(self) -> dict[str, str]:
        running: dict[str, str] = json.loads((self.data / "running.json").read_text())
        return {**os.environ, **running, "LIGHTKEEPER_DATA": str(self.data)}

    def people(self, customers: int) -> dict[str, Any]:
        made = subprocess.run(
            [sys.executable, "-m", "tests.e2e.chaos_house", str(customers)],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        people: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
        return people

    def kill(self, name: str) -> bool:
        """Kills one process of this sort without a word. False when there is none at this moment."""
        ours = psutil.Process(self.process.pid).children(recursive=True)
        for child in ours:
            try:
                if VICTIMS[name] in " ".join(child.cmdline()):
                    child.send_signal(signal.SIGKILL)
                    return True
            except psutil.NoSuchProcess:
                continue
        return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


_OURS = {"LIGHTKEEPER_DATA", "DATABASE_URL", "LIGHTKEEPER_URL", "LIGHTKEEPER_RUN", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "data")
    try:
        house.wait_ready()
        yield house
    finally:
        house.stop()


def test_chaos_every_message_is_stored_once_and_shown_once_in_order(house: House) -> None:
    people = house.people(max(1, MESSAGES // EACH))
    senders, followers = run(_play(house, people, random.Random(7)))
    for sender in senders:
        stored = _ledger(house, sender.reference)
        bodies = [entry.payload["body"] for entry in stored if entry.kind == "message.posted" and entry.payload]
        assert bodies[1:] == sender.sent
        assert ledger.verify(sender.reference, stored) == ()
        shown = [(e.seq, e.payload["body"]) for e in stored if e.kind == "message.posted" and e.payload]
        for follower in followers:
            topic = f"c/{sender.reference}"
            if topic in follower.cursors:
                assert follower.shown[topic] == shown
    assert sum(follower.drops for follower in followers) > len(followers) // 2


async def _play(house: House, people: dict[str, Any], dice: random.Random) -> tuple[list[Sender], list[Follower]]:
    async with httpx.AsyncClient(base_url=house.url, timeout=10) as http:
        senders = [Sender(http, "chaos", each["token"], each["reference"]) for each in people["customers"]]
        followers = [_customer_screen(house, http, each) for each in people["customers"]]
        followers += [_agent_screen(house, http, cookies, people["customers"]) for cookies in people["agents"]]
        watching = [asyncio.create_task(follower.follow()) for follower in followers]
        done = 0

        def progress() -> None:
            nonlocal done
            done += 1

        async def misfortune() -> None:
            """At each eighth of the way (each sixtieth of a long one) something dies."""
            kills = 8 if MESSAGES <= 1000 else 60
            for step in range(1, kills):
                while done < MESSAGES * step // kills:
                    await asyncio.sleep(0.01)
                victim = dice.choice(["gateway", "gateway", "web", "worker", "sockets"])
                if victim == "sockets" or not house.kill(victim):
                    for follower in dice.sample(followers, len(followers) // 2):
                        await follower.drop()

        await asyncio.gather(misfortune(), *(sender.write(EACH, progress) for sender in senders))
        await _until_level(house, followers)
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        return senders, followers


async def _until_level(house: House, followers: list[Follower]) -> None:
    """Every screen has come back and read to the end; each within its own time."""
    heads = {f"c/{row[0]}": row[1] for row in _rows(house, "select reference, seq from conversation")}
    async with asyncio.timeout(60):
        while any(cursor < heads[topic] for each in followers for topic, cursor in each.cursors.items()):
            await asyncio.sleep(0.05)


def _customer_screen(house: House, http: httpx.AsyncClient, customer: dict[str, str]) -> Follower:
    async def token() -> str:
        headers = {"Authorization": f"Bearer {customer['token']}"}
        response = await insist(lambda: http.post("/api/widget/chaos/socket", headers=headers))
        return str(response.json()["token"])

    return Follower(_socket(house), token, {f"c/{customer['reference']}": 0})


def _agent_screen(
    house: House, http: httpx.AsyncClient, cookies: dict[str, str], customers: list[dict[str, str]]
) -> Follower:
    references = [customer["reference"] for customer in customers[:FOLLOWED]]
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies["csrftoken"],
        "Origin": house.url,
    }

    async def token() -> str:
        body = {"conversations": references}
        response = await insist(lambda: http.post("/api/agent/socket", headers=headers, json=body))
        assert response.status_code == 200, response.text
        return str(response.json()["token"])

    return Follower(_socket(house), token, {f"c/{reference}": 0 for reference in references})


def _socket(house: House) -> str:
    return f"ws://127.0.0.1:{house.port}/socket"


def _rows(house: House, query: str, *values: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(house.environment()["DATABASE_URL"]) as connection:
        return connection.execute(query, values).fetchall()


def _ledger(house: House, reference: str) -> list[ledger.Entry]:
    rows = _rows(
        house,
        """select e.seq, e.v, e.kind, e.actor, e.audience, e.at, e.payload, e.salt, e.commitment, e.chain_hash
           from event e join conversation c on c.id = e.conversation_id where c.reference = %s order by e.seq""",
        reference,
    )
    return [
        ledger.Entry(seq, v, kind, actor, Audience(audience), at, payload, salt, commitment, chain_hash)
        for seq, v, kind, actor, audience, at, payload, salt, commitment, chain_hash in rows
    ]


def test_messages_flow_while_200_uploads_stall(house: House) -> None:
    people = house.people(1)
    customer = people["customers"][0]
    stalled = [_stalled(house) for _ in range(200)]
    try:
        assert min(_round_trips(house, customer, 20)) < 0.1
    finally:
        for each in stalled:
            each.close()


def _stalled(house: House) -> socket.socket:
    """An upload that sends its head, three bytes, and nothing more."""
    connection = socket.create_connection(("127.0.0.1", house.port), timeout=10)
    connection.sendall(
        b"POST /api/widget/chaos/visitors HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        b"Content-Length: 500000\r\n\r\n{  "
    )
    return connection


def _round_trips(house: House, customer: dict[str, str], number: int) -> list[float]:
    """Seconds from posting a message to its frame on the customer's own socket."""

    async def measure() -> list[float]:
        async with httpx.AsyncClient(base_url=house.url, timeout=10) as http:
            screen = _customer_screen(house, http, customer)
            following = asyncio.create_task(screen.follow())
            sender = Sender(http, "chaos", customer["token"], customer["reference"])
            topic, times = f"c/{customer['reference']}", []
            for index in range(number):
                begun = time.perf_counter()
                await sender.write(1, lambda: None)
                async with asyncio.timeout(10):
                    while len(screen.shown.get(topic, [])) < index + 2:
                        await asyncio.sleep(0.001)
                times.append(time.perf_counter() - begun)
            following.cancel()
            return times

    return run(measure())


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """In a thread: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
