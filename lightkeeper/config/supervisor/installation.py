"""The processes of an installation: what is started, in which order, with which environment."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lightkeeper.config.supervisor import folder, postgres, probe, process
from lightkeeper.config.supervisor.folder import Folder
from lightkeeper.config.supervisor.process import MARK, Program
from lightkeeper.config.supervisor.progress import line, say, step
from lightkeeper.config.supervisor.refusal import DataUnwritable
from lightkeeper.config.supervisor.supervisor import Restart, Service, Supervisor, together

READY = "worker.ready"  # in the run folder; the worker makes it once the database is ready and it takes jobs
KEYRING = "keyring.json"  # ports/vault.py
MIGRATION_SECONDS = 600.0  # for a new version on a large database
WORKER_STOP = ((signal.SIGTERM, 20.0),)  # it may finish the job that it holds

_COMMAND = ("-m", "lightkeeper.config.cli")
# What Python is started with, for each process and step.
PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "chain": (*_COMMAND, "chain"),
    "prepare": (*_COMMAND, "prepare"),
    "demo": (*_COMMAND, "demo", "fill"),
    "web": ("-m", "granian", "lightkeeper.config.wsgi:application"),
    "worker": (*_COMMAND, "worker", "--prepare"),  # one process less to load Django for
    "gateway": ("-m", "lightkeeper.gateway"),
}
# Settings of granian; the operator's own environment comes first. A dead worker ends it: we start all of it again.
GRANIAN = {
    "GRANIAN_INTERFACE": "wsgi",
    "GRANIAN_WEBSOCKETS": "false",
    "GRANIAN_WORKERS": "1",
    "GRANIAN_BLOCKING_THREADS": "4",
    "GRANIAN_WORKERS_KILL_TIMEOUT": "5",
    "GRANIAN_LOG_LEVEL": "error",  # it warns of any number of threads above that of the processors
}


@dataclass(frozen=True)
class Options:
    """How to serve. `url` is the public base address, `database_url` an outside PostgreSQL or empty.

    `programs`: the arguments of Python for each process and step, see PROGRAMS.
    """

    data: Path
    host: str
    port: int
    demo: bool
    url: str
    database_url: str
    programs: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: PROGRAMS)


class Installation:
    """One data folder being served, from the lock to the last process that stops."""

    def __init__(self, options: Options) -> None:
        self._options = options
        # An operator who removed the demo does not want it back at the next start.
        self._demo = options.demo and not (options.data / "demo.removed").exists()
        self._chain_port = probe.free_port() if self._demo else 0
        self._environment: dict[str, str] = {}

    async def serve(self) -> None:
        """Starts everything and serves until SIGTERM or SIGINT, then stops everything; also when it fails half-way.

        Raises a Refusal when it can't be started.
        """
        loop = asyncio.get_running_loop()
        stopping = asyncio.Event()
        for wanted in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(wanted, stopping.set)
        supervisor = Supervisor(tell=_tell)
        place = folder.take(self._options.data)
        starting = asyncio.create_task(self._start(place, supervisor))
        stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({starting, stop}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                await stop
        finally:
            starting.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await starting
            if not stop.cancel():
                line(say("setup.stopping"))
            await supervisor.stop()
            place.leave()

    async def _start(self, place: Folder, supervisor: Supervisor) -> None:
        options = self._options
        self._clear(place)
        if (place.root / "demo.removed").exists():
            shutil.rmtree(place.root / "chain", ignore_errors=True)  # the node ran when the demo was removed
        probe.refuse_busy(options.host, options.port)
        with step(say("setup.step.database")):
            database = await self._database(place, supervisor)
        await asyncio.to_thread(probe.refuse_orphaned, database, place.keys / KEYRING)
        self._environment = self._environment_of(place, database)
        place.note(self._environment)
        # Web may load while the database is made ready: nobody can ask it anything before the gateway opens.
        loading = [self._chain(place), self._web(place)] if self._demo else [self._web(place)]
        if self._demo and not (options.data / "demo.json").exists():
            with step(say("setup.step.prepare")):
                await together(supervisor.start(*loading), supervisor.run_once(self._program(place, "prepare")))
            with step(say("setup.step.demo")):
                await supervisor.run_once(self._program(place, "demo"))
            loading = []
        with step(say("setup.step.work")):
            await supervisor.start(*loading, self._worker(place))
        with step(say("setup.step.serve")):
            await supervisor.start(self._gateway(place))
        line(say("setup.ready", url=options.url))
        if self._demo:
            self._print_signins()

    async def _database(self, place: Folder, supervisor: Supervisor) -> str:
        """The address of the database, answering."""
        if self._options.database_url:
            await asyncio.to_thread(probe.check_database, self._options.database_url)
            return self._options.database_url
        try:
            cluster = place.cluster()
        except OSError as error:
            raise DataUnwritable(path=str(error.filename), reason=error.strerror or str(error)) from error

        async def ready() -> bool:
            return cluster.ready

        await supervisor.start(Service(cluster.program, ready, before=lambda: postgres.prepare(cluster)))
        return cluster.url

    def _environment_of(self, place: Folder, database: str) -> dict[str, str]:
        options = self._options
        ours = {
            "DATABASE_URL": database,
            "LIGHTKEEPER_DATA": str(place.root),
            "LIGHTKEEPER_RUN": str(place.run),
            "LIGHTKEEPER_URL": options.url,
            "LIGHTKEEPER_HOST": options.host,
            "LIGHTKEEPER_PORT": str(options.port),
        }
        if self._demo:
            ours |= {"LIGHTKEEPER_DEMO": "1", "LIGHTKEEPER_CHAIN_RPC": f"http://127.0.0.1:{self._chain_port}"}
        return ours

    def _program(self, place: Folder, name: str) -> Program:
        return Program(
            name=name,
            argv=(sys.executable, *self._options.programs[name]),
            log=place.log / f"{name}.log",
            env=os.environ | self._environment | {MARK: str(place.root), "PYTHONUNBUFFERED": "1"},
        )

    def _chain(self, place: Folder) -> Service:
        async def ready() -> bool:
            return await probe.chain_answers(("127.0.0.1", self._chain_port))

        return Service(self._program(place, "chain"), ready)

    def _web(self, place: Folder) -> Service:
        socket = place.run / "web.sock"

        async def ready() -> bool:
            return await probe.status(socket, "/healthz") > 0

        program = self._program(place, "web")
        program = replace(program, env=GRANIAN | program.env | {"GRANIAN_UDS": str(socket)})
        # A killed server leaves its socket behind, and the next can't bind it.
        return Service(program, ready, before=lambda: socket.unlink(missing_ok=True))

    def _worker(self, place: Folder) -> Service:
        mark = place.run / READY

        async def ready() -> bool:
            return mark.exists()

        program = replace(self._program(place, "worker"), stop=WORKER_STOP)
        return Service(program, ready, before=lambda: mark.unlink(missing_ok=True), patience=MIGRATION_SECONDS)

    def _gateway(self, place: Folder) -> Service:
        return Service(self._program(place, "gateway"), self._all_ready)

    async def _all_ready(self) -> bool:
        return await self._public("/readyz") == 200

    async def _public(self, path: str) -> int:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._options.host, self._options.host)  # noqa: S104
        return await probe.status((host, self._options.port), path)

    def _clear(self, place: Folder) -> None:
        for pid in process.leftovers(str(place.root)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)

    def _print_signins(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            signins = json.loads((self._options.data / "demo.json").read_text())
            line(say("setup.ready_demo", url=self._options.url))
            for each in signins:
                line(
                    "  " + "  ".join(str(each[name]) for name in ("role", "email", "password", "totp") if name in each)
                )


def _tell(restart: Restart) -> None:
    line(say("setup.restarted", name=restart.name, status=str(restart.status)))
