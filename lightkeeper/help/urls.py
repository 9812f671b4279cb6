"""Addresses of the pages that the server draws. A brand need not have a host of its own: its slug is always there."""

from django.urls import path, re_path

from lightkeeper.help import feedback, frame, sitemap, verify, views

BRAND = r"(?P<brand>[-a-zA-Z0-9_]+)"
PAGE = rf"^{BRAND}/(?P<language>[A-Za-z]{{2,3}}(?:-[A-Za-z0-9]{{2,8}})*)"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"

urlpatterns = [
    path("widget/frame/<slug:brand>", frame.frame, name="widget-frame"),
    path("", views.front),
    path("robots.txt", sitemap.robots),
    path("sitemap.xml", sitemap.sitemap),
    re_path(rf"{PAGE}/$", views.home, name="help-home"),
    re_path(rf"{PAGE}/search$", views.search, name="help-search"),
    re_path(rf"{PAGE}/verify$", verify.verify, name="help-verify"),
    re_path(rf"{PAGE}/categories/{SLUG}$", views.category, name="help-category"),
    re_path(rf"{PAGE}/articles/{SLUG}$", views.article, name="help-article"),
    re_path(rf"{PAGE}/articles/{SLUG}/feedback$", feedback.feedback, name="help-feedback"),
    re_path(rf"^{BRAND}/(?P<rest>verify|articles/[-a-zA-Z0-9_]+)$", views.front),
    re_path(rf"^{BRAND}/?$", views.front),
]
