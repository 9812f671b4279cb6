"""The way from an empty installation to somebody who can sign in."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from lightkeeper.models import Brand, Membership

PASSWORD = "a-long-enough-pass"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    settings = connection.settings_dict
    url = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={settings['HOST']}"
    return subprocess.run(
        [sys.executable, "-m", "lightkeeper.config.cli", *arguments],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
def test_a_brand_and_its_first_administrator() -> None:
    made = run("brand", "create", "lagoon", "--name", "Lagoon", "--origin", "https://www.lagoon.example")
    assert made.returncode == 0, made.stderr
    assert Brand.objects.get().allowed_origins == ["https://www.lagoon.example"]
    agent = run("agent", "create", "ida@lagoon.example", "--brand", "lagoon", "--name", "Ida")
    assert agent.returncode == 0, agent.stderr
    assert Membership.objects.get().role == "admin"
    key = re.search(r"/desk/welcome/(\S+)", agent.stdout)
    assert key is not None, agent.stdout
    reset = Client().post(
        "/api/auth/browser/v1/auth/password/reset",
        json.dumps({"key": key.group(1), "password": PASSWORD}),
        content_type="application/json",
    )
    assert reset.status_code in {200, 401}, reset.content


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_is_told_in_a_sentence() -> None:
    refused = run("brand", "create", "No Good", "--name", "x")
    assert refused.returncode == 1
    assert "cannot be used" in refused.stderr
    assert not Brand.objects.exists()
