"""The people of Harbor Exchange: its brand, teams, agents and keys."""

import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lightkeeper.actions.agent import create_agent
from lightkeeper.actions.base import action
from lightkeeper.core.access import Role
from lightkeeper.models import Agent, Brand, Membership, OfficialChannel, Survey, Tag, Team

SLUG = "harbor"
TEAMS = {"support": "Support", "wallet": "Wallet operations", "security": "Account security"}
TAGS = {
    "deposit": "Deposit",
    "withdrawal": "Withdrawal",
    "security": "Security",
    "kyc": "Identity",
    "api": "API",
    "staking": "Staking",
    "phishing": "Phishing",
}
AGENTS = (
    ("mei", "Mei Chen", "zh-Hans", "Asia/Shanghai", Role.AGENT, ("support", "wallet")),
    ("sam", "Sam Okafor", "en", "Europe/London", Role.AGENT, ("support", "security")),
    ("bo", "Bo Lindqvist", "en", "Europe/Stockholm", Role.AGENT, ("wallet",)),
    ("lena", "Lena Hofer", "en", "Europe/Vienna", Role.LEAD, ("support", "security")),
)
CHANNELS = (
    ("site", "harbor-exchange.example", "Website"),
    ("email", "support@harbor-exchange.example", "Support"),
    ("email", "complaints@harbor-exchange.example", "Complaints"),
    ("email", "privacy@harbor-exchange.example", "Privacy"),
)


@action
def found(origin: str, now: datetime) -> tuple[Brand, Ed25519PrivateKey]:
    """The brand with its teams, tags, survey and channels, and the key by which it vouches for its customers."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    brand = Brand.objects.create(
        slug=SLUG,
        name="Harbor Exchange",
        accent="#2458c9",
        languages=["en", "zh-Hans"],
        allowed_origins=[origin],
        identity_keys=[{"kid": "demo-1", "alg": "EdDSA", "public_key": public.decode()}],
        demo=True,
        created_at=now,
    )
    Team.objects.bulk_create(Team(brand=brand, slug=slug, name=name) for slug, name in TEAMS.items())
    Tag.objects.bulk_create(Tag(brand=brand, slug=slug, name=name) for slug, name in TAGS.items())
    Survey.objects.create(brand=brand)
    OfficialChannel.objects.bulk_create(
        OfficialChannel(brand=brand, kind=kind, value=value, label=label, added_at=now)
        for kind, value, label in CHANNELS
    )
    return brand, key


@action
def hire(brand: Brand, now: datetime) -> dict[str, tuple[Agent, str]]:
    """The agents by short name, each with a fresh password."""
    hired: dict[str, tuple[Agent, str]] = {}
    teams = {team.slug: team for team in Team.objects.filter(brand=brand)}
    for short, name, language, timezone, role, in_teams in AGENTS:
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        agent = create_agent(email=f"{short}@harbor-exchange.example", name=name, password=password, demo=True, now=now)
        agent.language, agent.timezone, agent.online = language, timezone, True
        agent.save()
        Membership.objects.create(agent=agent, brand=brand, role=role)
        agent.teams.add(*(teams[slug] for slug in in_teams))
        EmailAddress.objects.create(user=agent, email=agent.email, verified=True, primary=True)
        hired[short] = agent, password
    return hired
