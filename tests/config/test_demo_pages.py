"""Harbor Exchange's own page: who one is there, the token that it signs, fresh deposits, the outbox."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.test import Client
from pytest_django.fixtures import Settings

from lightkeeper.api.platform_token import vouched_by
from lightkeeper.config.demo import people, transfers
from lightkeeper.models import Brand
from lightkeeper.ports.mailer import FolderMailer, Mail
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.demo_urls")]


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path) -> Path:
    """A data folder with the brand's key in it; no chain."""
    settings.DATA, settings.CHAIN_RPC = tmp_path, ""
    _, key = people.found("http://testserver", NOW)
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "demo-identity.pem").write_bytes(
        key.private_bytes(encoding, form, serialization.NoEncryption())
    )
    return tmp_path


def test_a_visitor_sees_the_transactions_to_ask_about() -> None:
    html = Client().get("/demo/?language=en").content.decode()
    facts = transfers.demo_transfers()
    for each in (
        facts.native_deposit,
        facts.token_deposit,
        facts.failed_deposit,
        facts.pending_deposit,
        facts.withdrawal,
    ):
        assert f'data-copy="{each}"' in html
    assert 'data-customer=""' in html
    assert '<script src="/widget/loader.js" data-brand="harbor"' in html


def test_a_customer_sees_their_own_alone_in_their_language() -> None:
    html = Client().get("/demo/?as=omar&language=zh-Hans").content.decode()
    facts = transfers.demo_transfers()
    assert facts.pending_deposit in html
    assert facts.token_deposit not in html
    assert 'data-customer="omar"' in html
    assert "已登录，用户 ID hbr-10044" in html


def test_the_token_is_one_that_the_desk_takes() -> None:
    token = Client().get("/demo/token?customer=lin").json()["token"]
    brand = Brand.objects.get(slug="harbor")
    vouched = vouched_by(brand, token, NOW)
    assert (vouched.subject, vouched.name) == ("hbr-10021", "林晓")
    assert Client().get("/demo/token?customer=mallory").status_code == 404


def test_without_a_chain_a_deposit_is_refused_in_words() -> None:
    response = Client().post("/demo/deposit", {"asset": "usdt", "as": "lin", "language": "en"})
    assert response.status_code == 302
    assert "did not answer" in Client().get(response["Location"]).content.decode()


def test_fresh_deposits_are_taken_from_the_address_only_when_they_are_hashes() -> None:
    fresh = "0x" + "ab" * 32
    html = Client().get(f"/demo/?fresh={fresh}:usdt&fresh=%3Cscript%3E:usdt&fresh={fresh}:doge").content.decode()
    assert html.count(f'data-copy="{fresh}"') == 1
    assert "<script>:" not in html


def test_the_outbox_is_shut_once_somebody_else_moves_in(demo: Path) -> None:
    """It shows links to set passwords by to everybody."""
    assert Client().get("/demo/outbox").status_code == 200
    Brand.objects.create(slug="lagoon", name="Lagoon", languages=["en"], created_at=NOW)
    assert Client().get("/demo/outbox").status_code == 404


def test_the_outbox_shows_mails_newest_first_and_links_that_can_be_followed(demo: Path) -> None:
    mailer = FolderMailer(demo / "outbox")
    for n, subject in enumerate(("First", "重置密码")):
        at = datetime(2026, 11, 21, 6, n, tzinfo=UTC)
        words = "<b>Reset</b>: http://testserver/desk/reset/abc"
        mailer.send(Mail(f"<{n}@x.example>", "Harbor <help@x.example>", "mei@x.example", subject, words, at))
    html = Client().get("/demo/outbox?language=en").content.decode()
    assert html.index("重置密码") < html.index("First")
    assert 'href="http://testserver/desk/reset/abc"' in html
    assert "&lt;b&gt;Reset&lt;/b&gt;" in html
