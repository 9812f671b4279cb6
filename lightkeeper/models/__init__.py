"""Django models: one app, one file per noun. Columns, constraints, indexes; no decisions, no I/O."""
