"""Services that die, hang, dawdle and are orphaned: what the supervisor makes of them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from lightkeeper.config.supervisor import process
from lightkeeper.config.supervisor.process import MARK, Program
from lightkeeper.config.supervisor.refusal import ProcessNotReady, StepFailed
from lightkeeper.config.supervisor.supervisor import Restart, Service, Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="orphans are found by /proc")

# Says that it is up by making the file argv[1], notes in argv[2] that it was asked to end.
POLITE = """
import pathlib, signal, sys, time
def end(*_):
    with open(sys.argv[2], "a") as file: file.write(pathlib.Path(sys.argv[1]).name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[1]).write_text("up")
time.sleep(60)
"""
DEAF = POLITE.replace("signal.signal(signal.SIGTERM, end)", "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
SLOW = "import time; time.sleep(0.3)" + POLITE
FAILING = "import sys; print('the disk is full'); sys.exit(3)"
# A server whose worker is in its group, and does not notice that its parent is gone.
FORKING = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {POLITE!r}, *sys.argv[1:]])" + POLITE


class House:
    """A folder with services in it, and the supervisor's reports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.restarts: list[Restart] = []

    def program(self, name: str, code: str, **more: object) -> Program:
        return Program(
            name=name,
            argv=(sys.executable, "-c", code, str(self.folder / name), str(self.folder / "ended")),
            log=self.folder / f"{name}.log",
            env=os.environ | {MARK: str(self.folder)},
            **more,  # type: ignore[arg-type]
        )

    def service(self, name: str, code: str, patience: float = 20.0, **more: object) -> Service:
        up = self.folder / name

        async def ready() -> bool:
            return up.exists()

        return Service(self.program(name, code, **more), ready, lambda: up.unlink(missing_ok=True), patience)

    def run(self, story: Callable[[Supervisor], Coroutine[None, None, None]]) -> None:
        async def run() -> None:
            supervisor = Supervisor(self.restarts.append)
            try:
                await story(supervisor)
            finally:
                await supervisor.stop()

        asyncio.run(run())

    @property
    def ended(self) -> list[str]:
        return (self.folder / "ended").read_text().split()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


def pid(supervisor: Supervisor, name: str) -> int:
    found = supervisor.pid(name)
    assert found
    return found


def test_a_killed_service_is_started_again(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        await supervisor.start(house.service("web", POLITE))
        first = pid(supervisor, "web")
        os.kill(first, signal.SIGKILL)
        await until(lambda: supervisor.pid("web") != first and (house.folder / "web").exists())

    house.run(story)
    assert [(each.name, each.status) for each in house.restarts] == [("web", -signal.SIGKILL)]


def test_what_a_killed_service_had_started_goes_with_it(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        await supervisor.start(house.service("web", FORKING))
        first = pid(supervisor, "web")
        await until(lambda: len(process.leftovers(str(house.folder))) == 2)
        os.kill(first, signal.SIGKILL)
        await until(lambda: supervisor.pid("web") != first)
        await until(lambda: len(process.leftovers(str(house.folder))) == 2)

    house.run(story)
    wait_for(lambda: process.leftovers(str(house.folder)) == [])


def test_a_start_waits_until_the_service_is_ready(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        await supervisor.start(house.service("slow", SLOW))
        assert (house.folder / "slow").exists()

    house.run(story)


def test_a_service_that_ends_at_the_start_is_refused_with_its_last_words(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        with pytest.raises(ProcessNotReady) as refused:
            await supervisor.start(house.service("web", POLITE), house.service("worker", FAILING))
        assert refused.value.fields["name"] == "worker"
        assert refused.value.fields["reason"] == "the disk is full"

    house.run(story)
    assert process.leftovers(str(house.folder)) == []


def test_a_service_that_is_never_ready_is_refused_when_patience_ends(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        with pytest.raises(ProcessNotReady):
            await supervisor.start(house.service("web", "import time; time.sleep(60)", patience=0.2))

    house.run(story)
    assert process.leftovers(str(house.folder)) == []


def test_services_stop_in_the_reverse_order_of_their_start(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        await supervisor.start(house.service("postgres", POLITE))
        await supervisor.start(house.service("web", POLITE), house.service("gateway", POLITE))

    house.run(story)
    assert house.ended == ["gateway", "web", "postgres"]
    assert house.restarts == []


def test_a_service_that_ignores_the_signal_is_killed(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        await supervisor.start(house.service("deaf", DEAF, stop=((signal.SIGTERM, 0.1),)))

    house.run(story)
    assert process.leftovers(str(house.folder)) == []


def test_a_step_runs_to_its_end(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        await supervisor.run_once(house.program("prepare", "print('done')"))

    house.run(story)
    assert process.last_words(house.folder / "prepare.log") == "done"


def test_a_failed_step_says_why(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        with pytest.raises(StepFailed) as refused:
            await supervisor.run_once(house.program("prepare", FAILING))
        assert refused.value.fields["reason"] == "the disk is full"

    house.run(story)


def test_a_step_ends_when_the_start_is_cancelled(house: House) -> None:
    async def story(supervisor: Supervisor) -> None:
        step = asyncio.create_task(supervisor.run_once(house.program("prepare", POLITE)))
        await until((house.folder / "prepare").exists)
        step.cancel()
        with pytest.raises(asyncio.CancelledError):
            await step

    house.run(story)
    assert house.ended == ["prepare"]


def test_a_killed_supervisor_leaves_no_orphan(house: House) -> None:
    code = f"""
import asyncio, pathlib, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.config.test_supervisor import POLITE, House
async def story(supervisor):
    await supervisor.start(house.service("web", POLITE), house.service("gateway", POLITE))
    print("up", flush=True)
    await asyncio.sleep(60)
house = House(pathlib.Path({str(house.folder)!r}))
house.run(story)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout
        assert supervisor.stdout.readline() == "up\n"
        assert len(process.leftovers(str(house.folder))) == 2
        supervisor.kill()
    wait_for(lambda: process.leftovers(str(house.folder)) == [])
    assert sorted(house.ended) == ["gateway", "web"]


def test_a_log_that_has_grown_moves_aside(tmp_path: Path) -> None:
    log = tmp_path / "log" / "web.log"
    process.rotate(log)
    for text in ("first", "second", "third", "fourth"):
        log.write_text(text + "x" * process.LOG_LIMIT)
        process.rotate(log)
    kept = {each.name: each.read_text().rstrip("x") for each in log.parent.iterdir()}
    assert kept == {"web.log.1": "fourth", "web.log.2": "third"}


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
