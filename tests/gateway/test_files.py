"""Uploads against a ticket, downloads against a ticket, and what the front end's build left."""

import asyncio
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lightkeeper.core.tickets import DownloadTicket, UploadTicket, sign_download, sign_upload
from lightkeeper.gateway.settings import Limits
from lightkeeper.ports.bus import MemoryBus
from lightkeeper.ports.feed import MemoryFeed
from lightkeeper.ports.incoming import Incoming
from lightkeeper.ports.store import FolderStore, put
from tests.gateway.house import KEY, gateway, run, token, until

NAME = "a" * 32


def upload(key: str = NAME, limit: int = 1000, seconds: int = 3600, sign: bytes = KEY) -> str:
    return sign_upload(UploadTicket(key, limit, "c_dana", datetime.now(UTC) + timedelta(seconds=seconds)), sign)


def head(ticket: str, length: int) -> str:
    return f"PUT /files/upload HTTP/1.1\nx-upload-ticket: {ticket}\ncontent-length: {length}"


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "files" / "incoming").glob("*"))


def test_an_upload_lands_whole_and_once(tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, MemoryBus(), MemoryFeed()) as house:
            ticket = upload(limit=600_000)
            data = bytes(range(256)) * 2_000
            assert (await house.http(head(ticket, len(data)), data))[0] == 204
            with Incoming(tmp_path / "files" / "incoming").open(NAME) as file:
                assert file.read() == data
            Incoming(tmp_path / "files" / "incoming").delete(NAME)  # Django has taken it
            status, _, body = await house.http(head(ticket, len(data)), data)
            assert (status, json.loads(body)["error"]["code"]) == (409, "conflict")
            assert left(tmp_path) == []

    run(work())


@pytest.mark.parametrize(
    ("ticket", "status"),
    [
        ("", 401),
        (upload(sign=b"x" * 32), 401),
        (upload(seconds=-1), 401),
        (token("c_dana", {}), 401),
        (
            sign_download(DownloadTicket(NAME, "n", "text/plain", "attachment", datetime.now(UTC) + timedelta(1)), KEY),
            401,
        ),
        (upload(key="../../keys/keyring.json"), 404),
        (upload(limit=4), 413),
    ],
)
def test_an_upload_that_may_not_be(ticket: str, status: int, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, MemoryBus(), MemoryFeed()) as house:
            assert (await house.http(head(ticket, 5), b"12345"))[0] == status
            assert left(tmp_path) == []

    run(work())


def test_an_upload_of_more_than_it_says(tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, MemoryBus(), MemoryFeed()) as house:
            chunked = f"PUT /files/upload HTTP/1.1\nx-upload-ticket: {upload(limit=4)}\ntransfer-encoding: chunked"
            assert (await house.http(chunked, b"5\r\n12345\r\n0\r\n\r\n"))[0] == 413
            assert left(tmp_path) == []

    run(work())


def test_an_upload_that_breaks_off_leaves_nothing_and_may_be_made_again(tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, MemoryBus(), MemoryFeed()) as house:
            ticket = upload()
            _, writer = await asyncio.open_connection("127.0.0.1", house.port)
            writer.write(head(ticket, 10).replace("\n", "\r\n").encode() + b"\r\nhost: h\r\n\r\n12345")
            await until(lambda: left(tmp_path) != [])
            writer.close()
            await until(lambda: left(tmp_path) == [])
            assert (await house.http(head(ticket, 5), b"12345"))[0] == 204
            assert left(tmp_path) == [NAME]

    run(work())


def test_an_upload_that_stalls_is_ended(tmp_path: Path) -> None:
    async def work() -> None:
        limits = Limits(body_grace_seconds=0.05)
        async with gateway(tmp_path, MemoryBus(), MemoryFeed(), limits=limits) as house:
            assert (await house.http(head(upload(), 10), b"12345"))[0] == 408
            assert left(tmp_path) == []

    run(work())


