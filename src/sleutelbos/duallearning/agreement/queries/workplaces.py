"""Recognised workplaces for an opleiding, from which a trajectbegeleider chooses (A12)."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.kernel import clock
from sleutelbos.register.public import Status

MOST = 20  # shown at once; who looks for another searches by name or town


def workplaces_for(agreement: Agreement, words: str = "") -> QuerySet[Recognition]:
    """Vestigingen that are recognised for the opleiding today, exist, and have a valid mentor;
    ``words``: each in the name of the company or vestiging, its town or postcode. ``taken``: how
    many learners it has today."""
    today = clock.today()
    now = Q(agreement_terms__recorded__upper_inf=True, agreement_terms__valid__contains=today)
    mentor = Mentor.objects.filter(recognition=OuterRef("pk"), state="valid")
    rows = Recognition.objects.filter(
        Exists(mentor),
        programme=agreement.learner.programme_id,
        state="active",
        valid__endswith__gt=today,
        site__status=Status.ACTIVE,
    )
    for word in words.split():
        rows = rows.filter(
            Q(company__name__icontains=word)
            | Q(site__name__icontains=word)
            | Q(site__municipality__icontains=word)
            | Q(site__postcode__startswith=word)
        )
    rows = rows.annotate(taken=Count("agreement_terms", filter=now))
    return rows.select_related("company", "site", "programme", "partnership", "request").order_by(
        "company__name", "site__name", "pk"
    )


def mentors_of(agreement: Agreement) -> QuerySet[Mentor]:
    """The valid mentors of the chosen recognition."""
    rows = Mentor.objects.filter(recognition=agreement.recognition_id, state="valid")
    return rows.select_related("person").order_by("person__family_name", "pk")
