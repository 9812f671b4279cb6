"""Background work: load, call an action, nothing else."""
