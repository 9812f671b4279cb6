"""Harbor Exchange's help: the Markdown files of `articles/` as published articles."""

import json
from datetime import datetime
from pathlib import Path

from lightkeeper.actions.article import Text, publish, rebuild_vocabulary
from lightkeeper.models import ArticleCategory, Brand

FOLDER = Path(__file__).with_name("articles")


def publish_articles(brand: Brand, now: datetime) -> int:
    """Categories and articles in all their languages. How many articles."""
    categories: dict[str, ArticleCategory] = {}
    for row in json.loads((FOLDER / "categories.json").read_text(encoding="utf-8")):
        categories[row["slug"]], _ = ArticleCategory.objects.update_or_create(
            brand=brand,
            slug=row["slug"],
            defaults={
                "icon": row["icon"],
                "order": row["order"],
                "names": row["name"],
                "summaries": row["summary"],
            },
        )
    folders = sorted(each for each in FOLDER.iterdir() if each.is_dir())
    for folder in folders:
        heads, texts = {}, {}
        for file in sorted(folder.glob("*.md")):
            heads[file.stem], texts[file.stem] = read(file)
        head = heads["en"]
        publish(
            brand,
            categories[head["category"]],
            folder.name,
            texts,
            order=int(head["order"]),
            reasons=_list(head["reasons"]),
            now=now,
        )
    rebuild_vocabulary(brand)
    return len(folders)


def read(file: Path) -> tuple[dict[str, str], Text]:
    """An article's front matter and text."""
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    head = dict(line.split(": ", 1) for line in front.strip().splitlines())
    return head, Text(head["title"], head["summary"], body.strip(), tuple(_list(head["keywords"])))


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
