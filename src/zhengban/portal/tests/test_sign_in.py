"""Signing in and out."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import PASSWORD, Cast


def test_the_right_password_opens_the_page_asked_for(client: Client, cast: Cast):
    response = client.post(
        "/sign-in/?next=/styleguide/",
        {"username": cast.drafter.username, "password": PASSWORD, "next": "/styleguide/"},
    )

    assert (response.status_code, response["Location"]) == (302, "/styleguide/")
    assert client.session["_auth_user_id"] == str(cast.drafter.pk)


@pytest.mark.parametrize("username", ["nobody", "drafter"])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(client: Client, cast: Cast, username: str):
    response = client.post("/sign-in/", {"username": username, "password": "wrong"})

    assert response.status_code == 200
    assert "用户名或密码不正确。" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_foreign_address_is_not_followed(client: Client, cast: Cast):
    response = client.post(
        "/sign-in/",
        {"username": cast.drafter.username, "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert response["Location"] == "/"


def test_signing_out_ends_the_session(client: Client, cast: Cast):
    client.force_login(cast.drafter)

    response = client.post("/sign-out/")

    assert response["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session
