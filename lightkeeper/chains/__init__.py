"""Reading chains and checking addresses. One adapter per family on one HTTP client."""
