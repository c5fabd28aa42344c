"""Addresses: every page belongs to ``nhip.web``."""

from django.urls import include, path

urlpatterns = [path("", include("nhip.web.urls"))]
