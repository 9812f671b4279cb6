"""The server-rendered help centre."""
