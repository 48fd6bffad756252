"""Addresses of the organisation."""

from django.urls import path

from zhengban.organizations.views import agencies, appointments, finding, own, people, roles

app_name = "organization"
urlpatterns = [
    path("", agencies.tree, name="tree"),
    path("agencies/new/", agencies.add, name="add_agency"),
    path("agencies/<int:pk>/", agencies.show, name="agency"),
    path("agencies/<int:pk>/revise/", agencies.revise, name="revise_agency"),
    path("agencies/<int:pk>/end/", agencies.end, name="end_agency"),
    path("agencies/<int:pk>/units/new/", agencies.add_unit, name="add_unit"),
    path("units/<int:pk>/rename/", agencies.rename_unit, name="rename_unit"),
    path("units/<int:pk>/end/", agencies.end_unit, name="end_unit"),
    path("units/<int:pk>/posts/new/", agencies.add_post, name="add_post"),
    path("posts/<int:pk>/end/", agencies.end_post, name="end_post"),
    path("posts/find/", finding.posts, name="find_post"),
    path("people/appoint/", appointments.appoint, name="appoint"),
    path("people/appointments/<int:pk>/end/", appointments.end, name="end_appointment"),
    path("people/", people.listing, name="people"),
    path("people/find/", finding.people, name="find_person"),
    path("people/new/", people.open_account, name="open_account"),
    path("people/<int:pk>/", people.show, name="person"),
    path("people/<int:pk>/password/", people.reset_password, name="reset_password"),
    path("people/<int:pk>/name/", people.rename, name="rename"),
    path("people/<int:pk>/enable/", people.enable, name="enable"),
    path("people/<int:pk>/disable/", people.disable, name="disable"),
    path("roles/", roles.listing, name="roles"),
    path("roles/grant/", roles.grant, name="grant_role"),
    path("roles/<int:pk>/revoke/", roles.revoke, name="revoke_role"),
    path("me/", own.account, name="own_account"),
    path("delegations/", own.delegations, name="delegations"),
    path("delegations/new/", own.delegate, name="delegate"),
    path("delegations/find/", finding.deputies, name="find_deputy"),
    path("delegations/<int:pk>/revoke/", own.revoke_delegation, name="revoke_delegation"),
]
