"""What every request passes: the guard before anything is cut, keys that nobody writes by hand, limits nobody slips."""

import pytest

from lightkeeper.api.edge import RULES, line, zone
from lightkeeper.core.secrets import MARKER_RE
from lightkeeper.core.text import cut
from lightkeeper.models import Draft
from tests.api.conftest import Http, desk, visitor
from tests.factories import House

PHRASE = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"


@pytest.mark.parametrize("most", range(1, 120, 7))
def test_a_phrase_that_is_cut_leaves_no_words_behind(most: int) -> None:
    assert "abandon" not in line(PHRASE, most)
    assert "abandon" not in line(f"me: {PHRASE}", most)


def test_no_half_of_a_marker_is_kept() -> None:
    assert cut("a ⟦secret:password⟧ b", 10) == "a"
    assert MARKER_RE.search(cut("a ⟦secret:password⟧ b", 19))


@pytest.mark.parametrize(
    ("path", "field"), [("/conversations/{}/drafts/public", "body"), ("/conversations/{}/drafts/team", "attachments")]
)
def test_a_draft_keeps_no_secret(house: House, path: str, field: str) -> None:
    reference = visitor()("POST", "/conversations", {"body": "hello"}).body["conversation"]["reference"]
    body = {"body": "x", "base_seq": 0, field: [PHRASE] if field == "attachments" else PHRASE}
    assert desk(house.alice)("PUT", path.format(reference), body).status == 204
    draft = Draft.objects.get()
    assert "abandon" not in f"{draft.body} {draft.attachments}"


def test_a_name_that_is_a_phrase_does_not_land(house: House) -> None:
    dana = visitor()
    assert "abandon" not in dana("PATCH", "/me", {"name": PHRASE, "timezone": PHRASE}).body["customer"]["name"]
    key = dana("POST", "/conversations", {"body": "hello"}, key=PHRASE)
    assert (key.status, key.code) == (400, "idempotency_key_missing")


@pytest.mark.parametrize(
    "email", ["dana", "a@b", "dana@harbor.example, eve@evil.example", "Dana <d@a.example>", "a;b@c.de"]
)
def test_an_address_is_one_address(house: House, email: str) -> None:
    answer = visitor()("PATCH", "/me", {"email": email})
    assert (answer.status, answer.code) == (422, "email_unusable")


def test_a_time_zone_is_a_name() -> None:
    names = ("Asia/Shanghai", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+8")
    assert [zone(name) for name in names] == list(names)
    assert {zone(name) for name in ("../../etc/passwd", "a b", "x" * 64, "", "/etc/localtime")} == {"UTC"}


def begin(address: str) -> int:
    return Http("/api/widget/harbor", **{"X-Forwarded-For": address})("POST", "/visitors", {}).status


def test_another_address_of_the_same_network_is_no_other_visitor(house: House) -> None:
    """Whoever has an IPv6 address has 2^64 of them."""
    burst = RULES["visitor"].burst
    assert [begin(f"2001:db8:1:2::{number:x}") for number in range(burst)] == [201] * burst
    assert begin("2001:db8:1:2:ffff::1") == 429
    assert begin("2001:db8:1:3::1") == 201


def test_what_a_client_says_of_its_own_address_counts_for_nothing(house: House) -> None:
    """The gateway's word is the last; all before it is the client's."""
    burst = RULES["visitor"].burst
    assert [begin(f"10.0.0.{number}, 203.0.113.7") for number in range(burst)] == [201] * burst
    assert begin("10.9.9.9, 203.0.113.7") == 429


def test_a_busy_network_does_not_lock_out_those_who_are_signed_in_at_the_platform(house: House) -> None:
    for _ in range(RULES["visitor"].burst + 1):
        begin("203.0.113.7")
    signed_in = Http("/api/widget/harbor", **{"X-Forwarded-For": "203.0.113.7"})("POST", "/identify", {"jwt": "x"})
    assert (signed_in.status, signed_in.code) == (401, "token_invalid")
