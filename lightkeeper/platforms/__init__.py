"""Connectors to a platform's own systems."""
