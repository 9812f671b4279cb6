"""The system user that PostgreSQL runs as: it refuses to run as root, so root lends it an unprivileged one."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lightkeeper.config.supervisor.refusal import NamelessUser, NoAccount

# `postgres` where a package made it, else the user that every system has. We make no users.
CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An unprivileged user, by its ids."""

    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Whether this user can enter the folder (or run the program) at `path`.

        Asked of the kernel, by a child that is this user: mode bits alone miss access lists, mount options and
        security modules. Raises NoAccount where root may not become another user, as in some containers.
        """
        ask = ("/bin/sh", "-c", 'test -x "$1"', "sh", str(path))
        try:
            asked = subprocess.run(ask, user=self.uid, group=self.gid, extra_groups=[], cwd="/", check=False)
        except OSError as error:
            raise NoAccount from error
        return asked.returncode == 0


def lent(cluster: Path) -> Account | None:
    """The account for the cluster at `cluster`: its owner when it exists. None when we are not root: we run it.

    Raises NoAccount as root on a system without unprivileged users, NamelessUser for a user id without a name.
    """
    if os.geteuid() != 0:
        _refuse_nameless(os.geteuid())
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in CANDIDATES:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(user.pw_uid, user.pw_gid)
    raise NoAccount


def _refuse_nameless(uid: int) -> None:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise NamelessUser(uid=uid) from None
