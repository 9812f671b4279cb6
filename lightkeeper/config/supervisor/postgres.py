"""The embedded PostgreSQL: made, configured, started and cleared up after a crash by us (decision 0004)."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lightkeeper.config.supervisor import process
from lightkeeper.config.supervisor.account import Account
from lightkeeper.config.supervisor.process import Program
from lightkeeper.config.supervisor.refusal import ProcessNotReady, StepFailed

ROLE = DATABASE = "lightkeeper"

# Smart (no new sessions), then fast (sessions ended, checkpoint), then immediate (recovery at the next start).
STOP = ((signal.SIGTERM, 2.0), (signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))

STATUS_LINE = 7  # of postmaster.pid, from 0: "starting", "ready", "standby", "stopping" (src/include/utils/pidfile.h)

# For a small machine that PostgreSQL shares with the rest. `ALTER SYSTEM` overrules all of it.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "256MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than our short queries take
    "io_method": "sync",  # the default's idle workers cost memory
    "max_worker_processes": "4",
    "max_logical_replication_workers": "0",
    "max_parallel_workers_per_gather": "1",
    "autovacuum_max_workers": "2",
    "autovacuum_vacuum_insert_scale_factor": "0.05",
    "idle_in_transaction_session_timeout": "5min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_checkpoints": "off",
    # What customers write must not reach a log: no statements, no parameters, no "Key (email)=(...)" details.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}

# For tests alone: a crash of the machine may lose the cluster.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "1h"}


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL of ours. `account` None: it runs as whoever we are.

    `home` holds the data, `sockets` the Unix socket (a short path: the system allows 107 bytes), `programs` the
    binaries, `password` the file with the password of ROLE, `log` what the server says.
    """

    home: Path
    sockets: Path
    programs: Path
    password: Path
    log: Path
    account: Account | None = None
    careless: bool = False

    @property
    def url(self) -> str:
        """The address for `DATABASE_URL`: owner of the database, no superuser. Holds the password: never print it."""
        password = quote(self.password.read_text().strip(), safe="")
        return f"postgresql://{ROLE}:{password}@/{DATABASE}?host={quote(str(self.sockets), safe='')}"

    @property
    def program(self) -> Program:
        """What to start; SIGINT when we are killed: a fast shutdown, so that the next start needs no recovery."""
        return Program(
            name="postgres",
            argv=(str(self.programs / "postgres"), "-D", str(self.home)),
            log=self.log,
            env=_environment(),
            account=self.account,
            stop=STOP,
            death=signal.SIGINT,
        )

    @property
    def ready(self) -> bool:
        """Whether the server takes connections, from its own status file: no connection, no password."""
        try:
            lines = (self.home / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"


def prepare(cluster: Cluster) -> None:
    """Everything before the start: made when missing, cleared of a dead or orphaned server, configured.

    Raises StepFailed with what initdb said.
    """
    _own(cluster, cluster.sockets)
    if not (cluster.home / "PG_VERSION").exists():
        _make(cluster)
    clear(cluster)
    _configure(cluster, cluster.home)
    if not cluster.password.exists():  # keys lost, or restored without them
        _write_password(cluster)
        _single_user(cluster, cluster.home, "postgres", _set_password(cluster))


def clear(cluster: Cluster) -> None:
    """Ends what an earlier, killed supervisor left of the server, and removes a status file that names nobody.

    PostgreSQL judges that file by the process id alone. In a container an id is soon somebody else's, and the server
    would never start again; we look at who really sits in the cluster's folder. Call it with the data folder locked.
    """
    home = cluster.home.resolve()
    for step, seconds in (*STOP, (signal.SIGKILL, 5.0)):
        left = process.inhabitants(home)
        main = _postmaster(cluster)
        # Backends without their postmaster end by themselves, unless they are busy: then nothing but SIGKILL helps.
        for pid in [main] if main in left else left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, step if main in left else signal.SIGKILL)
        deadline = time.monotonic() + seconds
        while left and time.monotonic() < deadline:
            time.sleep(0.02)
            left = process.inhabitants(home)
        if not left:
            break
    else:
        raise ProcessNotReady(name="postgres", reason="an older server does not end", log=str(cluster.log))
    (cluster.home / "postmaster.pid").unlink(missing_ok=True)


def _postmaster(cluster: Cluster) -> int:
    try:
        return int((cluster.home / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _make(cluster: Cluster) -> None:
    """Makes the cluster beside its place and renames it at the end, so that a killed first start leaves no half."""
    fresh = cluster.home.with_name(f"{cluster.home.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    _own(cluster, fresh)
    # Builtin C.UTF-8: the same order on every system, no library whose update breaks the indexes.
    _run(
        cluster,
        # The superuser gets no password, so nobody connects as it: pg_hba.conf asks everybody for one.
        *("initdb", "--pgdata", str(fresh), "--username", "postgres", "--auth", "reject"),
        *("--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        *("--data-checksums", "--no-instructions", *(["--no-sync"] if cluster.careless else [])),
    )
    _configure(cluster, fresh)
    _write_password(cluster)
    rights = "CREATEDB" if cluster.careless else "NOCREATEDB"
    # Only a superuser may add pgvector; in the template, every database made later has it.
    _single_user(cluster, fresh, "template1", "CREATE EXTENSION vector")
    _single_user(
        cluster,
        fresh,
        "postgres",
        f"CREATE ROLE {ROLE} LOGIN {rights}",
        _set_password(cluster),
        f"CREATE DATABASE {DATABASE} OWNER {ROLE} STRATEGY file_copy",
    )
    fresh.rename(cluster.home)


def _configure(cluster: Cluster, home: Path) -> None:
    settings = SETTINGS | {"unix_socket_directories": str(cluster.sockets)} | (CARELESS if cluster.careless else {})
    lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
    (home / "postgresql.conf").write_text(f"# Written at each start; change settings with ALTER SYSTEM.\n{lines}")
    (home / "pg_hba.conf").write_text("local all all scram-sha-256\n")


def _write_password(cluster: Cluster) -> None:
    cluster.password.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(cluster.password, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))


def _set_password(cluster: Cluster) -> str:
    return f"ALTER ROLE {ROLE} PASSWORD '{cluster.password.read_text().strip()}'"


def _single_user(cluster: Cluster, home: Path, database: str, *statements: str) -> None:
    said = "".join(f"{statement};\n\n" for statement in statements)
    _run(cluster, "postgres", "--single", "-j", "-D", str(home), database, said=said)


def _run(cluster: Cluster, program: str, *arguments: str, said: str = "") -> None:
    account = cluster.account
    done = subprocess.run(
        (str(cluster.programs / program), *arguments),
        input=said,
        capture_output=True,
        text=True,
        env=_environment(),
        cwd="/",
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        check=False,
    )
    # The single-user server goes on after an error and ends with 0.
    if done.returncode != 0 or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise StepFailed(name=program, reason=reason[-1] if reason else str(done.returncode), log=str(cluster.log))


def _own(cluster: Cluster, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if cluster.account:
        os.chown(folder, cluster.account.uid, cluster.account.gid)


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
