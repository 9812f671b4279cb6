"""Sockets, static files, uploads: the process that owns the public port. No Django."""
