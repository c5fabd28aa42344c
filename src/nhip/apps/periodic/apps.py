from django.apps import AppConfig


class PeriodicConfig(AppConfig):
    name = "nhip.apps.periodic"
