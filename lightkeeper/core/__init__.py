"""Decisions: pure functions from values to values. Standard library only."""
