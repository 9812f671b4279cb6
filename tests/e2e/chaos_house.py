"""Run inside an installation's environment: makes a brand, two agents and `argv[1]` customers; prints them as JSON.

A program of its own, since the test's process has another database.
"""

import json
import sys

from lightkeeper.config.django import set_up

set_up()

from django.conf import settings  # noqa: E402  the models need Django
from django.test import Client  # noqa: E402

from lightkeeper.actions import receive, visitor  # noqa: E402
from lightkeeper.core.access import Role  # noqa: E402
from lightkeeper.core.secrets import guard  # noqa: E402
from lightkeeper.models import Conversation  # noqa: E402
from lightkeeper.ports.wired import wired  # noqa: E402
from tests.factories import make_agent, make_house  # noqa: E402

settings.ALLOWED_HOSTS = ["*"]
now = wired().clock.now()
house = make_house("chaos")
customers = []
for number in range(int(sys.argv[1])):
    frame = visitor.begin(house.brand, language="en", timezone="UTC", now=now)
    customer = frame.session.customer
    said = receive.Said(guard(f"customer {number} begins"))
    reference = receive.start_conversation(customer, said, language="en", now=now).reference
    customers.append({"ref": customer.ref, "token": frame.token, "reference": reference})
# Held by a person: this is about messages, not about the assistant.
Conversation.objects.update(handler="person")
cookies = []
for name in ("ada", "ben"):
    agent = make_agent(house.brand, name, Role.LEAD, house.support)
    client = Client()
    client.force_login(agent, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/api/agent/me")
    cookies.append({"sessionid": client.cookies["sessionid"].value, "csrftoken": client.cookies["csrftoken"].value})
sys.stdout.write(json.dumps({"customers": customers, "agents": cookies}) + "\n")
