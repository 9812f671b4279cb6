"""Fills in Harbor Exchange on the first start."""

import json
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lightkeeper.config.demo import history, people, transfers
from lightkeeper.config.demo.library import publish_articles
from lightkeeper.models import Agent, Brand


def fill(data: Path, origin: str, chain_rpc: str | None, now: datetime) -> None:
    """People, articles, the chain's past, conversations, and `demo.json` with the sign-ins, last of all.

    Started again after it was cut short, it begins anew: what a first try left is removed before.
    """
    from lightkeeper.config.demo.remove import remove

    remove(data, keep_away=False)
    brand, key = people.found(origin, now)
    _keep(data / "keys" / "demo-identity.pem", key)
    publish_articles(brand, now)
    hired = people.hire(brand, now)
    facts = transfers.fill(chain_rpc) if chain_rpc else transfers.demo_transfers()
    history.play(brand, {short: agent for short, (agent, _) in hired.items()}, facts, now)
    _write_sign_ins(data / "demo.json", hired)


def filled() -> bool:
    """Whether there is a demo brand."""
    return Brand.objects.filter(slug=people.SLUG, demo=True).exists()


def _keep(path: Path, key: Ed25519PrivateKey) -> None:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _private(path, pem)


def _write_sign_ins(path: Path, hired: dict[str, tuple[Agent, str]]) -> None:
    rows = [
        {"name": agent.name, "role": agent.memberships.get().role, "email": agent.email, "password": password}
        for agent, password in hired.values()
    ]
    _private(path, json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n")


def _private(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    part.rename(path)
