"""One HTTP client for every node: bounded in time and size, wary of redirects, silent about addresses in its errors."""

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import httpx

from lightkeeper.ports.chain import NodeAnswerUnusable, NodeTimedOut, NodeUnreachable

_REDIRECTS_KEPT: Final = {"GET": frozenset({301, 302, 303, 307, 308}), "POST": frozenset({307, 308})}
_MAX_HOPS: Final = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, seconds for the whole answer, bytes of the answer after decompression."""

    connect_seconds: float = 2.0
    total_seconds: float = 6.0
    max_bytes: int = 4 * 1024 * 1024


class NodeClient:
    """Asks nodes. The address that the operator set may be private; one that a node redirects to may not, unless its
    host is in `allowed_hosts`. Raises `ChainError`s only; safe to share between threads."""

    def __init__(
        self, limits: Limits | None = None, *, allowed_hosts: frozenset[str] = frozenset(), proxy: str | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._allowed = allowed_hosts
        timeout = httpx.Timeout(self._limits.total_seconds, connect=self._limits.connect_seconds)
        # The environment is not trusted: a proxy meant for package downloads must not see a customer's look-ups.
        self._http = httpx.Client(timeout=timeout, trust_env=False, proxy=proxy, follow_redirects=False)

    def __enter__(self) -> "NodeClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections that were kept for the next question."""
        self._http.close()

    def post(self, url: str, body: bytes) -> str:
        """The answer's text to a JSON body."""
        return self._send("POST", url, body)

    def get(self, url: str) -> str:
        """The answer's text."""
        return self._send("GET", url, None)

    def _send(self, method: str, url: str, body: bytes | None) -> str:
        deadline = time.monotonic() + self._limits.total_seconds
        request = self._request(method, httpx.URL(url), body)
        for _ in range(_MAX_HOPS + 1):
            with _translated(), self._open(request) as response:
                if not response.is_redirect:
                    return self._read(response, deadline)
                target = self._target(method, response)
            request = self._pinned(method, target, body)
        raise NodeUnreachable(reason="redirects")

    @contextmanager
    def _open(self, request: httpx.Request) -> Iterator[httpx.Response]:
        response = self._http.send(request, stream=True)
        try:
            yield response
        finally:
            response.close()

    def _request(self, method: str, url: httpx.URL, body: bytes | None) -> httpx.Request:
        headers = {"accept": "application/json"} | ({"content-type": "application/json"} if body is not None else {})
        return self._http.build_request(method, url, content=body, headers=headers)

    def _read(self, response: httpx.Response, deadline: float) -> str:
        if not response.is_success:
            raise NodeUnreachable(reason="status", http_status=response.status_code)
        whole = bytearray()
        for chunk in response.iter_bytes():
            whole += chunk
            if len(whole) > self._limits.max_bytes:
                raise NodeAnswerUnusable(reason="too_long")
            # The client's own limit is per read: a node that sends a byte a second would hold us for ever.
            if time.monotonic() > deadline:
                raise NodeTimedOut(reason="slow")
        try:
            return whole.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NodeAnswerUnusable(reason="encoding") from error

    def _target(self, method: str, response: httpx.Response) -> httpx.URL:
        if response.status_code not in _REDIRECTS_KEPT[method]:
            raise NodeUnreachable(reason="redirect", http_status=response.status_code)
        target = response.url.join(response.headers["location"])
        if target.scheme not in ("http", "https") or (response.url.scheme == "https" and target.scheme == "http"):
            raise NodeUnreachable(reason="redirect", http_status=response.status_code)
        return target

    def _pinned(self, method: str, target: httpx.URL, body: bytes | None) -> httpx.Request:
        """A request to the very address that was checked: a second look-up of the name could give another one."""
        if target.host in self._allowed:
            return self._request(method, target, body)
        address = _public_address(target.host)
        request = self._request(method, target.copy_with(host=address), body)
        request.headers["host"] = target.netloc.decode("ascii")
        request.extensions = {**request.extensions, "sni_hostname": target.host}
        return request


def _public_address(host: str) -> str:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NodeUnreachable(reason="name") from error
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    if not addresses or not all(ipaddress.ip_address(each).is_global for each in addresses):
        raise NodeUnreachable(reason="private_redirect")
    return addresses[0]


@contextmanager
def _translated() -> Iterator[None]:
    """The client's errors name addresses, which may hold access keys: none of them leaves this module."""
    try:
        yield
    except httpx.TimeoutException:
        raise NodeTimedOut(reason="slow") from None
    except (httpx.DecodingError, httpx.RemoteProtocolError):
        raise NodeAnswerUnusable(reason="protocol") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
        raise NodeUnreachable(reason="connection") from None
