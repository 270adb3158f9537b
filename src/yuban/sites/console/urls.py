"""Addresses of this door."""

from django.urls import URLPattern, path

from yuban.sites.console import cases, home, items, people, places, reference

app_name = "console"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("figures/<slug:key>/", home.figure, name="figure"),
    path("cases/", cases.browse, name="cases"),
    path("cases/<slug:number>/", cases.case, name="case"),
    path("overdue/", cases.overdue, name="overdue"),
    path("ratings/", cases.rated, name="ratings"),
    path("regions/", places.regions, name="regions"),
    path("regions/<slug:code>/", places.region, name="region"),
    path("organs/", places.organs, name="organs"),
    path("organs/<int:pk>/", places.organ, name="organ"),
    path("organs/<int:pk>/change/", places.change_organ, name="organ_change"),
    path("organs/<int:pk>/aliases/", places.add_alias, name="alias_add"),
    path("organs/<int:pk>/aliases/<int:alias>/remove/", places.remove_alias, name="alias_remove"),
    path("halls/", places.halls, name="halls"),
    path("halls/<int:pk>/", places.hall, name="hall"),
    path("halls/<int:pk>/change/", places.change_hall, name="hall_change"),
    path("windows/<int:pk>/change/", places.change_window, name="window_change"),
    path("items/", items.items, name="items"),
    path("items/<slug:slug>/", items.item, name="item"),
    path("items/<slug:slug>/status/", items.change_status, name="item_status"),
    path("items/<slug:slug>/versions/<int:number>/", items.version, name="item_version"),
    path("synonyms/", items.synonyms, name="synonyms"),
    path("synonyms/<int:pk>/remove/", items.remove_synonym, name="synonym_remove"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="staff_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/posts/", people.appoint, name="appoint"),
    path("people/<int:pk>/off/", people.switch, {"is_active": False}, name="switch_off"),
    path("people/<int:pk>/on/", people.switch, {"is_active": True}, name="switch_on"),
    path("people/<int:pk>/password/", people.renew_password, name="renew_password"),
    path("posts/<int:pk>/end/", people.end_post, name="post_end"),
    path("calendar/", reference.calendar, name="calendar"),
    path("calendar/<int:year>/", reference.year, name="year"),
    path("calendar/<int:year>/publish/", reference.publish, name="year_publish"),
    path("calendar/<slug:on>/change/", reference.day, name="day"),
    path("limits/", reference.limits, name="limits"),
    path("limits/<slug:key>/", reference.limit, name="limit"),
    path("changes/", reference.changes, name="changes"),
    path("disclosures/", reference.disclosures, name="disclosures"),
]
