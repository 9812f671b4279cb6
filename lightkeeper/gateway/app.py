"""The gateway as one ASGI application, and as a server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from starlette.routing import Route, Router, WebSocketRoute

from lightkeeper.gateway.bodies import Receive
from lightkeeper.gateway.downloads import Downloads
from lightkeeper.gateway.protocols import Line, Requests
from lightkeeper.gateway.proxy import Proxy
from lightkeeper.gateway.refusals import Send, respond
from lightkeeper.gateway.settings import Settings
from lightkeeper.gateway.sockets import Sockets
from lightkeeper.gateway.static import CONSOLE_POLICY, Static
from lightkeeper.gateway.switchboard import Switchboard
from lightkeeper.gateway.uploads import Uploads
from lightkeeper.gateway.upstream import Upstream
from lightkeeper.ports.bus import Bus
from lightkeeper.ports.clock import Clock, SystemClock
from lightkeeper.ports.feed import Feed
from lightkeeper.ports.incoming import Incoming
from lightkeeper.ports.store import FolderStore

SHUTDOWN_SECONDS = 3
PING_SECONDS = 20.0
FRAME_BYTES = 65_536  # of a client


class Health:
    """GET /healthz: this process lives."""

    async def __call__(self, _scope: dict[str, Any], _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
        await respond(send, 200, headers, b'{"status": "ok"}')


def application(settings: Settings, bus: Bus, feed: Feed, key: bytes, clock: Clock | None = None) -> Router:
    """Everything behind the public port. `key` is the topic key; the bus and the feed are closed at the end."""
    clock = clock or SystemClock()
    board = Switchboard(bus, feed, clock, key, settings.limits)
    upstream = Upstream(settings.web, settings.limits.answer_seconds)
    files = settings.data / "files"
    static = settings.static

    @contextlib.asynccontextmanager
    async def lifespan(_: Router) -> AsyncIterator[None]:
        work = asyncio.create_task(board.run())
        try:
            yield
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            bus.close()
            upstream.close()
            await feed.close()

    console: Any = Static(
        static,
        "/desk",
        only="console/index.html",
        cache=b"no-cache",
        extra=(
            (b"content-security-policy", CONSOLE_POLICY),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
        ),
    )
    loader: Any = Static(
        static,
        "",
        only="widget/loader.js",
        cache=b"public, max-age=300",
        extra=((b"access-control-allow-origin", b"*"), (b"cross-origin-resource-policy", b"cross-origin")),
    )
    # Browsers ask for it on every page that names no icon of its own.
    icon: Any = Static(static, "", only="console/icon.svg", cache=b"public, max-age=86400")
    proxy: Any = Proxy(settings, upstream)
    return Router(
        routes=[
            WebSocketRoute("/socket", Sockets(settings, board)),
            Route("/healthz", Health()),
            Route("/files/upload", Uploads(Incoming(files / "incoming"), clock, key, settings.limits)),
            Route("/files/get/{ticket:path}", Downloads(FolderStore(files), clock, key)),
            Route("/widget/loader.js", loader),
            Route("/favicon.ico", icon),
            Route("/static/{name:path}", Static(static, "/static/")),
            Route("/desk", console),
            Route("/desk/{name:path}", console),
        ],
        redirect_slashes=False,
        default=proxy,
        lifespan=lifespan,
    )


def server(app: Any, settings: Settings) -> uvicorn.Server:
    """uvicorn as we use it."""
    Requests.head_seconds = settings.limits.head_seconds
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            loop="uvloop",
            http=Requests,
            ws=Line,
            ws_max_size=FRAME_BYTES,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=PING_SECONDS,
            ws_per_message_deflate=False,
            lifespan="on",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            backlog=4_096,
        )
    )
