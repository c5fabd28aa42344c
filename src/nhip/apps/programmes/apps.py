from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "nhip.apps.programmes"
