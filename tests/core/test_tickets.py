from datetime import UTC, datetime, timedelta

import pytest

from lightkeeper.core.audience import Audience
from lightkeeper.core.tickets import (
    DownloadTicket,
    UploadTicket,
    sign_download,
    sign_upload,
    verify_download,
    verify_upload,
)
from lightkeeper.core.topics import Grant, TokenExpired, TokenInvalid, sign

KEY = b"k" * 32
NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
UPLOAD = UploadTicket("0" * 32, 10_000, "c_dana", NOW + timedelta(minutes=5))
DOWNLOAD = DownloadTicket("1" * 32, "截图.png", "image/png", "inline", NOW + timedelta(minutes=5))


def test_what_was_signed_comes_back() -> None:
    assert verify_upload(sign_upload(UPLOAD, KEY), KEY, NOW) == UPLOAD
    assert verify_download(sign_download(DOWNLOAD, KEY), KEY, NOW) == DOWNLOAD


def test_a_ticket_ends() -> None:
    with pytest.raises(TokenExpired):
        verify_upload(sign_upload(UPLOAD, KEY), KEY, UPLOAD.expires_at)
    with pytest.raises(TokenExpired):
        verify_download(sign_download(DOWNLOAD, KEY), KEY, DOWNLOAD.expires_at)


def test_no_ticket_passes_for_another_sort() -> None:
    token = sign(Grant("c_dana", "Dana", "customer", {"c/A": Audience.PUBLIC}, UPLOAD.expires_at), KEY)
    for wrong in (sign_download(DOWNLOAD, KEY), token):
        with pytest.raises(TokenInvalid):
            verify_upload(wrong, KEY, NOW)
    for wrong in (sign_upload(UPLOAD, KEY), token):
        with pytest.raises(TokenInvalid):
            verify_download(wrong, KEY, NOW)


@pytest.mark.parametrize("text", ["", ".", "a.b", "é.é", "..", "a" * 10_000, sign_upload(UPLOAD, b"x" * 32)])
def test_what_is_no_ticket(text: str) -> None:
    with pytest.raises(TokenInvalid):
        verify_upload(text, KEY, NOW)


def test_every_changed_letter_is_noticed() -> None:
    signed = sign_upload(UPLOAD, KEY)
    for n, letter in enumerate(signed[:-1]):  # the last letter has bits that base64 does not use
        changed = signed[:n] + ("A" if letter != "A" else "B") + signed[n + 1 :]
        with pytest.raises(TokenInvalid):
            verify_upload(changed, KEY, NOW)
