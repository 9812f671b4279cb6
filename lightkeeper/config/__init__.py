"""Settings, processes, command line."""
