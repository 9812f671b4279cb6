"""What reaches Django, and what comes back."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from lightkeeper.gateway.settings import Limits
from lightkeeper.ports.bus import MemoryBus
from lightkeeper.ports.feed import MemoryFeed
from tests.gateway.house import Gateway, gateway, parse, run
from tests.gateway.web import Asked, Web, serving


@asynccontextmanager
async def both(folder: Path, web: Web, **options: Any) -> AsyncIterator[Gateway]:
    async with serving(web, folder), gateway(folder, MemoryBus(), MemoryFeed(), **options) as house:
        yield house


def test_a_request_goes_through_whole(tmp_path: Path) -> None:
    async def work() -> None:
        web = Web()
        async with both(tmp_path, web) as house:
            status, headers, body = await house.http(
                "POST /api/widget/harbor/%E5%85%85?q=%20a&b HTTP/1.1\ncontent-length: 5\ncookie: a=b", b"12345"
            )
        assert (status, body) == (200, b"POST /api/widget/harbor/%E5%85%85?q=%20a&b 5")
        asked = web.asked[0]
        assert asked.body == b"12345"
        assert asked.headers["cookie"] == "a=b"
        assert asked.headers["host"] == "desk.example"
        assert asked.headers["x-request-id"] == headers["x-request-id"] != ""

    run(work())


def test_a_client_cannot_say_who_it_is(tmp_path: Path) -> None:
    async def work() -> None:
        web = Web()
        lies = (
            "x-forwarded-for: 6.6.6.6\nx-forwarded-host: evil.example\nx-forwarded-proto: https\n"
            "forwarded: for=6.6.6.6\nx_forwarded_for: 6.6.6.6\nx-real-ip: 6.6.6.6\n"
            "proxy: http://evil\nx-request-id: mine\nx-hop: 1\n"
            "connection: x-hop"
        )
        async with both(tmp_path, web) as house:
            await house.http(f"GET / HTTP/1.1\n{lies}")
        headers = web.asked[0].headers
        assert headers["x-forwarded-for"] == "127.0.0.1"
        assert headers["x-forwarded-host"] == "desk.example"
        assert headers["x-forwarded-proto"] == "http"
        assert headers["x-request-id"] != "mine"
        assert not headers.keys() & {"forwarded", "x_forwarded_for", "x-real-ip", "proxy", "x-hop", "connection"}

    run(work())


def test_a_trusted_proxy_is_believed_as_far_as_it_vouches(tmp_path: Path) -> None:
    async def work() -> None:
        web = Web()
        trusted = (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"))
        async with both(tmp_path, web, trusted=trusted) as house:
            await house.http(
                "GET / HTTP/1.1\nx-forwarded-for: 6.6.6.6, 9.9.9.9, 10.1.2.3\nx-forwarded-proto: https\n"
                "x-forwarded-host: help.harbor.example"
            )
        headers = web.asked[0].headers
        assert headers["x-forwarded-for"] == "9.9.9.9"
        assert headers["x-forwarded-proto"] == "https"
        assert headers["x-forwarded-host"] == "help.harbor.example"

    run(work())


def test_connections_are_kept(tmp_path: Path) -> None:
    async def work() -> None:
        web = Web()
        async with both(tmp_path, web) as house:
            for _ in range(3):
                await house.http("GET / HTTP/1.1")
        assert [each.connection for each in web.asked] == [1, 1, 1]

    run(work())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"HTTP/1.1 204 No Content\r\n\r\n", (204, b"")),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", (200, b"abcde")),
        (b"HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n", (302, b"")),
        (b"HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n", (304, b"")),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3000000\r\n\r\n" + b"y" * 3_000_000, (200, b"y" * 3_000_000)),
    ],
)
def test_answers_of_every_form(answer: bytes, expected: tuple[int, bytes], tmp_path: Path) -> None:
    async def work() -> None:
        async with both(tmp_path, Web(lambda _: answer)) as house:
            for _ in range(2):
                status, _, body = await house.http("GET / HTTP/1.1")
                assert (status, dechunk(body) if b"chunked" in answer else body) == expected

    def dechunk(body: bytes) -> bytes:
        found = b""
        while body and (size := int(body.partition(b"\r\n")[0], 16)):
            body = body.partition(b"\r\n")[2]
            found, body = found + body[:size], body[size + 2 :]
        return found

    run(work())


def test_the_answer_to_head_has_no_body(tmp_path: Path) -> None:
    async def work() -> None:
        async with both(tmp_path, Web(lambda _: b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n")) as house:
            status, headers, body = await house.http("HEAD / HTTP/1.1")
            assert (status, headers["content-length"], body) == (200, "99", b"")

    run(work())


def test_cookies_stay_apart(tmp_path: Path) -> None:
    async def work() -> None:
        answer = b"HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nset-cookie: b=2\r\ncontent-length: 0\r\n\r\n"
        async with both(tmp_path, Web(lambda _: answer)) as house:
            reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
            writer.write(b"GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n")
            assert (await reader.read()).count(b"set-cookie") == 2
            writer.close()

    run(work())


def test_while_django_is_away_the_answer_is_one_to_try_again(tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, MemoryBus(), MemoryFeed()) as house:
            status, headers, body = await house.http("GET /api/x HTTP/1.1\naccept-language: zh-CN,zh;q=0.9")
            assert (status, headers["retry-after"]) == (503, "1")
            error = json.loads(body)["error"]
            assert error == {
                "code": "unavailable",
                "message": "服务正在重启，请稍后再试。",
                "fields": {},
                "request": headers["x-request-id"],
            }
            assert (await house.http("GET /healthz HTTP/1.1"))[0] == 200

    run(work())


class Breaking:
    """Closes without an answer the first `times`."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, asked: Asked) -> bytes:
        self.times -= 1
        return b"" if self.times >= 0 else b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


