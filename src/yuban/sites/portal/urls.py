"""Addresses of this door."""

from django.urls import path

from yuban.sites.portal import account, browsing, cases, drafts, following, rating, signing

app_name = "portal"
urlpatterns = [
    path("", browsing.home, name="home"),
    path("items/", browsing.items, name="items"),
    path("items/<slug:slug>/", browsing.item, name="item"),
    path("files/<slug:slug>/<slug:code>/<slug:which>/", browsing.printed_form, name="printed_form"),
    path("halls/", browsing.halls, name="halls"),
    path("help/", browsing.help_page, name="help"),
    path("healthz", following.health, name="health"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/demo/", signing.demo_sign_in, name="demo_sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("register/", signing.register, name="register"),
    path("password/", signing.password, name="password"),
    path("account/", account.own, name="account"),
    path("account/authorise/", account.authorise, name="authorise"),
    path("account/authorisations/<int:pk>/withdraw/", account.withdraw, name="withdraw_agency"),
    path("notices/", account.notices, name="notices"),
    path("notices/read/", account.read_notices, name="read_notices"),
    path("apply/<slug:slug>/", drafts.start, name="apply"),
    path("drafts/<int:pk>/form/", drafts.form, name="draft_form"),
    path("drafts/<int:pk>/save/", drafts.save, name="draft_save"),
    path("drafts/<int:pk>/materials/", drafts.materials, name="draft_materials"),
    path("drafts/<int:pk>/materials/<slug:code>/", drafts.upload, name="draft_upload"),
    path("drafts/<int:pk>/papers/<int:seq>/", drafts.paper, name="draft_paper"),
    path("drafts/<int:pk>/papers/<int:seq>/remove/", drafts.remove, name="draft_remove"),
    path("drafts/<int:pk>/delivery/", drafts.delivery, name="draft_delivery"),
    path("drafts/<int:pk>/check/", drafts.check, name="draft_check"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="draft_discard"),
    path("cases/", cases.mine, name="cases"),
    path("cases/<slug:number>/", cases.case, name="case"),
    path("cases/<slug:number>/withdraw/", cases.withdraw, name="case_withdraw"),
    path("cases/<slug:number>/papers/<slug:kind>/", cases.paper, name="case_paper"),
    path("cases/<slug:number>/materials/<int:seq>/", cases.material, name="case_material"),
    path("cases/<slug:number>/rate/", rating.rate, name="case_rate"),
    path("query/", following.query, name="query"),
    path("rate/<str:token>/", rating.by_slip, name="rate"),
]
