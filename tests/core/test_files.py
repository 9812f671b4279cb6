"""What a file is, told by its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import files


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        ("提币记录\n1,2".encode(), "text/plain"),
        (b"", None),
        (b"MZ\x90\0", None),
        (b"PK\x03\x04\x14\0", None),
        (b"\x7fELF\x02\x01\x01\0", None),
        (b"text\0with nul", None),
        (b"\xff\xfe\xfa", None),
        (b"<!DOCTYPE html>", None),
        (b"\xef\xbb\xbf \n<HTML>", None),
        (b"<svg xmlns='...'>", None),
        (b"<?xml version='1.0'?><svg/>", None),
        (b"<script>alert(1)</script>", None),
        (b"#!/bin/sh\nrm -rf", None),
        (b"<!-- a comment --><svg onload=alert(1)>", None),
        (b"RIFF\0\0\0\0WAVE", None),
    ],
)
def test_sniff(data: bytes, media_type: str | None) -> None:
    kind = files.sniff(data)
    assert (kind.media_type if kind else None) == media_type


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("screenshot.png", "screenshot.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\截图.png", "截图.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ('a<b>:"|?*.txt', "ab.txt"),
        ("", "file"),
        ("...", "file"),
        ("\0\n", "file"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert files.safe_name(name) == safe


@given(st.text(max_size=400))
def test_a_name_is_short_printable_and_no_path(name: str) -> None:
    safe = files.safe_name(name)
    assert 0 < len(safe) <= files.MAX_NAME
    assert safe.isprintable()
    assert not set(safe) & set('/\\<>:"|?*')


def test_a_long_name_keeps_its_ending() -> None:
    assert files.safe_name("x" * 300 + ".png").endswith("x.png")
