from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "nhip.apps.indicators"
