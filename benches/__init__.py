"""Benchmarks: the whole system on a fresh database, loaded from processes of its own. Never part of the tests."""
