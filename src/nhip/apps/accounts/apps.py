from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nhip.apps.accounts"
