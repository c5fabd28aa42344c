from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "nhip.apps.duties"
