from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "nhip.web"
    label = "web"
