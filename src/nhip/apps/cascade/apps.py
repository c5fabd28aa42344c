from django.apps import AppConfig


class CascadeConfig(AppConfig):
    name = "nhip.apps.cascade"
