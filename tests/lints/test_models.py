"""Lints about the models, read from their source: no Django needed."""

import ast
from collections.abc import Iterator

import pytest

from tests.lints.source import File, complaints, under

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
ENDLESS = {"Message", "Event"}

# No brand by nature, and why.
BRANDLESS = {
    "Brand": "is one",
    "Agent": "may work for several; Membership says for which",
    "LedgerEpoch": "one for the installation",
    "LedgerRoot": "one for the installation, over all chains of a day",
    "IdempotencyKey": "belongs to its author, who has a brand",
    "Timer": "names its subject, which has a brand",
}

# Of the brand of their parent: model -> the field that leads there.
PARENT = {
    "ArticleVersion": "article",
    "ArticleFeedback": "article",
    "Participation": "conversation",
    "Draft": "conversation",
    "Event": "conversation",
    "Investigation": "conversation",
    "Evidence": "conversation",
    "Message": "conversation",
    "ExternalMessage": "conversation",
    "Rating": "conversation",
}


def models(file: File) -> Iterator[tuple[ast.ClassDef, dict[str, ast.Call]]]:
    """Each model class of a file with its fields: name -> the call that makes it."""
    for node in ast.parse(file.text).body:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) in BASES for base in node.bases):
            fields: dict[str, ast.Call] = {}
            for line in node.body:
                if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(line.value, ast.Call):
                    target = line.targets[0] if isinstance(line, ast.Assign) else line.target
                    fields[ast.unparse(target)] = line.value
            yield node, fields


BASES = {"models.Model", "Model", "AbstractBaseUser", "PermissionsMixin"}


def target(call: ast.Call) -> str | None:
    """The model that a relation leads to; None for other fields."""
    if ast.unparse(call.func).rsplit(".", 1)[-1] not in RELATIONS:
        return None
    to = next((word.value for word in call.keywords if word.arg == "to"), call.args[0] if call.args else None)
    return "" if to is None else ast.unparse(to).strip("'\"").rsplit(".", 1)[-1]


def points_at_the_endless(file: File) -> list[str]:
    """`message` and `event` will be partitioned by id; a foreign key to them needs a key unique across all parts."""
    return [
        f"{model.name}.{name} points at {target(call)}"
        for model, fields in models(file)
        for name, call in fields.items()
        if target(call) in ENDLESS
    ]


def brandless(file: File) -> list[str]:
    """A row without a brand is seen by every brand's agents sooner or later: a field says it, or a parent does."""
    found = []
    for model, fields in models(file):
        parent = fields.get(PARENT.get(model.name, "brand"))
        if model.name not in BRANDLESS and (parent is None or target(parent) is None):
            found.append(f"{model.name} has no {PARENT.get(model.name, 'brand')}")
    return found


def another_noun(file: File) -> list[str]:
    """A noun has the same file name in every layer, so `survey.py` must hold `Survey`."""
    noun = "".join(part.title() for part in file.name.removesuffix(".py").split("_"))
    names = [model.name for model, _ in models(file)]
    return (
        [f"holds {', '.join(names)} but no {noun}"]
        if names and not any(name.startswith(noun) for name in names)
        else []
    )


MODELS = tuple(file for file in under("lightkeeper/models/") if "/migrations/" not in file.path)


def test_no_foreign_key_to_message_or_event() -> None:
    assert complaints(points_at_the_endless, MODELS) == []


def test_every_model_has_a_brand() -> None:
    assert complaints(brandless, MODELS) == []


def test_a_parent_has_a_brand() -> None:
    """`PARENT` leads to a brand in one step or two, and names models that exist."""
    known = {model.name: fields for file in MODELS for model, fields in models(file)}
    assert sorted(set(PARENT) - set(known)) == []
    assert sorted(set(BRANDLESS) - set(known)) == []
    for name, field in PARENT.items():
        assert "brand" in known[target(known[name][field]) or ""], name


def test_each_model_file_is_one_noun() -> None:
    assert complaints(another_noun, MODELS) == []


def model(body: str, name: str = "Thing") -> File:
    return File("lightkeeper/models/thing.py", f"class {name}(models.Model):\n    {body}\n")


@pytest.mark.parametrize(
    ("body", "bad"),
    [
        ("message = models.ForeignKey(Message, on_delete=models.CASCADE)", True),
        ("event = models.OneToOneField('lightkeeper.Event', on_delete=models.CASCADE)", True),
        ("messages = models.ManyToManyField(to='Message')", True),
        ("message_id = models.BigIntegerField()", False),
        ("conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)", False),
    ],
)
def test_points_at_the_endless(body: str, bad: bool) -> None:
    assert bool(points_at_the_endless(model(body))) is bad


@pytest.mark.parametrize(
    ("file", "bad"),
    [
        (model("name = models.TextField()"), True),
        (model("brand = models.TextField()"), True),
        (model("brand = models.ForeignKey(Brand, on_delete=models.CASCADE)"), False),
        (model("conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)", "Message"), False),
        (model("text = models.TextField()", "Message"), True),
        (model("name = models.TextField()", "Brand"), False),
    ],
)
def test_brandless(file: File, bad: bool) -> None:
    assert bool(brandless(file)) is bad


@pytest.mark.parametrize(("name", "bad"), [("Thing", False), ("Other", True)])
def test_another_noun(name: str, bad: bool) -> None:
    assert bool(another_noun(model("pass", name))) is bad
