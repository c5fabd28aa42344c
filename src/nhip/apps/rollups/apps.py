from django.apps import AppConfig


class RollupsConfig(AppConfig):
    name = "nhip.apps.rollups"
