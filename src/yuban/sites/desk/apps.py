from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yuban.sites.desk"
