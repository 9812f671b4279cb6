"""Keeps a list of services running: started in order, restarted when they die, stopped in the reverse order."""

import asyncio
import contextlib
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

from lightkeeper.config.supervisor import process
from lightkeeper.config.supervisor.process import Program
from lightkeeper.config.supervisor.refusal import ProcessNotReady, StepFailed

BACKOFF = (0.1, 0.5, 1.0, 2.0, 5.0, 15.0)  # seconds before the 1st, 2nd ... restart in a row; then the last
SETTLED = 60.0  # seconds after which a process counts as healthy, and its next death as the first
PROBE = 0.1  # seconds between two looks at a process that is starting


@dataclass(frozen=True)
class Service:
    """A program that must always run. `ready` says whether it serves; `before` clears the way (it may block)."""

    program: Program
    ready: Callable[[], Awaitable[bool]]
    before: Callable[[], None] | None = None
    patience: float = 60.0  # seconds until it must be ready


@dataclass(frozen=True)
class Restart:
    """A service died and is started again in `delay` seconds. `status`: exit status, or minus the signal's number."""

    name: str
    status: int
    delay: float


async def together(*works: Coroutine[None, None, None]) -> None:
    """Does works side by side; the first error ends the others and is raised as it is."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:  # one has failed, or we are stopped: none of the others may start something behind our back
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Supervisor:
    """The running services. One per process, used from one event loop in the main thread (see `process.start`)."""

    def __init__(self, tell: Callable[[Restart], None]) -> None:
        self._tell = tell
        self._services: list[Service] = []
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._bell = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGCHLD, self._ring)

    async def start(self, *services: Service) -> None:
        """Starts services side by side, and returns when all are ready. Stopping order: the reverse of the calls.

        Raises ProcessNotReady for one that ends or is not ready in time, StepFailed from its `before`.
        """
        self._services.extend(services)
        await together(*(self._start(service) for service in services))

    async def run_once(self, program: Program) -> None:
        """Runs a one-off step to its end. Raises StepFailed when it ends with an error; stopped when we are."""
        running = process.start(program)
        try:
            status = await self._ended(running)
        finally:
            if running.poll() is None:
                await asyncio.to_thread(process.end, running, program.stop)
        if status != 0:
            reason = process.last_words(program.log) or str(status)
            raise StepFailed(name=program.name, reason=reason, log=str(program.log))

    async def stop(self) -> None:
        """Stops all, last started first, each ended before the next is asked."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for service in reversed(self._services):
            if running := self._processes.pop(service.program.name, None):
                await asyncio.to_thread(process.end, running, service.program.stop)

    def pid(self, name: str) -> int | None:
        """The process id of a running service."""
        running = self._processes.get(name)
        return running.pid if running else None

    async def _start(self, service: Service) -> None:
        running = await self._spawn(service)
        if reason := await self._not_ready(service, running):
            program = service.program
            raise ProcessNotReady(name=program.name, reason=reason, log=str(program.log))
        self._keepers.append(asyncio.create_task(self._keep(service, running)))

    async def _spawn(self, service: Service) -> subprocess.Popen[bytes]:
        if service.before:
            await asyncio.to_thread(service.before)
        running = process.start(service.program)
        self._processes[service.program.name] = running
        return running

    async def _not_ready(self, service: Service, running: subprocess.Popen[bytes]) -> str | None:
        """None when the process is ready, else why not."""
        deadline = time.monotonic() + service.patience
        while time.monotonic() < deadline:
            if running.poll() is not None:
                return process.last_words(service.program.log) or str(running.returncode)
            if await service.ready():
                return None
            await asyncio.sleep(PROBE)
        return f"{service.patience:.0f} s"

    async def _keep(self, service: Service, running: subprocess.Popen[bytes]) -> None:
        deaths = 0
        while True:
            began = time.monotonic()
            status = await self._ended(running)
            process.sweep(running)
            deaths = 1 if time.monotonic() - began > SETTLED else deaths + 1
            delay = BACKOFF[min(deaths, len(BACKOFF)) - 1]
            self._tell(Restart(service.program.name, status, delay))
            await asyncio.sleep(delay)
            # A failed attempt (disk full, an older server that does not end) is one more death, never the end of us.
            with contextlib.suppress(OSError, StepFailed, ProcessNotReady):
                running = await self._spawn(service)

    async def _ended(self, running: subprocess.Popen[bytes]) -> int:
        while (status := running.poll()) is None:
            await self._bell.wait()
        return status

    def _ring(self) -> None:
        """A child ended: wakes all who wait, each of whom looks at its own."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()
