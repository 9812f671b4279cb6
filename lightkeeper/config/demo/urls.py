"""The demo's pages, under /demo/."""

from django.urls import path

from lightkeeper.config.demo import views

urlpatterns = [
    path("", views.home, name="demo"),
    path("token", views.token, name="demo-token"),
    path("deposit", views.fresh_deposit, name="demo-deposit"),
    path("outbox", views.outbox, name="demo-outbox"),
]
