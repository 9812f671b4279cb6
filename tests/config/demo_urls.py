"""The addresses of an installation with the demo."""

from django.urls import include, path

from lightkeeper.config.urls import handler404
from lightkeeper.config.urls import urlpatterns as without

__all__ = ["handler404", "urlpatterns"]

urlpatterns = [path("demo/", include("lightkeeper.config.demo.urls")), *without]
