from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "yuban.sites.console"
