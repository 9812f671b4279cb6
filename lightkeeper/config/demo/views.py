"""The demo's pages: Harbor Exchange's own site with the widget in it, and the mails that would have gone out."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import jwt
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lightkeeper.config.demo import outbox as mails
from lightkeeper.config.demo import people, transfers
from lightkeeper.config.demo.exchange import BALANCES, Customer, Movement, customers, movements
from lightkeeper.core.access import NotFound
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.rate import Rule
from lightkeeper.help.page import browser_language, limit, page, refusals_as_pages
from lightkeeper.models import Brand
from lightkeeper.ports.wired import wired
from lightkeeper.queries.customer import brand_by_slug

TOKEN_LIFE = timedelta(minutes=10)
DEPOSITS = Rule.of(20, 60)
HASH = re.compile(r"0x[0-9a-f]{64}")
AMOUNTS = {"usdt": "25", "ether": "0.1"}
ASSETS = {"usdt": "USDT", "ether": "ETH"}


@require_safe
@refusals_as_pages
def home(request: HttpRequest) -> HttpResponse:
    """The exchange's page. `as`: who is signed in there (lin, omar, nobody); `fresh`: deposits made just now."""
    brand = brand_by_slug(people.SLUG)
    who = customers().get(request.GET.get("as", ""))
    short = who.short if who else ""
    fresh = _fresh(request.GET.getlist("fresh"))
    language = _language(request)
    response = page(
        request,
        "demo/home.html",
        language,
        brand=brand,
        who=who,
        people=[(each, each.shown(language)) for each in customers().values()],
        name=who.shown(language) if who else "",
        balances=BALANCES.get(short, ()),
        movements=(*(each for each, _ in fresh), *movements(short)),
        languages=_switch(request, brand.languages),
        failed=request.GET.get("failed") == "chain",
        chain=bool(settings.CHAIN_RPC),
        fresh=_written(fresh),
        page_name="home",
    )
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@refusals_as_pages
def token(request: HttpRequest) -> HttpResponse:
    """{"token"}: what the exchange's server would sign for its customer `customer`, for ten minutes."""
    who = customers().get(request.GET.get("customer", ""))
    if who is None:
        raise NotFound
    response = JsonResponse({"token": identity_token(who)})
    response["Cache-Control"] = "no-store"
    return response


def identity_token(who: Customer) -> str:
    """The exchange's word for who this is, signed by the demo's key. Raises NotFound without one."""
    try:
        key = (settings.DATA / "keys" / "demo-identity.pem").read_bytes()
    except FileNotFoundError:
        raise NotFound from None
    now = wired().clock.now()
    claims = {
        "sub": who.subject,
        "aud": people.SLUG,
        "name": who.name,
        "email": who.email,
        "iat": int(now.timestamp()),
        "exp": int((now + TOKEN_LIFE).timestamp()),
    }
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": "demo-1"})


@require_POST
@refusals_as_pages
def fresh_deposit(request: HttpRequest) -> HttpResponse:
    """Sends worthless coins on the sandbox chain to the customer's address, and shows the hash."""
    limit("demo", request, DEPOSITS)
    asset = request.POST.get("asset", "")
    who = customers().get(request.POST.get("as", "")) or customers()["lin"]
    url = settings.CHAIN_RPC
    query = {"as": request.POST.get("as", ""), "language": _language(request)}
    if asset not in AMOUNTS:
        raise NotFound
    try:
        if not url:
            raise NotFound
        made = transfers.deposit(url, to=who.deposit_address, **{asset: AMOUNTS[asset]})
    except LightkeeperError:
        return HttpResponseRedirect(f"{reverse('demo')}?{urlencode({**query, 'failed': 'chain'})}")
    before = _written(_fresh(request.POST.getlist("fresh")))
    query_string = urlencode({**query, "fresh": [f"{made}:{asset}", *before][:5]}, doseq=True)
    return HttpResponseRedirect(f"{reverse('demo')}?{query_string}#movements")


@require_safe
@refusals_as_pages
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails of the product, newest first; in the demo none leaves this machine.

    Anybody may read them, links to set a password by among them: so only while there is nobody here but the demo.
    """
    brand = brand_by_slug(people.SLUG)
    if Brand.objects.exclude(pk=brand.pk).exists():
        raise NotFound
    language = _language(request)
    rows = mails.read(settings.DATA / "outbox", most=50)
    response = page(
        request,
        "demo/outbox.html",
        language,
        brand=brand,
        mails=rows,
        languages=_switch(request, brand.languages),
        page_name="outbox",
    )
    response["Cache-Control"] = "no-store"
    return response


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language") or request.POST.get("language")
    return wired().catalogue.resolve(asked) if asked else browser_language(request)


def _switch(request: HttpRequest, languages: list[str]) -> list[tuple[str, str]]:
    """(language, address of this page in it)."""
    rows = []
    for each in languages:
        query = request.GET.copy()
        query["language"] = each
        rows.append((each, f"{request.path}?{query.urlencode()}"))
    return rows


def _written(fresh: list[tuple[Movement, str]]) -> list[str]:
    return [f"{each.hash}:{asset}" for each, asset in fresh]


def _fresh(written: list[str]) -> list[tuple[Movement, str]]:
    """The deposits that the address of the page names, each as `hash:asset`."""
    pairs = []
    for each in written[:5]:
        made, _, asset = each.partition(":")
        if HASH.fullmatch(made) and asset in AMOUNTS:
            pairs.append((Movement("deposit", AMOUNTS[asset], ASSETS[asset], made, "fresh"), asset))
    return pairs
