"""Forms: plain sentences, keys, and what an action found wrong."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from sleutelbos.kernel.actions import Invalid
from sleutelbos.web import forms

KEY = "1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b"


class Sample(forms.Form):
    name = forms.TextField(label="Naam", max_length=10)
    period = forms.PeriodField(label="Looptijd")
    role = forms.OneOf(label="Rol", choices=[("a", "Lezer"), ("b", "Bewerker")])
    own = forms.TextField(
        label="Eigen", required=False, max_length=3, error_messages={"max_length": "Te lang."}
    )


FILLED = {"name": "Jan", "period_van": "1/1/2026", "period_tot": "31 december 2026", "role": "a"}


def sent(**changes: str) -> HttpRequest:
    return RequestFactory().post("/x", {**FILLED, "sleutel": KEY, **changes})


def test_gives_clean_values_and_the_key() -> None:
    form = Sample.of(sent())
    assert form.is_valid(), form.errors
    assert form.values("name", "period") == {
        "name": "Jan",
        "period": (date(2026, 1, 1), date(2026, 12, 31)),
    }
    assert form.key == KEY


@pytest.mark.parametrize(
    ("field", "changes", "sentence"),
    [
        ("name", {"name": ""}, "Vul “Naam” in."),
        ("name", {"name": "x" * 12}, "“Naam” mag hoogstens 10 tekens tellen. U gebruikt er 12."),
        ("role", {"role": ""}, "Kies een antwoord bij “Rol”."),
        ("role", {"role": "z"}, "Kies bij “Rol” uit de lijst."),
        ("period", {"period_van": "", "period_tot": ""}, "Vul “Looptijd” in."),
        ("period", {"period_van": ""}, "Vul bij “Looptijd” de eerste dag in."),
        (
            "period",
            {"period_van": "30/2/2026"},
            "Deze datum bestaat niet. Schrijf ze zoals 12/03/2026.",
        ),
        (
            "period",
            {"period_tot": "1/1/2025"},
            "De laatste dag ligt voor de eerste. Pas een van beide aan.",
        ),
        ("own", {"own": "lang"}, "Te lang."),
    ],
)
def test_errors_are_plain_dutch(field: str, changes: dict[str, str], sentence: str) -> None:
    form = Sample.of(sent(**changes))
    assert form.errors == {field: [sentence]}


def test_an_open_end_only_where_allowed() -> None:
    class Closed(forms.Form):
        period = forms.PeriodField(label="Looptijd", open_end=False)

    assert Closed(QueryDict("period_van=1/1/2026")).errors == {
        "period": ["Vul bij “Looptijd” de laatste dag in."]
    }
    form = Sample.of(sent(period_tot=""))
    assert form.is_valid()
    assert form.cleaned_data["period"] == (date(2026, 1, 1), None)


@pytest.mark.parametrize("key", ["", "abc", "'; DROP TABLE"])
def test_a_key_that_is_not_ours_is_no_key(key: str) -> None:
    assert Sample.of(sent(sleutel=key)).key == ""
    assert forms.key_of(sent(sleutel=key)) == ""
    UUID(Sample().key_now)


def test_what_the_action_found_lands_on_its_field() -> None:
    form = Sample.of(sent())

    def do(form: Sample) -> str:
        raise Invalid({"name": "Deze naam bestaat al.", "elders": "De werkrelatie is gestopt."})

    assert forms.handle(sent(), form, do) is None
    assert form.errors == {
        "name": ["Deze naam bestaat al."],
        "__all__": ["De werkrelatie is gestopt."],
    }
    lines = form.error_lines()
    assert [line.target for line in lines] == ["", "id_name"]


def test_error_lines_lead_to_the_first_input_of_a_group() -> None:
    form = Sample.of(sent(role="", period_van=""))
    assert {line.target for line in form.error_lines()} == {"id_period_0", "id_role_0"}


def test_a_good_form_goes_on_with_303() -> None:
    response = forms.handle(sent(), Sample.of(sent()), lambda form: "/klaar")
    assert response is not None
    assert (response.status_code, response["Location"]) == (303, "/klaar")


def test_an_empty_or_wrong_form_is_shown() -> None:
    get = RequestFactory().get("/x")
    assert forms.handle(get, Sample.of(get), lambda form: "/klaar") is None
    assert forms.handle(sent(), Sample.of(sent(name="")), lambda form: "/klaar") is None
