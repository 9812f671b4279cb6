"""Addresses of the pages that the server draws. A brand need not have a host of its own: its slug is always there."""

from django.urls import path

from lightkeeper.help import frame

urlpatterns = [
    path("widget/frame/<slug:brand>", frame.frame, name="widget-frame"),
]
