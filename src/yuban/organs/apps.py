from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "yuban.organs"
