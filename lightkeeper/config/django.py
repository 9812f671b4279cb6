"""Django and the ports, for processes that are no web server."""

import os

from lightkeeper.config.wiring import wire


def set_up() -> None:
    """Makes models usable and the ports real."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightkeeper.config.settings")
    import django

    django.setup()
    wire()
