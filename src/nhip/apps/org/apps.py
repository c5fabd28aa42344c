from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "nhip.apps.org"
