"""Mirror of KBO Open Data, file by file, with its natural keys and no foreign keys.

Numbers are ten digits. Only ``Organisation`` rows are ours; these tables hold everybody else, as
the extract says it. Source: KBO Open Data cookbook R018 (data_standards §1.1).

``first_extract`` is the number of the extract in which a row was first seen, 0 when that was before
we kept it; what is no longer there stands in ``KboPast``. In the four tables with several rows per
entity ``id`` has no index (migration 0004): nobody looks a row up by it.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import Privacy
from sleutelbos.register.folding import Fold


def words_of(field: str) -> SearchVector:
    """The folded words of a name. Three million names make trigrams too dear; words are enough."""
    return SearchVector(Fold(field), config="simple")


class KboEnterprise(models.Model):
    """enterprise.csv: an active enterprise."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("status", "situation", "type", "form", "form_cac", "started_on",
         "first_extract"), "public")  # fmt: skip

    number = models.CharField(max_length=10, primary_key=True)
    status = models.CharField(max_length=2)
    situation = models.CharField(max_length=3)
    type = models.CharField(max_length=1)
    form = models.CharField(max_length=3, blank=True)
    form_cac = models.CharField(max_length=3, blank=True)
    started_on = models.DateField(null=True)
    first_extract = models.IntegerField(default=0, db_default=0)


class KboEstablishment(models.Model):
    """establishment.csv: a vestigingseenheid."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("started_on", "enterprise", "first_extract"), "public"
    )

    number = models.CharField(max_length=10, primary_key=True)
    started_on = models.DateField(null=True)
    enterprise = models.CharField(max_length=10)
    first_extract = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [models.Index(fields=["enterprise"], name="kboestablishment_enterprise")]


class KboDenomination(models.Model):
    """denomination.csv: a name; that of a natural person is personal."""

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("entity", "language", "type", "first_extract"), "public"),
        "name": "personal",
    }

    entity = models.CharField(max_length=10)
    language = models.CharField(max_length=1)
    type = models.CharField(max_length=3)
    name = models.CharField(max_length=320)
    first_extract = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(fields=["entity"], name="kbodenomination_entity"),
            GinIndex(words_of("name"), name="kbodenomination_words"),
        ]


class KboAddress(models.Model):
    """address.csv: seat, vestiging or branch."""

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("entity", "type", "first_extract"), "public"),
        **dict.fromkeys(
            ("country_nl", "country_fr", "zipcode", "municipality_nl", "municipality_fr",
             "street_nl", "street_fr", "house_number", "box", "extra", "struck_off_on"),
            "personal",
        ),
    }  # fmt: skip

    entity = models.CharField(max_length=10)
    type = models.CharField(max_length=4)
    country_nl = models.CharField(max_length=100, blank=True)
    country_fr = models.CharField(max_length=100, blank=True)
    zipcode = models.CharField(max_length=20, blank=True)
    municipality_nl = models.CharField(max_length=200, blank=True)
    municipality_fr = models.CharField(max_length=200, blank=True)
    street_nl = models.CharField(max_length=200, blank=True)
    street_fr = models.CharField(max_length=200, blank=True)
    house_number = models.CharField(max_length=22, blank=True)
    box = models.CharField(max_length=20, blank=True)
    extra = models.CharField(max_length=80, blank=True)
    struck_off_on = models.DateField(null=True)
    first_extract = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [models.Index(fields=["entity"], name="kboaddress_entity")]


class KboContact(models.Model):
    """contact.csv: telephone, e-mail, site."""

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("entity", "entity_contact", "type", "first_extract"), "public"),
        "value": "personal",
    }

    entity = models.CharField(max_length=10)
    entity_contact = models.CharField(max_length=3)
    type = models.CharField(max_length=5)
    value = models.CharField(max_length=254)
    first_extract = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [models.Index(fields=["entity"], name="kbocontact_entity")]


class KboActivity(models.Model):
    """activity.csv: NACE codes, several versions side by side."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("entity", "group", "nace_version", "nace_code", "classification", "first_extract"),
        "public",
    )

    entity = models.CharField(max_length=10)
    group = models.CharField(max_length=3)
    nace_version = models.CharField(max_length=4)
    nace_code = models.CharField(max_length=7)
    classification = models.CharField(max_length=4)
    first_extract = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(fields=["entity"], name="kboactivity_entity"),
            models.Index(
                fields=["nace_code"], opclasses=["varchar_pattern_ops"], name="kboactivity_nace"
            ),
        ]


class KboBranch(models.Model):
    """branch.csv: bijkantoor of a foreign enterprise; the id is no official number."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("started_on", "enterprise", "first_extract"), "public"
    )

    number = models.CharField(max_length=10, primary_key=True)
    started_on = models.DateField(null=True)
    enterprise = models.CharField(max_length=10)
    first_extract = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [models.Index(fields=["enterprise"], name="kbobranch_enterprise")]


class KboCode(models.Model):
    """code.csv: the meaning of the codes, per language."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("category", "code", "language", "description"), "public"
    )

    category = models.CharField(max_length=40)
    code = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    description = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "code", "language"],
                name="kbocode_once",
                violation_error_message=_("Deze KBO-code staat twee keer in het bestand."),
            )
        ]


class KboExtract(models.Model):
    """meta.csv of each extract that was applied."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("type", "snapshot_on", "made_at", "version", "applied_at"), "public"
    )

    number = models.IntegerField(primary_key=True)
    type = models.CharField(max_length=6)
    snapshot_on = models.DateField()
    made_at = models.CharField(max_length=30)
    version = models.CharField(max_length=20)
    applied_at = models.DateTimeField()


class KboPast(models.Model):
    """A row that stood in the mirror once: in which file, of whom, what it said without the number,
    and the extracts in which it was first and last seen. KBO Open Data itself has no history.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("file", "entity", "first_extract", "last_extract"), "public"),
        "content": "personal",
    }

    file = models.CharField(max_length=20)
    entity = models.CharField(max_length=10)
    content = models.JSONField()
    first_extract = models.IntegerField()
    last_extract = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["entity", "file"], name="kbopast_entity")]
