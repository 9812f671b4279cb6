"""Understand, investigate, compose, check, hand over."""
