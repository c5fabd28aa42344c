"""Addresses: every page belongs to ``nhip.web``, the pages for refusals and mistakes too."""

from django.urls import include, path

urlpatterns = [path("", include("nhip.web.urls"))]

handler400 = "nhip.web.errors.views.unreadable"
handler403 = "nhip.web.errors.views.forbidden"
handler404 = "nhip.web.errors.views.not_found"
handler500 = "nhip.web.errors.views.broken"
