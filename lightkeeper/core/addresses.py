"""The addresses of the pages that customers read, below an installation's own."""


def article_path(brand: str, language: str, slug: str) -> str:
    """An article in the help centre."""
    return f"/{brand}/{language}/articles/{slug}"
