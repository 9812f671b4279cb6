"""Starting, watching and stopping the processes of an installation. No Django here: small, quick to start."""
