"""What customers write stands in no log: not their words, not their secrets, not their addresses."""

import json
import urllib.error
import urllib.request
import uuid
from typing import Any

from tests.e2e.house import BRAND, House

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
NAME, ADDRESS, WORDS = "Quillon Brackwater", "quillon@brackwater.example", "brackwater-deposit-words"


def test_no_log_holds_what_a_customer_wrote(house: House) -> None:
    def ask(method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(house.local + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, None

    base = f"/api/widget/{BRAND}"
    token = ask("POST", f"{base}/visitors", {})[1]["token"]
    assert ask("PATCH", f"{base}/me", {"name": NAME, "email": ADDRESS}, token)[0] == 200
    status, started = ask("POST", f"{base}/conversations", {"body": f"{WORDS} {ADDRESS}"}, token)
    assert status == 201
    case = f"{base}/conversations/{started['conversation']['reference']}"
    assert ask("POST", f"{case}/messages", {"body": PHRASE}, token)[1]["secrets"] == ["recovery_phrase"]
    # Refusals too: no JSON, a wrong field, nobody's token, a page and a search that are not there.
    assert ask("POST", f"{case}/messages", b'{"body": "' + WORDS.encode(), token)[0] in (400, 422)
    assert ask("POST", f"{case}/messages", {"text": WORDS}, token)[0] == 422
    assert ask("GET", f"{base}/conversations?q={WORDS}", token=WORDS)[0] == 401
    assert ask("GET", f"/{WORDS}?q={WORDS}")[0] == 404
    assert ask("POST", "/api/auth/browser/v1/auth/login", {"email": ADDRESS, "password": WORDS})[0] in (400, 401, 403)

    for log in (house.data / "log").iterdir():
        said = log.read_text(errors="replace")
        for secret in (NAME, ADDRESS, WORDS, "thank yellow", "sausage", token):
            assert secret not in said, f"{log.name}: {secret}"
