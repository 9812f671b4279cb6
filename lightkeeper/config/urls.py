"""Addresses that Django answers; the gateway keeps sockets, files and static things to itself."""

from django.conf import settings
from django.urls import include, path

from lightkeeper.api.health import healthz, keys, readyz
from lightkeeper.api.root import api

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path(".well-known/lightkeeper-keys.json", keys),
    path("api/auth/", include("allauth.headless.urls")),
    path("api/", api.urls),
    *([path("demo/", include("lightkeeper.config.demo.urls"))] if settings.DEMO else []),
    path("", include("lightkeeper.help.urls")),
]
handler404 = "lightkeeper.config.missing.missing"
