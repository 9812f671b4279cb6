"""Lightkeeper: the open-source support desk for digital-asset platforms."""

__version__ = "0.1.0"
