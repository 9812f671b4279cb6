"""Lints about the one write path."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.lints.source import File, complaints, under

PACKAGE = "lightkeeper.actions"
WRAPPED = {"action", "atomic"}
# What the layers above may use besides actions: the wrapper itself, jobs by name, news after commit.
TOOLS = {"base"}
# A series of actions, each with its transaction: a long one would hold the global readers back.
SERIES = {("ledger_root", "sign_days")}


@cache
def unwrapped() -> Mapping[str, frozenset[str]]:
    """The functions in `actions/` that run inside somebody else's transaction: module -> names."""
    return {file.name.removesuffix(".py"): bare(file) for file in under("lightkeeper/actions/")}


def bare(file: File) -> frozenset[str]:
    """The functions of a module that open no transaction."""
    functions = [node for node in ast.parse(file.text).body if isinstance(node, ast.FunctionDef)]
    return frozenset(node.name for node in functions if not WRAPPED & {_name(each) for each in node.decorator_list})


def _name(decorator: ast.expr) -> str:
    return ast.unparse(decorator).partition("(")[0].rsplit(".", 1)[-1]


def half_an_action(file: File, helpers: Mapping[str, frozenset[str]]) -> list[str]:
    """From outside, only an `@action` may be called: it is one transaction with its events.

    A helper called alone would write rows without their events, or leave half of it behind in a crash.
    """
    return [
        f"line {line}: {module}.{name} is no @action"
        for line, module, name in _calls(ast.parse(file.text))
        if module not in TOOLS and (module, name) not in SERIES and name in helpers.get(module, ())
    ]


def _calls(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """What a module uses of `lightkeeper.actions`: line, module, name."""
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == PACKAGE:
            modules |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE + "."):
            yield from ((node.lineno, (node.module or "").rsplit(".", 1)[-1], each.name) for each in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield node.lineno, modules[node.value.id], node.attr


def test_nothing_outside_calls_half_an_action() -> None:
    above = tuple(file for file in under("lightkeeper/") if not file.path.startswith("lightkeeper/actions/"))
    assert complaints(lambda file: half_an_action(file, unwrapped()), above) == []


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ("from lightkeeper.actions.reply import index", True),
        ("from lightkeeper.actions import reply\nreply.index()", True),
        ("from lightkeeper.actions import reply as write\nwrite.index()", True),
        ("from lightkeeper.actions.reply import reply, StaleReply", False),
        ("from lightkeeper.actions import reply\nreply.reply()", False),
        ("from lightkeeper.actions.base import defer", False),
        ("index()", False),
    ],
)
def test_half_an_action(source: str, bad: bool) -> None:
    helpers = {"reply": frozenset({"index"}), "base": frozenset({"defer"})}
    assert bool(half_an_action(File("lightkeeper/api/a.py", source), helpers)) is bad


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def index(): ...", {"index"}),
        ("@functools.cache\ndef index(): ...", {"index"}),
        ("@action\ndef reply(): ...", set()),
        ("@transaction.atomic()\ndef reply(): ...", set()),
        ("class StaleReply(Exception): ...", set()),
    ],
)
def test_bare(source: str, names: set[str]) -> None:
    assert bare(File("lightkeeper/actions/a.py", source)) == names