@pytest.mark.parametrize(
    ("head", "status", "asked"),
    [
        ("GET / HTTP/1.1", 200, 2),
        ("POST / HTTP/1.1\ncontent-length: 0\nidempotency-key: 1", 200, 2),  # Django knows a repeat by its key
        ("POST / HTTP/1.1\ncontent-length: 0", 503, 1),  # it may have been done
    ],
)
def test_only_what_may_be_repeated_is_sent_again(head: str, status: int, asked: int, tmp_path: Path) -> None:
    async def work() -> None:
        web = Web(Breaking(1))
        async with both(tmp_path, web) as house:
            assert (await house.http(head))[0] == status
            assert len(web.asked) == asked

    run(work())


def test_a_kept_connection_that_django_closed_is_not_used(tmp_path: Path) -> None:
    async def work() -> None:
        web = Web()
        async with both(tmp_path, web) as house:
            await house.http("GET / HTTP/1.1")
            web.hang_up()
            status, _, _ = await house.http("POST / HTTP/1.1\ncontent-length: 0")
            assert status == 200

    run(work())


def test_a_body_over_the_limit(tmp_path: Path) -> None:
    async def work() -> None:
        web = Web()
        async with both(tmp_path, web, limits=Limits(body_bytes=1000)) as house:
            status, _, body = await house.http("POST / HTTP/1.1\ncontent-length: 2000", b"x" * 2000)
            assert (status, json.loads(body)["error"]["code"]) == (413, "too_large")
            chunked = b"".join(b"200\r\n" + b"x" * 512 + b"\r\n" for _ in range(3)) + b"0\r\n\r\n"
            status, _, _ = await house.http("POST / HTTP/1.1\ntransfer-encoding: chunked", chunked)
            assert status == 413
            status, _, _ = await house.http("POST / HTTP/1.1\ncontent-length: 1000", b"x" * 1000)
            assert status == 200
        assert [len(each.body) for each in web.asked] == [1000]

    run(work())


def test_a_body_that_does_not_come(tmp_path: Path) -> None:
    async def work() -> None:
        web = Web()
        async with both(tmp_path, web, limits=Limits(body_grace_seconds=0.05)) as house:
            status, _, body = await house.http("POST / HTTP/1.1\ncontent-length: 2000", b"x")
            assert (status, json.loads(body)["error"]["code"]) == (408, "too_slow")
        assert web.asked == []

    run(work())


def test_a_head_that_does_not_come(tmp_path: Path) -> None:
    async def work() -> None:
        async with both(tmp_path, Web(), limits=Limits(head_seconds=0.05)) as house:
            reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
            writer.write(b"GET / HTTP/1.1\r\nhost")
            async with asyncio.timeout(10):
                with contextlib.suppress(ConnectionResetError):
                    assert await reader.read() == b""
            writer.close()

    run(work())


def test_a_connection_may_be_used_again_and_again(tmp_path: Path) -> None:
    async def work() -> None:
        async with both(tmp_path, Web()) as house:
            reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
            for n in range(3):
                writer.write(b"POST /%d HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\n\r\nx" % n)
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(int(parse(head)[1]["content-length"]))
                assert body == b"POST /%d 1" % n
            writer.close()

    run(work())
