"""The style guide is for developers only."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_style_guide_does_not_exist_in_an_installation(client: Client):
    assert client.get("/styleguide/").status_code == 404
