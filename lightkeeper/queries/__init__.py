"""Reads: the only way from a request to a row."""
