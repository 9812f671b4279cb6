"""Django and the ports, for processes that are no web server."""

import os

from lightkeeper.config.supervisor.refusal import NotRunning
from lightkeeper.config.wiring import wire


def set_up() -> None:
    """Makes models usable and the ports real. Raises NotRunning without a database's address."""
    if "DATABASE_URL" not in os.environ:
        raise NotRunning(path=os.environ.get("LIGHTKEEPER_DATA", "data"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightkeeper.config.settings")
    import django

    django.setup()
    wire()
