from django.apps import AppConfig


class WindowConfig(AppConfig):
    name = "yuban.sites.window"
