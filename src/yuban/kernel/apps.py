from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "yuban.kernel"
