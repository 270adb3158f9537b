"""Addresses of this door."""

from django.urls import path

from yuban.sites.window import cases, home, taking

app_name = "window"
urlpatterns = [
    path("", home.home, name="home"),
    path("hall/", home.choose_hall, name="choose_hall"),
    path("find/", home.find, name="find"),
    path("take/<slug:slug>/", taking.take, name="take"),
    path("drafts/<int:pk>/", taking.counter, name="draft"),
    path("drafts/<int:pk>/save/", taking.save, name="save"),
    path("drafts/<int:pk>/discard/", taking.discard, name="discard"),
    path("drafts/<int:pk>/papers/<int:seq>/remove/", taking.remove, name="remove"),
    path("cases/", home.cases, name="cases"),
    path("cases/<slug:number>/", cases.case, name="case"),
    path("cases/<slug:number>/disclose/", cases.disclose, name="disclose"),
    path("cases/<slug:number>/receipt/", cases.receipt, name="receipt"),
    path("cases/<slug:number>/papers/<slug:kind>/", cases.paper, name="paper"),
    path("cases/<slug:number>/materials/<int:seq>/", cases.material, name="material"),
    path("cases/<slug:number>/materials/<int:seq>/check/", cases.check, name="check"),
    path("cases/<slug:number>/correction/", taking.resubmit, name="resubmit"),
    path("cases/<slug:number>/deliver/", cases.deliver, name="deliver"),
    path("cases/<slug:number>/on-the-spot/", cases.complete_on_the_spot, name="complete_on_the_spot"),
    path("cases/<slug:number>/withdraw/", cases.withdraw, name="withdraw"),
]
