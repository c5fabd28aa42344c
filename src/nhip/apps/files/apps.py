from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "nhip.apps.files"
