"""Addresses of this door."""

from django.urls import URLPattern

app_name = "window"
urlpatterns: list[URLPattern] = []
