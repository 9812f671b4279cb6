"""GET /socket: from the handshake to a session."""

from collections import Counter
from typing import Any

from lightkeeper.gateway.bodies import Receive
from lightkeeper.gateway.peers import header, peer, same_origin
from lightkeeper.gateway.protocols import LINK, Link
from lightkeeper.gateway.refusals import Send
from lightkeeper.gateway.session import MISUSE, TOO_MANY, Session
from lightkeeper.gateway.settings import Settings
from lightkeeper.gateway.switchboard import Switchboard


class Sockets:
    """An ASGI application."""

    def __init__(self, settings: Settings, board: Switchboard) -> None:
        self._settings = settings
        self._board = board
        self._addresses: Counter[str] = Counter()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        seen = peer(scope, self._settings)
        if not same_origin(header(scope["headers"], b"origin"), seen, self._settings.url):
            await send({"type": "websocket.close", "code": MISUSE})  # before the handshake: answered with 403
            return
        link: Link = scope["extensions"][LINK]
        link.limits = self._settings.limits
        await send({"type": "websocket.accept"})
        if not seen.local and self._addresses[seen.address] >= self._settings.limits.sockets_per_address:
            link.hang_up(TOO_MANY)
            return
        scope["headers"].clear()  # half of what an idle socket would cost
        self._addresses[seen.address] += 1
        session = Session(self._board, link)
        link.on_drain = session.drained
        try:
            await _serve(session, receive)
        finally:
            session.gone()
            self._addresses[seen.address] -= 1
            if not self._addresses[seen.address]:
                del self._addresses[seen.address]


async def _serve(session: Session, receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if text is None:
            session.fail("invalid", MISUSE)
        else:
            session.receive(text)
