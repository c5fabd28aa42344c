from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "nhip.apps.notices"
