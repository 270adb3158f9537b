"""Addresses: each door under its prefix, and the switches of the page frame."""

from django.urls import include, path
from django.views.i18n import set_language

from yuban.design import gallery
from yuban.sites.access import needs

urlpatterns = [
    path("language/", needs("public")(set_language), name="set_language"),
    path("elder/", needs("public")(gallery.elder_mode), name="elder_mode"),
    path("design/", needs("public")(gallery.gallery), name="design_gallery"),
    path("window/", include("yuban.sites.window.urls")),
    path("desk/", include("yuban.sites.desk.urls")),
    path("console/", include("yuban.sites.console.urls")),
    path("", include("yuban.sites.portal.urls")),
]
