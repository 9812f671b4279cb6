"""Checking addresses without asking any node. `check` is the door; a family of networks is one more module."""
