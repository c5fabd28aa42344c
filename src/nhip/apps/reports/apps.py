from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "nhip.apps.reports"
