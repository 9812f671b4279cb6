"""Addresses that Django answers; the gateway keeps sockets, files and static things to itself."""

from django.urls import include, path

from lightkeeper.api.health import keys, readyz
from lightkeeper.api.root import api

urlpatterns = [
    path("readyz", readyz),
    path(".well-known/lightkeeper-keys.json", keys),
    path("api/auth/", include("allauth.headless.urls")),
    path("api/", api.urls),
]
