from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "nhip.apps.plans"
