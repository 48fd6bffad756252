"""Addresses of an agency's own rules."""

from django.urls import path

from zhengban.proofing.views import lexicon, rules

app_name = "proofing"
urlpatterns = [
    path("lexicon/", lexicon.listing, name="lexicon"),
    path("lexicon/new/", lexicon.new, name="new_entry"),
    path("lexicon/import/", lexicon.take_in, name="import"),
    path("lexicon/export/", lexicon.export, name="export"),
    path("lexicon/accept/", lexicon.accept, name="accept_entries"),
    path("lexicon/<int:pk>/change/", lexicon.change, name="change_entry"),
    path("lexicon/<int:pk>/remove/", lexicon.remove, name="remove_entry"),
    path("lexicon/<int:pk>/reject/", lexicon.reject, name="reject_entry"),
    path("lexicon/<int:pk>/withdraw/", lexicon.withdraw, name="withdraw_entry"),
    path("rules/", rules.listing, name="rules"),
    path("rules/<slug:code>/", rules.rule, name="rule"),
    path("rules/<slug:code>/set/", rules.set_rule, name="set_rule"),
    path("settings/<int:pk>/accept/", rules.accept, name="accept_setting"),
    path("settings/<int:pk>/reject/", rules.reject, name="reject_setting"),
    path("settings/<int:pk>/withdraw/", rules.withdraw, name="withdraw_setting"),
    path("settings/<int:pk>/end/", rules.end, name="end_setting"),
    path("exceptions/", rules.exception_list, name="exceptions"),
    path("exceptions/<int:pk>/revoke/", rules.revoke, name="revoke_exception"),
]
