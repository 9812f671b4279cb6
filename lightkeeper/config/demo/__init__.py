"""Harbor Exchange: the removable demo."""
