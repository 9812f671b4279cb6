"""HTTP: ninja routers and schemas by noun. Thin."""
