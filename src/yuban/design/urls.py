"""Addresses of this floor."""

from django.urls import path

from yuban.design import gallery

urlpatterns = [
    path("", gallery.gallery, name="design_gallery"),
    path("elder/", gallery.elder_mode, name="elder_mode"),
]
