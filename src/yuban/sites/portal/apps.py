from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yuban.sites.portal"
