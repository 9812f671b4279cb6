"""The outside world as protocols, each with a real and an in-memory implementation. No Django."""
