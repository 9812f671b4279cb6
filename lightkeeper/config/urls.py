"""Addresses that Django answers; the gateway keeps sockets, files and static things to itself."""

from typing import Any

urlpatterns: list[Any] = []
