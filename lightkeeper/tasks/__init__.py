"""Background work: load, call an action, nothing else. The worker imports this package; the web defers by name."""

from lightkeeper.tasks import assistant

__all__ = ["assistant"]
