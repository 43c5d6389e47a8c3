"""Forms of the steps of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import Condition, DocumentKind
from sleutelbos.register.public import InszField
from sleutelbos.web.forms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    Form,
    IntegerField,
    ListField,
    OneOf,
    TextField,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sleutelbos.duallearning.recognition.models import JointCommittee, Request
    from sleutelbos.register.public import Organisation

YES_NO = [("ja", _("Ja")), ("nee", _("Nee"))]
HINT = _("PDF, JPEG of PNG, hoogstens 10 MB.")


class WorkplaceForm(Form):
    """The workplace and the self-test."""

    committee = ListField(label=_("Paritair comité van de werknemers"), choices=())
    workers = IntegerField(
        label=_("Hoeveel werknemers heeft deze vestiging?"), min_value=0, max_value=500
    )
    places = IntegerField(
        label=_("Hoeveel leerlingen wilt u tegelijk opleiden?"), min_value=1, max_value=500
    )
    school = ListField(
        label=_("Voor een leerling van deze school"),
        help_text=_("De school kan dan volgen waar de aanvraag staat."),
        empty_label=_("Geen bepaalde school"),
        choices=(),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        row: Request,
        committees: Mapping[str, JointCommittee],
        schools: Mapping[str, Organisation],
        **kwargs: Any,
    ) -> None:
        given = {one.condition: one for one in row.conditions.all()}
        initial = {
            "committee": str(row.committee_id or ""),
            "workers": row.workers,
            "places": row.places,
            "school": str(row.school.uid) if row.school else "",
        }
        for condition, one in given.items():
            initial[f"answer_{condition}"] = "ja" if one.answer else "nee"
            initial[f"explanation_{condition}"] = one.explanation
        super().__init__(*args, initial=initial, **kwargs)
        self._choose("committee", {key: str(one) for key, one in committees.items()})
        self._choose("school", {key: one.name for key, one in schools.items()})
        if not schools:
            del self.fields["school"]
        for condition in Condition:
            self.ask(f"answer_{condition}", OneOf(label=condition.label, choices=YES_NO))
            text = TextField(label=_("Toelichting"), rows=2, required=False)
            self.ask(f"explanation_{condition}", text)

    def _choose(self, name: str, choices: Mapping[str, str]) -> None:
        field: Any = self.fields[name]
        field.choices = [*field.choices[:1], *choices.items()]


class MentorForm(Form):
    """A mentor by his number; names count only for whom the Rijksregister doesn't know."""

    insz = InszField()
    given_name = TextField(label=_("Voornaam"), max_length=100)
    family_name = TextField(label=_("Familienaam"), max_length=100)
    email = EmailField(label=_("E-mailadres"), required=False)
    experience = IntegerField(
        label=_("Hoeveel jaar ervaring in het beroep?"), min_value=0, max_value=60
    )
    education = TextField(
        label=_("Opleiding die ervaring vervangt"),
        help_text=_("Vul dit in bij minder ervaring dan gevraagd wordt."),
        rows=3,
        required=False,
    )
    extract_on = DateField(label=_("Datum van het uittreksel 596.2"))
    extract = FileField(label=_("Uittreksel uit het strafregister (model 596.2)"), help_text=HINT)


class DocumentForm(Form):
    """A document and what it is."""

    kind = ListField(label=_("Wat voor document?"), choices=DocumentKind.choices)
    upload = FileField(label=_("Bestand"), help_text=HINT)


class DeclarationForm(Form):
    """The declaration that was read, and that it is true."""

    version = TextField(max_length=20)
    agreed = BooleanField(label=_("Ik verklaar op eer dat dit alles klopt"), required=False)

    def __init__(self, *args: Any, version: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": version}, **kwargs)
        field: Any = self.fields["version"]
        field.widget = field.hidden_widget()


class SignedDeclarationForm(Form):
    """The declaration that the company filled in and signed, with the version at its foot."""

    version = TextField(
        label=_("Versie onderaan het document"), help_text=_("Bijvoorbeeld 2025.1."), max_length=20
    )
    paper = FileField(label=_("Verklaring op eer, ondertekend door de onderneming"), help_text=HINT)


class ReasonForm(Form):
    """Why, in the words of who does it."""

    reason = TextField(label=_("Waarom?"), rows=3)
