"""The page of a platform that embeds the widget: on an origin of its own, under the strictest policy that works."""

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

NAME = "shop.example"

PAGE = """<!doctype html>
<html lang="{language}" dir="{dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Harbor Exchange</title></head>
<body><h1>Harbor Exchange</h1>
<script src="{desk}/widget/loader.js" data-brand="{brand}" async></script>
</body></html>"""

# For the probe of what the browser does with a third party's cookies: a page, and a frame of another site in it.
OUTER = "<!doctype html><title>outer</title><iframe src='http://other.localhost:{port}/inner'></iframe>"
INNER = "<!doctype html><title>inner</title>"


@contextmanager
def serving(desk: str, brand: str) -> Iterator[str]:
    """The origin of a host page with the widget of `brand` from `desk`; `?language=` and `?dir=` set its own."""
    policy = f"default-src 'none'; script-src {desk}; frame-src {desk}"

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlparse(self.path)
            asked = {name: html.escape(values[0]) for name, values in parse_qs(address.query).items()}
            page = PAGE.format(
                language=asked.get("language", "en"), dir=asked.get("dir", "ltr"), desk=desk, brand=brand
            )
            port = self.headers["Host"].rpartition(":")[2]
            pages = {"/": page, "/outer": OUTER.format(port=port), "/inner": INNER}
            body = pages.get(address.path)
            self.send_response(200 if body else 404)
            if body == page:
                self.send_header("Content-Security-Policy", policy)
            content = (body or "").encode()
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{NAME}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
