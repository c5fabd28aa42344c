from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "nhip.apps.conferences"