def test_leftovers_are_swept(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path)
    with incoming.writer(NAME, limit=10) as writer:
        writer.write(b"x")
        assert writer.commit() == 1
    assert incoming.size(NAME) == 1
    assert incoming.sweep() == 0
    assert incoming.sweep(older_than_s=-1) == 1
    incoming.delete(NAME)


def test_a_download_is_never_a_page(tmp_path: Path) -> None:
    async def work() -> None:
        data = b"<script>alert(1)</script>" * 20_000
        stored = put(FolderStore(tmp_path / "files"), data, limit=10**6)
        until_ = datetime.now(UTC) + timedelta(seconds=60)
        ticket = DownloadTicket(stored.key, '截图 "1".html', "text/html", "inline", until_)
        async with gateway(tmp_path, MemoryBus(), MemoryFeed()) as house:
            status, headers, body = await house.http(f"GET /files/get/{sign_download(ticket, KEY)} HTTP/1.1")
            assert (status, body) == (200, data)
            assert headers["content-disposition"] == (
                "attachment; filename=\"__ _1_.html\"; filename*=UTF-8''%E6%88%AA%E5%9B%BE%20%221%22.html"
            )
            assert headers["content-security-policy"] == "sandbox; default-src 'none'"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert headers["cache-control"].startswith("private, max-age=5")
            old = replace(ticket, expires_at=datetime.now(UTC) - timedelta(seconds=1))
            gone = replace(ticket, key="0" * 32)
            for signed, expected in (
                (sign_download(old, KEY), 401),
                (sign_download(gone, KEY), 404),
                (sign_download(ticket, b"x" * 32), 401),
                (upload(key=stored.key), 401),
            ):
                status, _, body = await house.http(f"GET /files/get/{signed} HTTP/1.1")
                assert status == expected, body

    run(work())


def test_what_was_built(tmp_path: Path) -> None:
    static = tmp_path / "static"
    for name in ("console/index.html", "console/assets/app-a1B2c3D4.js", "console/icon.svg", "widget/loader.js"):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(name)
    (static / "console/assets/app-a1B2c3D4.js.gz").write_bytes(gzip.compress(b"packed"))
    (tmp_path / "secret").write_text("secret")

    async def work() -> None:
        async with gateway(tmp_path, MemoryBus(), MemoryFeed()) as house:
            status, headers, body = await house.http("GET /static/console/assets/app-a1B2c3D4.js HTTP/1.1")
            assert (status, body) == (200, b"console/assets/app-a1B2c3D4.js")
            assert headers["cache-control"] == "public, max-age=31536000, immutable"
            assert headers["content-type"] == "text/javascript; charset=utf-8"
            again = f"GET /static/console/assets/app-a1B2c3D4.js HTTP/1.1\nif-none-match: {headers['etag']}"
            assert (await house.http(again))[0] == 304
            packed = "GET /static/console/assets/app-a1B2c3D4.js HTTP/1.1\naccept-encoding: br, gzip"
            status, headers, body = await house.http(packed)
            assert (gzip.decompress(body), headers["content-encoding"]) == (b"packed", "gzip")
            for path in ("/desk", "/desk/", "/desk/inbox/7KQ4MXP29R"):
                status, headers, body = await house.http(f"GET {path} HTTP/1.1")
                assert (status, body) == (200, b"console/index.html")
                assert "frame-ancestors 'none'" in headers["content-security-policy"]
                assert headers["cache-control"] == "no-cache"
            status, headers, body = await house.http("GET /widget/loader.js HTTP/1.1")
            assert (body, headers["access-control-allow-origin"]) == (b"widget/loader.js", "*")
            assert headers["cache-control"] == "public, max-age=300"
            _, headers, body = await house.http("GET /favicon.ico HTTP/1.1")
            assert (body, headers["content-type"]) == (b"console/icon.svg", "image/svg+xml")
            for name in ("../secret", "%2e%2e/secret", "/etc/passwd", "a%00", "a%5cb", ""):
                assert (await house.http(f"GET /static/{name} HTTP/1.1"))[0] == 404
            assert (await house.http("POST /static/x HTTP/1.1\ncontent-length: 0"))[0] == 405

    run(work())
