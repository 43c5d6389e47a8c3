"""The tables of dual learning: schools, partnerships, requests, recognitions, mentors."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import psycopg.types.range
from django.db import migrations, models

from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("duallearning", "0001_initial"),
        ("duallearning", "0002_mandates"),
        ("duallearning", "0003_free_places"),
        ("duallearning", "0004_schools"),
        ("duallearning", "0005_audiences"),
        ("duallearning", "0006_votes"),
        ("duallearning", "0007_handling"),
        ("duallearning", "0008_messages"),
        ("duallearning", "0009_sanctions"),
        ("duallearning", "0010_follow_up"),
    ]

    dependencies = [
        ("access", "0001_tables"),
        ("register", "0001_tables"),
        ("tools", "0001_tables"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Programme",
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
                        ("code", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=200)),
                        ("domain", models.CharField(blank=True, max_length=100)),
                        (
                            "agreement",
                            models.CharField(
                                choices=[
                                    ("OAO", "Overeenkomst alternerende opleiding"),
                                    ("SAO", "Stageovereenkomst alternerende opleiding"),
                                    ("DAO", "Deeltijdse arbeidsovereenkomst"),
                                    ("ODS", "Overeenkomst duale opleiding met statuut"),
                                    ("ODO", "Overeenkomst duale opleiding"),
                                ],
                                max_length=3,
                            ),
                        ),
                        (
                            "valid",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=psycopg.types.range.DateRange
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaces",
                                to="duallearning.programme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "duale opleiding",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="programme_uid",
                                violation_error_message="Deze opleiding bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("code",),
                                name="programme_code",
                                violation_error_message="Er is al een opleiding met deze code.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="programme_not_empty",
                                violation_error_message="De opleiding eindigt voor ze begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JointCommittee",
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
                        ("code", models.CharField(max_length=12)),
                        ("name", models.CharField(max_length=1000)),
                    ],
                    options={
                        "verbose_name": "paritair comité",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code",),
                                name="jointcommittee_code",
                                violation_error_message="Dit paritair comité bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoutingRule",
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
                            "committee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules",
                                to="duallearning.jointcommittee",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules",
                                to="duallearning.programme",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routing_rules",
                                to="register.organisation",
                            ),
                        ),
                        ("priority", models.PositiveIntegerField(default=100)),
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("source", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "verbose_name": "sectorafspraak",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="routingrule_uid",
                                violation_error_message="Deze afspraak bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("committee__isnull", False),
                                    ("programme__isnull", False),
                                    _connector="OR",
                                ),
                                name="routingrule_says_something",
                                violation_error_message="Kies een paritair comité, een opleiding of beide.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="routingrule_not_empty",
                                violation_error_message="De afspraak eindigt voor ze begint.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "committee", 0
                                        ),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "programme", 0
                                        ),
                                        "=",
                                    ),
                                    ("priority", "="),
                                    ("valid", "&&"),
                                ],
                                name="routingrule_one_answer",
                                violation_error_message="Er is al een afspraak met deze voorrang voor hetzelfde. Kies een andere voorrang of beëindig de eerste.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Request",
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
                        ("number", models.CharField(max_length=20)),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognition_requests",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognition_requests",
                                to="register.site",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="duallearning.programme",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Werkversie"),
                                    ("submitted", "Ingediend"),
                                    ("incomplete", "Onvolledig"),
                                    ("complete", "Dossier volledig"),
                                    ("handling", "In behandeling"),
                                    ("parked", "Opgeschort"),
                                    ("decided", "Behandeld"),
                                    ("withdrawn", "Ingetrokken"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("started_at", models.DateTimeField()),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True)),
                        (
                            "committee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="duallearning.jointcommittee",
                            ),
                        ),
                        ("workers", models.PositiveIntegerField(null=True)),
                        ("places", models.PositiveIntegerField(null=True)),
                        ("declaration_version", models.CharField(blank=True, max_length=20)),
                        (
                            "declared_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("declared_at", models.DateTimeField(null=True)),
                        (
                            "declaration_file",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.storedfile",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests_to_handle",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "awaits",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("aanvrager", "De aanvrager"),
                                    ("behandelaar", "De behandelaar"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "routed_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("regel", "Volgens de sectorafspraken"),
                                    (
                                        "geen-regel",
                                        "Geen sectorafspraak: het departement behandelt de aanvraag",
                                    ),
                                    (
                                        "niet-overgedragen",
                                        "Het partnerschap mag niet erkennen: het departement behandelt de aanvraag",
                                    ),
                                    ("overgedragen", "Overgedragen door wie ze eerst behandelde"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="duallearning.routingrule",
                            ),
                        ),
                        (
                            "handler",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("complete_at", models.DateTimeField(null=True)),
                        ("due", models.DateField(null=True)),
                        ("days_left", models.IntegerField(null=True)),
                        ("remark", models.TextField(blank=True)),
                        ("parked_reason", models.TextField(blank=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("goedgekeurd", "Goedgekeurd"),
                                    ("voorwaardelijk", "Goedgekeurd onder voorwaarden"),
                                    ("geweigerd", "Geweigerd"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("motivation", models.TextField(blank=True)),
                        ("conditions_text", models.TextField(blank=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "erkenningsaanvraag",
                        "verbose_name_plural": "erkenningsaanvragen",
                        "indexes": [
                            models.Index(
                                fields=["partnership", "state", "due"],
                                name="request_partnership_state",
                            ),
                            models.Index(fields=["company", "state"], name="request_company_state"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="request_uid",
                                violation_error_message="Deze aanvraag bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("number",),
                                name="request_number",
                                violation_error_message="Er is al een aanvraag met dit nummer.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "draft",
                                            "submitted",
                                            "incomplete",
                                            "complete",
                                            "handling",
                                            "parked",
                                        ),
                                    )
                                ),
                                fields=("site", "programme"),
                                name="request_one_open",
                                violation_error_message="Voor deze vestiging en opleiding loopt al een aanvraag. Werk die verder af.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "submitted",
                                            "incomplete",
                                            "complete",
                                            "handling",
                                            "parked",
                                            "decided",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="request_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recognition",
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
                        ("number", models.CharField(max_length=20)),
                        (
                            "request",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognition",
                                to="duallearning.request",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognitions",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognitions",
                                to="register.site",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognitions",
                                to="duallearning.programme",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognitions_given",
                                to="register.organisation",
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("places", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("active", "Actief"),
                                    ("suspended", "Geschorst"),
                                    ("lifted", "Opgeheven"),
                                    ("expired", "Verlopen"),
                                ],
                                default="active",
                                max_length=20,
                            ),
                        ),
                        ("warned_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "erkenning",
                        "verbose_name_plural": "erkenningen",
                        "indexes": [
                            models.Index(
                                fields=["partnership", "state"],
                                name="recognition_partnership_state",
                            ),
                            models.Index(
                                fields=["company", "state"], name="recognition_company_state"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="recognition_uid",
                                violation_error_message="Deze erkenning bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("number",),
                                name="recognition_number",
                                violation_error_message="Er is al een erkenning met dit nummer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["active", "suspended", "lifted", "expired"])
                                ),
                                name="recognition_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ("active", "suspended"))),
                                expressions=[("site", "="), ("programme", "="), ("valid", "&&")],
                                name="recognition_once",
                                violation_error_message="Deze vestiging is in een deel van die periode al erkend voor de opleiding.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AudienceText",
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
                            "audience",
                            models.CharField(
                                choices=[
                                    ("opleidingsverstrekkers", "Opleidingsverstrekkers"),
                                    ("ondernemingen", "Ondernemingen"),
                                    ("partnerschappen", "Sectorale partnerschappen"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("access", models.TextField()),
                        ("plans", models.TextField(blank=True)),
                        ("contact", models.TextField()),
                        (
                            "manual",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.storedfile",
                            ),
                        ),
                        ("manual_on", models.DateField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "verbose_name": "versie van een toegangspagina",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("audience", "number"),
                                name="audiencetext_number",
                                violation_error_message="Iemand anders wijzigde deze pagina intussen. Lees ze eerst opnieuw.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("manual__isnull", True),
                                    ("manual_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="audiencetext_manual_on",
                                violation_error_message="Een handleiding heeft een versiedatum.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeActivity",
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
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="duallearning.programme",
                            ),
                        ),
                        ("order", models.PositiveIntegerField()),
                        ("text", models.CharField(max_length=300)),
                    ],
                    options={
                        "verbose_name": "activiteit van een opleiding",
                        "ordering": ["programme", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "order"),
                                name="programmeactivity_order",
                                violation_error_message="Deze plaats in de lijst is al ingenomen.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeOffer",
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
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="duallearning.programme",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_offers",
                                to="register.organisation",
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                    ],
                    options={
                        "verbose_name": "aanbod van een school",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("programme", "="), ("school", "="), ("valid", "&&")],
                                name="programmeoffer_once",
                                violation_error_message="De school biedt deze opleiding al aan in een deel van die periode.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="programmeoffer_not_empty",
                                violation_error_message="Het aanbod eindigt voor het begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
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
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegated_powers",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "power",
                            models.CharField(
                                choices=[
                                    ("erkennen", "Ondernemingen erkennen"),
                                    ("controleren", "De uitvoering van overeenkomsten controleren"),
                                    ("informeren", "Informeren"),
                                    ("mobiliseren", "Ondernemingen mobiliseren"),
                                    ("adviseren", "Adviseren"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("source", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "verbose_name": "overgedragen bevoegdheid",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("partnership", "="), ("power", "="), ("valid", "&&")],
                                name="delegation_once",
                                violation_error_message="Het partnerschap heeft deze bevoegdheid al in een deel van die periode.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="delegation_not_empty",
                                violation_error_message="De bevoegdheid eindigt voor ze begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestCondition",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conditions",
                                to="duallearning.request",
                            ),
                        ),
                        (
                            "condition",
                            models.CharField(
                                choices=[
                                    (
                                        "organisatie",
                                        "De organisatie van het werk laat toe om het opleidingsplan uit te voeren",
                                    ),
                                    (
                                        "uitrusting",
                                        "De uitrusting laat toe om het opleidingsplan uit te voeren",
                                    ),
                                    (
                                        "activiteiten",
                                        "De leerling kan er de activiteiten van de opleiding leren",
                                    ),
                                    (
                                        "financieel",
                                        "De onderneming heeft voldoende financiële draagkracht",
                                    ),
                                    (
                                        "veroordelingen",
                                        "De onderneming heeft geen veroordelingen die de leeromgeving in gevaar brengen",
                                    ),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("answer", models.BooleanField()),
                        ("explanation", models.TextField(blank=True)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("open", "Nog na te kijken"),
                                    ("voldaan", "In orde"),
                                    ("niet-voldaan", "Niet in orde"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("remark", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "voorwaarde bij een aanvraag",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("request", "condition"),
                                name="requestcondition_once",
                                violation_error_message="Deze voorwaarde staat al bij de aanvraag.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestDocument",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="duallearning.request",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rsz-schulden", "Attest van de RSZ zonder schulden"),
                                    ("rsz-inschrijving", "Bewijs van inschrijving bij de RSZ"),
                                    (
                                        "opleidingsplan",
                                        "Opleidingsplan of toelichting bij de werkplek",
                                    ),
                                    ("ander", "Ander document"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.storedfile",
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document bij een aanvraag",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="requestdocument_uid",
                                violation_error_message="Dit document bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mentor",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentors",
                                to="duallearning.request",
                            ),
                        ),
                        (
                            "recognition",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentors",
                                to="duallearning.recognition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentorships",
                                to="register.person",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unchecked", "Te controleren"),
                                    ("valid", "Geldig"),
                                    ("refused", "Niet aanvaard"),
                                    ("inactive", "Gedeactiveerd"),
                                    ("ended", "Beëindigd"),
                                    ("barred", "Uitgesloten"),
                                ],
                                default="unchecked",
                                max_length=20,
                            ),
                        ),
                        ("experience", models.PositiveIntegerField()),
                        ("education", models.TextField(blank=True)),
                        ("extract_on", models.DateField()),
                        (
                            "extract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.storedfile",
                            ),
                        ),
                        (
                            "renews",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="duallearning.mentor",
                            ),
                        ),
                        (
                            "conduct",
                            models.CharField(
                                choices=[
                                    ("open", "Nog na te kijken"),
                                    ("voldaan", "In orde"),
                                    ("niet-voldaan", "Niet in orde"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("remark", models.TextField(blank=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "mentor",
                        "verbose_name_plural": "mentoren",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="mentor_uid",
                                violation_error_message="Deze mentor bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("request", "person"),
                                name="mentor_once",
                                violation_error_message="Deze persoon is al mentor bij deze aanvraag.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "unchecked",
                                            "valid",
                                            "refused",
                                            "inactive",
                                            "ended",
                                            "barred",
                                        ],
                                    )
                                ),
                                name="mentor_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FreePlace",
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
                            "recognition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="free_places",
                                to="duallearning.recognition",
                            ),
                        ),
                        ("places", models.PositiveIntegerField()),
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("note", models.TextField(blank=True)),
                        ("contact", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Aangeboden"),
                                    ("closed", "Niet meer aangeboden"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("published_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "vrije plaats",
                        "verbose_name_plural": "vrije plaatsen",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["recognition"],
                                name="freeplace_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="freeplace_uid",
                                violation_error_message="Deze vrije plaats bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "closed"])),
                                name="freeplace_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("places__gte", 1)),
                                name="freeplace_places",
                                violation_error_message="Bied minstens één plaats aan.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state", "open")),
                                expressions=[("recognition", "="), ("valid", "&&")],
                                name="freeplace_once",
                                violation_error_message="In een deel van die periode biedt u al plaatsen aan. Wijzig die, of kies andere dagen.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="duallearning.request",
                            ),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Voorgesteld"),
                                    ("accepted", "Aangenomen"),
                                    ("refused", "Geweigerd"),
                                    ("cancelled", "Ingetrokken"),
                                ],
                                default="proposed",
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("answer", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "overdracht van een aanvraag",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="handover_uid",
                                violation_error_message="Deze overdracht bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("request",),
                                name="handover_one_open",
                                violation_error_message="Voor deze aanvraag is al een overdracht voorgesteld.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "accepted", "refused", "cancelled"])
                                ),
                                name="handover_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="duallearning.request",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("bezoek", "Bezoek ter plaatse"),
                                    ("telefoon", "Telefonisch gesprek"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Gepland"),
                                    ("done", "Gebeurd"),
                                    ("cancelled", "Afgezegd"),
                                ],
                                default="planned",
                                max_length=20,
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("activities", models.JSONField(default=list)),
                        ("report", models.TextField(blank=True)),
                        ("done_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "bezoek",
                        "verbose_name_plural": "bezoeken",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="visit_uid",
                                violation_error_message="Dit bezoek bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "done", "cancelled"])),
                                name="visit_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecognitionTask",
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
                            "recognition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="duallearning.recognition",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("adres", "Adreswijziging vestiging verwerken"),
                                    ("status", "Statuswijziging verwerken"),
                                    ("geen-mentor", "Erkenning zonder geldige mentor behandelen"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Te doen"),
                                    ("settled", "Afgewerkt"),
                                    ("lapsed", "Vervallen"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("event", models.BigIntegerField(default=0)),
                        ("before", models.CharField(blank=True, max_length=500)),
                        ("after", models.CharField(blank=True, max_length=500)),
                        ("remark", models.TextField(blank=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "taak bij een erkenning",
                        "verbose_name_plural": "taken bij een erkenning",
                        "indexes": [
                            models.Index(fields=["state", "opened_at"], name="recognitiontask_open")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="recognitiontask_uid",
                                violation_error_message="Deze taak bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("recognition", "kind"),
                                name="recognitiontask_one_open",
                                violation_error_message="Deze taak staat al open.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "settled", "lapsed"])),
                                name="recognitiontask_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MandatePaper",
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
                            "mandate",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="access.mandate",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.storedfile",
                            ),
                        ),
                        ("registered_at", models.DateTimeField()),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "machtigingsdocument",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="mandatepaper_uid",
                                violation_error_message="Dit document bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sanction",
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
                            "recognition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sanctions",
                                to="duallearning.recognition",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sanctions",
                                to="duallearning.mentor",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("begeleiding", "Begeleiding"),
                                    ("mentor", "Uitsluiting van een mentor voor deze opleiding"),
                                    ("opheffing", "Opheffing van de erkenning"),
                                    ("tijdelijk", "Tijdelijke uitsluiting"),
                                    ("definitief", "Definitieve uitsluiting"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Voorgesteld"),
                                    ("hearing", "Hoorrecht loopt"),
                                    ("imposed", "Opgelegd"),
                                    ("concluded", "Afgerond"),
                                    ("dropped", "Niet opgelegd"),
                                    ("ended", "Voorbij"),
                                ],
                                default="proposed",
                                max_length=20,
                            ),
                        ),
                        ("whole_company", models.BooleanField(default=False)),
                        ("grounds", models.TextField()),
                        ("urgent", models.TextField(blank=True)),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("hearing_on", models.DateField(null=True)),
                        ("hearing_place", models.CharField(blank=True, max_length=200)),
                        ("statement", models.TextField(blank=True)),
                        ("statement_at", models.DateTimeField(null=True)),
                        ("report", models.TextField(blank=True)),
                        ("motivation", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("until", models.DateField(null=True)),
                    ],
                    options={
                        "verbose_name": "sanctie",
                        "verbose_name_plural": "sancties",
                        "indexes": [
                            models.Index(fields=["state", "until"], name="sanction_state_until")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="sanction_uid",
                                violation_error_message="Deze sanctie bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("proposed", "hearing"))),
                                fields=("recognition",),
                                name="sanction_one_open",
                                violation_error_message="Bij deze erkenning loopt al een begeleiding of sanctie. Sluit die eerst af.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "proposed",
                                            "hearing",
                                            "imposed",
                                            "concluded",
                                            "dropped",
                                            "ended",
                                        ],
                                    )
                                ),
                                name="sanction_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchoolRequest",
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
                        ("number", models.CharField(max_length=6)),
                        ("name", models.CharField(max_length=320)),
                        ("street", models.CharField(blank=True, max_length=300)),
                        ("house_number", models.CharField(blank=True, max_length=30)),
                        ("postcode", models.CharField(blank=True, max_length=20)),
                        ("municipality", models.CharField(blank=True, max_length=200)),
                        ("position", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Wacht op een beslissing"),
                                    ("approved", "Toegevoegd"),
                                    ("refused", "Geweigerd"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "school",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "aanvraag van een school",
                        "verbose_name_plural": "aanvragen van scholen",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="schoolrequest_uid",
                                violation_error_message="Deze aanvraag bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("number",),
                                name="schoolrequest_one_open",
                                violation_error_message="Voor dit instellingsnummer loopt al een aanvraag. Het departement beslist nog.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "approved", "refused"])),
                                name="schoolrequest_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MentorTraining",
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
                            "mentor",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training",
                                to="duallearning.mentor",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "Te volgen"),
                                    ("proven", "Attest ingediend"),
                                    ("done", "Gevolgd"),
                                    ("exempt", "Vrijgesteld"),
                                ],
                                default="due",
                                max_length=20,
                            ),
                        ),
                        ("due", models.DateField()),
                        ("course", models.CharField(blank=True, max_length=200)),
                        ("followed_on", models.DateField(null=True)),
                        (
                            "paper",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.storedfile",
                            ),
                        ),
                        ("remark", models.TextField(blank=True)),
                        (
                            "judged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("judged_at", models.DateTimeField(null=True)),
                        ("warned_at", models.DateTimeField(null=True)),
                        ("overdue_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "mentoropleiding",
                        "verbose_name_plural": "mentoropleidingen",
                        "indexes": [
                            models.Index(fields=["state", "due"], name="mentortraining_state_due")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="mentortraining_uid",
                                violation_error_message="Deze opvolging bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["due", "proven", "done", "exempt"])
                                ),
                                name="mentortraining_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VoteRound",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="duallearning.request",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Stemming loopt"),
                                    ("counted", "Geteld"),
                                    ("cancelled", "Stopgezet"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("question", models.TextField(blank=True)),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("deadline", models.DateField()),
                        ("quorum", models.PositiveSmallIntegerField()),
                        ("share", models.PositiveSmallIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("voor", "Gunstig"),
                                    ("tegen", "Ongunstig"),
                                    ("staking", "Staking van stemmen"),
                                    ("geen-quorum", "Te weinig stemmen"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("remark", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "stemming",
                        "verbose_name_plural": "stemmingen",
                        "indexes": [
                            models.Index(
                                fields=["partnership", "state", "deadline"],
                                name="voteround_partnership_state",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="voteround_uid",
                                violation_error_message="Deze stemming bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("request",),
                                name="voteround_one_open",
                                violation_error_message="Over deze aanvraag loopt al een stemming.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "counted", "cancelled"])),
                                name="voteround_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ballot",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="duallearning.voteround",
                            ),
                        ),
                        (
                            "voter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("voor", "Voor"),
                                    ("tegen", "Tegen"),
                                    ("onthouding", "Onthouding"),
                                    ("belangenconflict", "Belangenconflict: ik stem niet mee"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("motivation", models.TextField(blank=True)),
                        ("handled", models.BooleanField(default=False)),
                        ("at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "stem",
                        "verbose_name_plural": "stemmen",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "voter"),
                                name="ballot_once",
                                violation_error_message="Deze persoon stemt al mee.",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="request",
            name="renews",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewals",
                to="duallearning.recognition",
            ),
        ),
    ]
