"""Addresses of this door."""

from django.urls import path

from yuban.sites.desk import cases, corrections, decisions, lists, verbs

app_name = "desk"
urlpatterns = [
    path("", lists.home, name="home"),
    path("done/", lists.done, name="done"),
    path("cases/<slug:number>/", cases.case, name="case"),
    path("cases/<slug:number>/disclose/", cases.disclose, name="disclose"),
    path("cases/<slug:number>/papers/<slug:kind>/", cases.paper, name="paper"),
    path("cases/<slug:number>/materials/<int:seq>/", cases.material, name="material"),
    path("cases/<slug:number>/materials/<int:seq>/check/", cases.check, name="check"),
    path("cases/<slug:number>/receive/", verbs.receive, name="receive"),
    path("cases/<slug:number>/accept/", verbs.accept, name="accept"),
    path("cases/<slug:number>/correction/", corrections.ask_correction, name="ask_correction"),
    path("cases/<slug:number>/refuse/", verbs.refuse, name="refuse"),
    path("cases/<slug:number>/redirect/", verbs.redirect, name="redirect"),
    path("cases/<slug:number>/not-needed/", verbs.tell_not_needed, name="tell_not_needed"),
    path("cases/<slug:number>/examine/", verbs.examine, name="examine"),
    path("cases/<slug:number>/pause/", verbs.start_special_procedure, name="start_special_procedure"),
    path("cases/<slug:number>/resume/", verbs.resume, name="resume"),
    path("cases/<slug:number>/extend/", verbs.extend, name="extend"),
    path("cases/<slug:number>/decide/", decisions.decide, name="decide"),
    path("cases/<slug:number>/decide/preview/", decisions.preview, name="preview"),
    path("cases/<slug:number>/on-the-spot/", decisions.complete_on_the_spot, name="complete_on_the_spot"),
    path("cases/<slug:number>/deliver/", verbs.deliver, name="deliver"),
]
