"""The tables of the register (persons, organisations, the KBO), and the folding of names."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import psycopg.types.range
from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations, models

import sleutelbos.register.folding
from sleutelbos.tools.schema import CreateModels

# lower() and unaccent() are STABLE only because their rules can be exchanged; ours are fixed.
FOLD = """
CREATE FUNCTION sleutelbos_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1))
$$;
"""


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("register", "0001_initial"),
        ("register", "0002_email_part"),
        ("register", "0003_who_set_the_address"),
    ]

    dependencies = [
        ("tools", "0001_tables"),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION sleutelbos_fold(text)"),
        CreateModels(
            [
                migrations.CreateModel(
                    name="KboEnterprise",
                    fields=[
                        (
                            "number",
                            models.CharField(max_length=10, primary_key=True, serialize=False),
                        ),
                        ("status", models.CharField(max_length=2)),
                        ("situation", models.CharField(max_length=3)),
                        ("type", models.CharField(max_length=1)),
                        ("form", models.CharField(blank=True, max_length=3)),
                        ("form_cac", models.CharField(blank=True, max_length=3)),
                        ("started_on", models.DateField(null=True)),
                        ("first_extract", models.IntegerField(db_default=0, default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="KboEstablishment",
                    fields=[
                        (
                            "number",
                            models.CharField(max_length=10, primary_key=True, serialize=False),
                        ),
                        ("started_on", models.DateField(null=True)),
                        ("enterprise", models.CharField(max_length=10)),
                        ("first_extract", models.IntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["enterprise"], name="kboestablishment_enterprise")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KboDenomination",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("entity", models.CharField(max_length=10)),
                        ("language", models.CharField(max_length=1)),
                        ("type", models.CharField(max_length=3)),
                        ("name", models.CharField(max_length=320)),
                        ("first_extract", models.IntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["entity"], name="kbodenomination_entity"),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    sleutelbos.register.folding.Fold("name"), config="simple"
                                ),
                                name="kbodenomination_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KboAddress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("entity", models.CharField(max_length=10)),
                        ("type", models.CharField(max_length=4)),
                        ("country_nl", models.CharField(blank=True, max_length=100)),
                        ("country_fr", models.CharField(blank=True, max_length=100)),
                        ("zipcode", models.CharField(blank=True, max_length=20)),
                        ("municipality_nl", models.CharField(blank=True, max_length=200)),
                        ("municipality_fr", models.CharField(blank=True, max_length=200)),
                        ("street_nl", models.CharField(blank=True, max_length=200)),
                        ("street_fr", models.CharField(blank=True, max_length=200)),
                        ("house_number", models.CharField(blank=True, max_length=22)),
                        ("box", models.CharField(blank=True, max_length=20)),
                        ("extra", models.CharField(blank=True, max_length=80)),
                        ("struck_off_on", models.DateField(null=True)),
                        ("first_extract", models.IntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["entity"], name="kboaddress_entity")],
                    },
                ),
                migrations.CreateModel(
                    name="KboContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("entity", models.CharField(max_length=10)),
                        ("entity_contact", models.CharField(max_length=3)),
                        ("type", models.CharField(max_length=5)),
                        ("value", models.CharField(max_length=254)),
                        ("first_extract", models.IntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["entity"], name="kbocontact_entity")],
                    },
                ),
                migrations.CreateModel(
                    name="KboActivity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("entity", models.CharField(max_length=10)),
                        ("group", models.CharField(max_length=3)),
                        ("nace_version", models.CharField(max_length=4)),
                        ("nace_code", models.CharField(max_length=7)),
                        ("classification", models.CharField(max_length=4)),
                        ("first_extract", models.IntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["entity"], name="kboactivity_entity")],
                    },
                ),
                migrations.CreateModel(
                    name="KboBranch",
                    fields=[
                        (
                            "number",
                            models.CharField(max_length=10, primary_key=True, serialize=False),
                        ),
                        ("started_on", models.DateField(null=True)),
                        ("enterprise", models.CharField(max_length=10)),
                        ("first_extract", models.IntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["enterprise"], name="kbobranch_enterprise")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KboCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("category", models.CharField(max_length=40)),
                        ("code", models.CharField(max_length=10)),
                        ("language", models.CharField(max_length=2)),
                        ("description", models.TextField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("category", "code", "language"),
                                name="kbocode_once",
                                violation_error_message="Deze KBO-code staat twee keer in het bestand.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KboExtract",
                    fields=[
                        ("number", models.IntegerField(primary_key=True, serialize=False)),
                        ("type", models.CharField(max_length=6)),
                        ("snapshot_on", models.DateField()),
                        ("made_at", models.CharField(max_length=30)),
                        ("version", models.CharField(max_length=20)),
                        ("applied_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="KboPast",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("file", models.CharField(max_length=20)),
                        ("entity", models.CharField(max_length=10)),
                        ("content", models.JSONField()),
                        ("first_extract", models.IntegerField()),
                        ("last_extract", models.IntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["entity", "file"], name="kbopast_entity")],
                    },
                ),
                migrations.CreateModel(
                    name="CodeListEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("list", models.CharField(max_length=30)),
                        ("code", models.CharField(max_length=20)),
                        ("label_nl", models.CharField(max_length=300)),
                        ("label_fr", models.CharField(blank=True, max_length=300)),
                        ("parent", models.CharField(blank=True, max_length=20)),
                        (
                            "valid",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=psycopg.types.range.DateRange
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "code",
                        "verbose_name_plural": "codes",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("list", "postcode"), _negated=True),
                                expressions=[("list", "="), ("code", "="), ("valid", "&&")],
                                name="codelistentry_once",
                                violation_error_message="Deze code bestaat al in die periode.",
                            ),
                            models.UniqueConstraint(
                                fields=("list", "code", "label_nl", "label_fr", "valid"),
                                name="codelistentry_same",
                                violation_error_message="Deze code bestaat al in die periode.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("street", models.CharField(blank=True, max_length=300)),
                        ("house_number", models.CharField(blank=True, max_length=30)),
                        ("box", models.CharField(blank=True, max_length=30)),
                        ("postcode", models.CharField(blank=True, max_length=20)),
                        ("municipality", models.CharField(blank=True, max_length=200)),
                        ("country", models.CharField(blank=True, max_length=100)),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=320)),
                        ("short_name", models.CharField(blank=True, max_length=320)),
                        (
                            "names_search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=sleutelbos.register.folding.Fold(
                                    django.db.models.functions.text.Concat(
                                        "name", models.Value(" "), "short_name"
                                    )
                                ),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                        ("legal_form", models.CharField(blank=True, max_length=10)),
                        ("legal_situation", models.CharField(blank=True, max_length=10)),
                        (
                            "status",
                            models.CharField(
                                choices=[("active", "Actief"), ("stopped", "Stopgezet")],
                                default="active",
                                max_length=10,
                            ),
                        ),
                        ("started_on", models.DateField(null=True)),
                        ("stopped_on", models.DateField(null=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("company", "onderneming"),
                                    ("entity", "entiteit van de Vlaamse overheid"),
                                    ("partnership", "sectoraal partnerschap"),
                                    ("school", "onderwijsinstelling"),
                                    ("municipality", "lokaal bestuur"),
                                    ("association", "vereniging"),
                                ],
                                default="company",
                                max_length=20,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("kbo", "Kruispuntbank van Ondernemingen"),
                                    ("ovo", "Wegwijs"),
                                    ("school", "Onderwijs"),
                                    ("manual", "met de hand"),
                                ],
                                default="manual",
                                max_length=10,
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                    ],
                    options={
                        "verbose_name": "organisatie",
                        "verbose_name_plural": "organisaties",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    "names_search", "gin_trgm_ops"
                                ),
                                name="organisation_names_trgm",
                            ),
                            models.Index(fields=["names_search"], name="organisation_names_prefix"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="organisation_uid",
                                violation_error_message="Deze organisatie bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "active"), ("stopped_on__isnull", True)),
                                    ("status", "stopped"),
                                    _connector="OR",
                                ),
                                name="organisation_stopped_on",
                                violation_error_message="Een actieve organisatie heeft geen einddatum.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("given_name", models.CharField(blank=True, max_length=300)),
                        ("family_name", models.CharField(max_length=300)),
                        (
                            "names_search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=sleutelbos.register.folding.Fold(
                                    django.db.models.functions.text.Concat(
                                        "given_name", models.Value(" "), "family_name"
                                    )
                                ),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("nl", "Nederlands"),
                                    ("en", "Engels"),
                                    ("fr", "Frans"),
                                    ("de", "Duits"),
                                ],
                                default="nl",
                                max_length=2,
                            ),
                        ),
                        ("birth_date", models.DateField(null=True)),
                        ("deceased_on", models.DateField(null=True)),
                        ("mail_refused", models.TextField(blank=True)),
                        ("mail_refused_at", models.DateTimeField(null=True)),
                        ("email_since", models.DateTimeField(null=True)),
                        (
                            "email_from",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "email_proposed",
                            models.EmailField(
                                blank=True, db_default="", default="", max_length=254
                            ),
                        ),
                        (
                            "email_proposed_for",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "persoon",
                        "verbose_name_plural": "personen",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    "names_search", "gin_trgm_ops"
                                ),
                                name="person_names_trgm",
                            ),
                            models.Index(fields=["names_search"], name="person_names_prefix"),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Lower("email"),
                                    "text_pattern_ops",
                                ),
                                name="person_email",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper("email"), "gin_trgm_ops"
                                ),
                                name="person_email_part",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="person_uid",
                                violation_error_message="Deze persoon bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("family_name", ""), _negated=True),
                                name="person_has_name",
                                violation_error_message="Vul een familienaam in.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationFunction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="functions",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="functions",
                                to="register.person",
                            ),
                        ),
                        ("function", models.CharField(max_length=40)),
                        ("represents", models.BooleanField()),
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ],
                    options={
                        "verbose_name": "functie in een organisatie",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("recorded__upper_inf", True)),
                                expressions=[
                                    ("organisation", "="),
                                    ("person", "="),
                                    ("function", "="),
                                    ("valid", "&&"),
                                ],
                                name="organisationfunction_once",
                                violation_error_message="Deze persoon heeft die functie al in een deel van die periode.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="organisationfunction_not_empty",
                                violation_error_message="De functie eindigt voor ze begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KboLoad",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("reading", "Wordt gelezen"),
                                    ("staged", "Na te kijken"),
                                    ("loading", "Wordt geladen"),
                                    ("loaded", "Geladen"),
                                    ("stopped", "Niet geladen"),
                                ],
                                default="reading",
                                max_length=20,
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.run",
                            ),
                        ),
                        ("source", models.CharField(max_length=200)),
                        ("stored", models.CharField(blank=True, max_length=100)),
                        ("number", models.IntegerField(null=True)),
                        ("type", models.CharField(blank=True, max_length=6)),
                        ("snapshot_on", models.DateField(null=True)),
                        ("made_at", models.CharField(blank=True, max_length=30)),
                        ("version", models.CharField(blank=True, max_length=20)),
                        ("first", models.BooleanField(default=False)),
                        ("at", models.DateTimeField()),
                        ("loaded_at", models.DateTimeField(null=True)),
                        ("counts", models.JSONField(default=dict)),
                        ("entities", models.IntegerField(default=0)),
                        ("enterprises_gone", models.IntegerField(default=0)),
                        ("establishments_gone", models.IntegerField(default=0)),
                        ("followed", models.IntegerField(default=0)),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "levering van de KBO",
                        "indexes": [models.Index(fields=["-at"], name="kboload_at")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="kboload_uid",
                                violation_error_message="Deze levering bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["reading", "staged", "loading", "loaded", "stopped"],
                                    )
                                ),
                                name="kboload_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KboFollow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.CharField(max_length=10)),
                        (
                            "rooms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30), default=list, size=None
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("snapshot", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "gevolgd nummer",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("number",),
                                name="kbofollow_number",
                                violation_error_message="Dit nummer wordt al gevolgd.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KboEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("number", models.CharField(max_length=10)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("moved", "Verhuisd"),
                                    ("renamed", "Naam gewijzigd"),
                                    ("situation", "Rechtstoestand gewijzigd"),
                                    ("transferred", "Bij een andere onderneming"),
                                    ("stopped", "Stopgezet volgens de VKBO"),
                                    ("vanished", "Verdwenen uit de KBO"),
                                    ("came-back", "Terug in de KBO"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("stopped_on", models.DateField(null=True)),
                        ("extract", models.IntegerField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "wijziging in de KBO",
                        "indexes": [models.Index(fields=["number", "-at"], name="kboevent_number")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="kboevent_uid",
                                violation_error_message="Deze wijziging bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationIdentifier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identifiers",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("KBO", "ondernemingsnummer"),
                                    ("OVO", "OVO-code"),
                                    ("INR", "instellingsnummer"),
                                    ("VNR", "verenigingsnummer"),
                                ],
                                max_length=3,
                            ),
                        ),
                        ("value", models.CharField(max_length=30)),
                        (
                            "valid",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=psycopg.types.range.DateRange
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nummer van een organisatie",
                        "indexes": [
                            models.Index(fields=["value"], name="organisationidentifier_value")
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("kind", "="), ("value", "="), ("valid", "&&")],
                                name="organisationidentifier_once",
                                violation_error_message="Dit nummer is in die periode van een organisatie.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetGroupMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="target_groups",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "target_group",
                            models.CharField(
                                choices=[
                                    ("GID", "Entiteit van de Vlaamse overheid"),
                                    ("LB", "Lokaal bestuur"),
                                    ("OV", "Onderwijs- of vormingsinstelling"),
                                    ("EA", "Economische actor"),
                                    ("VER", "Feitelijke vereniging"),
                                    ("BUR", "Burger"),
                                ],
                                max_length=3,
                            ),
                        ),
                        (
                            "identifier",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="register.organisationidentifier",
                            ),
                        ),
                        (
                            "valid",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=psycopg.types.range.DateRange
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "doelgroep van een organisatie",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("organisation", "="),
                                    ("target_group", "="),
                                    ("valid", "&&"),
                                ],
                                name="targetgroup_once",
                                violation_error_message="De organisatie is in die periode al gekend in deze doelgroep.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Site",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("street", models.CharField(blank=True, max_length=300)),
                        ("house_number", models.CharField(blank=True, max_length=30)),
                        ("box", models.CharField(blank=True, max_length=30)),
                        ("postcode", models.CharField(blank=True, max_length=20)),
                        ("municipality", models.CharField(blank=True, max_length=200)),
                        ("country", models.CharField(blank=True, max_length=100)),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sites",
                                to="register.organisation",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=10)),
                        ("name", models.CharField(blank=True, max_length=320)),
                        (
                            "status",
                            models.CharField(
                                choices=[("active", "Actief"), ("stopped", "Stopgezet")],
                                default="active",
                                max_length=10,
                            ),
                        ),
                        ("started_on", models.DateField(null=True)),
                        ("stopped_on", models.DateField(null=True)),
                    ],
                    options={
                        "verbose_name": "vestiging",
                        "verbose_name_plural": "vestigingen",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="site_uid",
                                violation_error_message="Deze vestiging bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("number",),
                                name="site_number",
                                violation_error_message="Er is al een vestiging met dit nummer.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonIdentifier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identifiers",
                                to="register.person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RRN", "rijksregisternummer"),
                                    ("BIS", "bisnummer"),
                                    ("TST", "testnummer"),
                                ],
                                max_length=3,
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        ("lookup", models.BinaryField()),
                        ("tail", models.CharField(max_length=2)),
                        (
                            "valid",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=psycopg.types.range.DateRange
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaces",
                                to="register.personidentifier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nummer van een persoon",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lookup",),
                                name="personidentifier_lookup",
                                violation_error_message="Er is al een persoon met dit nummer.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("person", "="), ("valid", "&&")],
                                name="personidentifier_one",
                                violation_error_message="Deze persoon heeft in die periode al een nummer.",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
