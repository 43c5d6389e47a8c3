"""The tables of the personnel plan and of its onboarding."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("positions", "0001_initial"),
        ("positions", "0003_onboarding"),
    ]

    dependencies = [
        ("register", "0001_tables"),
        ("tools", "0001_tables"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Grade",
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
                        ("code", models.CharField(max_length=120)),
                        ("level", models.CharField(max_length=1)),
                        ("rank", models.CharField(max_length=5)),
                        ("name", models.CharField(max_length=100)),
                        ("nature", models.CharField(blank=True, max_length=40)),
                        ("extinct", models.BooleanField(default=False)),
                        ("order", models.IntegerField()),
                    ],
                    options={
                        "verbose_name": "graad",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code",),
                                name="grade_code",
                                violation_error_message="Deze graad bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JobFunction",
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
                        ("code", models.CharField(max_length=6)),
                        ("title", models.CharField(max_length=200)),
                        ("family", models.CharField(blank=True, max_length=40)),
                        ("ends_on", models.DateField(null=True)),
                        ("loaded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "functie uit Profielbeheer",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="jobfunction_uid",
                                violation_error_message="Deze functie bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("code",),
                                name="jobfunction_code",
                                violation_error_message="Er is al een functie met deze code.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("code", ""), _negated=True),
                                    models.Q(("title", ""), _negated=True),
                                ),
                                name="jobfunction_code_and_title",
                                violation_error_message="Een functie heeft een code en een titel.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Position",
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
                        ("number", models.CharField(max_length=8)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="positions",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Voorgesteld"),
                                    ("approved", "Goedgekeurd"),
                                    ("frozen", "Bevroren"),
                                    ("closed", "Gesloten"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "arbeidsplaats",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="position_uid",
                                violation_error_message="Deze arbeidsplaats bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("number",),
                                name="position_number",
                                violation_error_message="Er is al een arbeidsplaats met dit nummer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "approved", "frozen", "closed"])
                                ),
                                name="position_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrgUnit",
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="register.organisation",
                            ),
                        ),
                        ("code", models.CharField(max_length=15)),
                    ],
                    options={
                        "verbose_name": "organisatie-eenheid",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="orgunit_uid",
                                violation_error_message="Deze eenheid bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("organisation", "code"),
                                name="orgunit_code",
                                violation_error_message="Deze entiteit heeft al een eenheid met deze code.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PositionSlice",
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
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        (
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slices",
                                to="positions.position",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="position_slices",
                                to="positions.orgunit",
                            ),
                        ),
                        (
                            "function",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="position_slices",
                                to="positions.jobfunction",
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="position_slices",
                                to="positions.grade",
                            ),
                        ),
                        (
                            "other_grades",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=120),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("fte", models.DecimalField(decimal_places=2, max_digits=5)),
                        ("seats", models.IntegerField()),
                        (
                            "statute",
                            models.CharField(
                                choices=[
                                    ("statutair", "Statutair"),
                                    ("contractueel", "Contractueel"),
                                    ("mandaat", "Mandaat"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "reports_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report_slices",
                                to="positions.position",
                            ),
                        ),
                        ("workplace", models.CharField(blank=True, max_length=200)),
                        ("in_plan", models.BooleanField(default=True)),
                        ("outside_reason", models.CharField(blank=True, max_length=500)),
                        ("critical", models.BooleanField(default=False)),
                        ("remark", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "verbose_name": "gegevens van een arbeidsplaats",
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["unit"], name="positionslice_unit"),
                            models.Index(fields=["reports_to"], name="positionslice_reports_to"),
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("recorded__upper_inf", True)),
                                expressions=[("position", "="), ("valid", "&&")],
                                name="positionslice_once",
                                violation_error_message="Over deze arbeidsplaats is in die periode al iets anders gekend.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="positionslice_not_empty",
                                violation_error_message="De arbeidsplaats eindigt voor ze begint.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__gte", 1)),
                                name="positionslice_seats",
                                violation_error_message="Minstens één persoon kan de arbeidsplaats bezetten.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fte__gt", 0), ("fte__lte", models.F("seats"))),
                                name="positionslice_fte",
                                violation_error_message="De VTE is meer dan nul en hoogstens het aantal personen op de arbeidsplaats.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reports_to", models.F("position")), _negated=True
                                ),
                                name="positionslice_reports_to_another",
                                violation_error_message="Een arbeidsplaats rapporteert niet aan zichzelf.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("in_plan", True),
                                    models.Q(("outside_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="positionslice_outside_reason",
                                violation_error_message="Zeg waarom deze functie buiten het PEP valt.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PositionDecision",
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
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="positions.position",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("approve", "Goedkeuring"),
                                    ("freeze", "Bevriezing"),
                                    ("thaw", "Einde van de bevriezing"),
                                    ("close", "Sluiting"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("reason", models.CharField(max_length=500)),
                        ("document", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "beslissing over een arbeidsplaats",
                        "indexes": [
                            models.Index(fields=["position", "-at"], name="positiondecision_last")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="positiondecision_reason",
                                violation_error_message="Zeg waarom dit zo beslist werd.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Employee",
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
                        ("given_name", models.CharField(max_length=200)),
                        ("family_name", models.CharField(max_length=200)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="employees",
                                to="register.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "personeelslid",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="employee_uid",
                                violation_error_message="Dit personeelslid bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("number",),
                                name="employee_number",
                                violation_error_message="Er is al een personeelslid met dit Vlimpersnummer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__regex", "^[0-9]{6}$")),
                                name="employee_six_digits",
                                violation_error_message="Een Vlimpersnummer telt zes cijfers.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Employment",
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
                            "employee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="employments",
                                to="positions.employee",
                            ),
                        ),
                        (
                            "number",
                            models.IntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(999),
                                ]
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "arbeidsrelatie",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="employment_uid",
                                violation_error_message="Deze arbeidsrelatie bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("employee", "number"),
                                name="employment_number",
                                violation_error_message="Dit personeelslid heeft die arbeidsrelatie al.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Occupation",
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
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        (
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="occupations",
                                to="positions.position",
                            ),
                        ),
                        (
                            "employment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="occupations",
                                to="positions.employment",
                            ),
                        ),
                        ("share", models.DecimalField(decimal_places=3, max_digits=4)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("titularis", "Titularis"),
                                    ("vervanger", "Vervanger"),
                                    ("waarnemend", "Waarnemend"),
                                    ("terugvalpositie", "Terugvalpositie"),
                                ],
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bezetting",
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["employment"], name="occupation_employment")
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("recorded__upper_inf", True)),
                                expressions=[
                                    ("position", "="),
                                    ("employment", "="),
                                    ("valid", "&&"),
                                ],
                                name="occupation_once",
                                violation_error_message="Deze arbeidsrelatie is in die periode al aan de arbeidsplaats gekoppeld.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="occupation_not_empty",
                                violation_error_message="De koppeling eindigt voor ze begint.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("share__gte", 0), ("share__lte", 1)),
                                name="occupation_share",
                                violation_error_message="Het aandeel ligt tussen 0 en 1 VTE.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Onboarding",
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
                            "organisation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="onboarding",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("placing", "Stap 1: arbeidsplaatsen uit het personeel"),
                                    ("checking", "Stap 2: blauwe lijnen nakijken"),
                                    ("asking", "Stap 3: groene lijnen invullen"),
                                    ("making", "Stap 4: gevraagde arbeidsplaatsen maken"),
                                    ("assigning", "Stap 5: nakijken en toewijzen"),
                                    ("linking", "Stap 6: personeel koppelen"),
                                    ("joined", "Aangesloten"),
                                ],
                                default="placing",
                                max_length=10,
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("begun_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "aansluiting",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="onboarding_uid",
                                violation_error_message="Deze aansluiting bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "placing",
                                            "checking",
                                            "asking",
                                            "making",
                                            "assigning",
                                            "linking",
                                            "joined",
                                        ],
                                    )
                                ),
                                name="onboarding_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OnboardingLine",
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
                            "onboarding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="positions.onboarding",
                            ),
                        ),
                        (
                            "employment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="onboarding_lines",
                                to="positions.employment",
                            ),
                        ),
                        (
                            "colour",
                            models.CharField(
                                choices=[("blauw", "Blauwe lijn"), ("groen", "Groene lijn")],
                                max_length=5,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("niet-werknemer", "Niet-werknemer"),
                                    ("verlof", "Status verlof"),
                                    ("inactief", "Inactieve arbeidsrelatie"),
                                    ("later", "Nog niet in dienst"),
                                    ("onvolledig", "Onvolledig in Vlimpers"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "position",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="onboarding_line",
                                to="positions.position",
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True)),
                        (
                            "choice",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("aanvragen", "Aangevraagd"),
                                    ("niet-nodig", "Niet nodig"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("assigned", models.BooleanField(default=False)),
                        (
                            "holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="positions.employment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lijn van een aansluiting",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="onboardingline_uid",
                                violation_error_message="Deze lijn bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("onboarding", "employment"),
                                name="onboardingline_once",
                                violation_error_message="Deze arbeidsrelatie staat al in het rapport.",
                            ),
                            models.UniqueConstraint(
                                fields=("onboarding", "holder"),
                                name="onboardingline_holder_once",
                                violation_error_message="Deze arbeidsrelatie is al aan een plaats toegewezen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("colour", "groen"), ("position", None)),
                                    models.Q(("choice", "aanvragen"), ("colour", "groen")),
                                    models.Q(
                                        ("choice", ""),
                                        ("colour", "blauw"),
                                        ("position__isnull", False),
                                        ("reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="onboardingline_colour",
                                violation_error_message="Een blauwe lijn heeft een arbeidsplaats.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("holder", None),
                                    models.Q(("assigned", True), ("position__isnull", False)),
                                    _connector="OR",
                                ),
                                name="onboardingline_holder",
                                violation_error_message="Wie toegewezen is, heeft een arbeidsplaats.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("choice", "niet-nodig"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="onboardingline_note",
                                violation_error_message="Zeg waarom er geen arbeidsplaats nodig is.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PositionRequest",
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
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="request",
                                to="positions.onboardingline",
                            ),
                        ),
                        ("first", models.DateField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="positions.orgunit",
                            ),
                        ),
                        (
                            "function",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="positions.jobfunction",
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="positions.grade",
                            ),
                        ),
                        (
                            "other_grades",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=120),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("fte", models.DecimalField(decimal_places=2, max_digits=5)),
                        ("seats", models.IntegerField()),
                        (
                            "statute",
                            models.CharField(
                                choices=[
                                    ("statutair", "Statutair"),
                                    ("contractueel", "Contractueel"),
                                    ("mandaat", "Mandaat"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "reports_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="positions.position",
                            ),
                        ),
                        ("workplace", models.CharField(blank=True, max_length=200)),
                        ("in_plan", models.BooleanField(default=True)),
                        ("outside_reason", models.CharField(blank=True, max_length=500)),
                        ("critical", models.BooleanField(default=False)),
                        ("remark", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "verbose_name": "aangevraagde arbeidsplaats",
                    },
                ),
                migrations.CreateModel(
                    name="LineQuestion",
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
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="positions.onboardingline",
                            ),
                        ),
                        ("text", models.CharField(max_length=500)),
                        ("asked_at", models.DateTimeField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("answered_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "vraag bij een lijn",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="linequestion_uid",
                                violation_error_message="Deze vraag bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="linequestion_text",
                                violation_error_message="Schrijf wat u wilt weten.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="linequestion_answer",
                                violation_error_message="Een antwoord heeft een moment.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandedIn",
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
                            "onboarding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="positions.onboarding",
                            ),
                        ),
                        ("step", models.CharField(max_length=10)),
                        ("name", models.CharField(max_length=300)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("rows", models.IntegerField()),
                        ("faulty", models.IntegerField()),
                        ("sealed", models.BinaryField()),
                        ("taken_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "ingediend bestand",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="handedin_uid",
                                violation_error_message="Dit bestand bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("step__in", ["asking", "assigning"])),
                                name="handedin_step",
                                violation_error_message="Bij deze stap hoort geen bestand.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("faulty__gte", 0),
                                    ("rows__gte", 0),
                                    models.Q(("taken_at", None), ("faulty", 0), _connector="OR"),
                                ),
                                name="handedin_faulty",
                                violation_error_message="Een bestand met fouten wordt niet overgenomen.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmploymentSlice",
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
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        (
                            "employment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slices",
                                to="positions.employment",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="employment_slices",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="employment_slices",
                                to="positions.orgunit",
                            ),
                        ),
                        ("company", models.CharField(max_length=10)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("actief", "Actief"),
                                    ("verlof", "Verlof"),
                                    ("inactief", "Inactief"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("werknemer", "Werknemer"),
                                    ("niet-werknemer", "Niet-werknemer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "statute",
                            models.CharField(
                                choices=[
                                    ("statutair", "Statutair"),
                                    ("contractueel", "Contractueel"),
                                    ("mandaat", "Mandaat"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "function",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="employment_slices",
                                to="positions.jobfunction",
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="employment_slices",
                                to="positions.grade",
                            ),
                        ),
                        ("fte", models.DecimalField(decimal_places=3, max_digits=4)),
                    ],
                    options={
                        "verbose_name": "functierij",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["organisation"], name="employmentslice_organisation"
                            )
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("recorded__upper_inf", True)),
                                expressions=[("employment", "="), ("valid", "&&")],
                                name="employmentslice_once",
                                violation_error_message="Over deze arbeidsrelatie is in die periode al iets anders gekend.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="employmentslice_not_empty",
                                violation_error_message="De functierij eindigt voor ze begint.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fte__gte", 0), ("fte__lte", 1)),
                                name="employmentslice_fte",
                                violation_error_message="Het regime ligt tussen 0 en 100 %.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonnelLoad",
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
                            "run",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.run",
                            ),
                        ),
                        ("source", models.CharField(max_length=300)),
                        ("loaded_at", models.DateTimeField()),
                        ("done", models.IntegerField()),
                        ("same", models.IntegerField()),
                        ("faulty", models.IntegerField()),
                    ],
                    options={
                        "verbose_name": "lading uit Vlimpers",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done__gte", 0), ("faulty__gte", 0), ("same__gte", 0)
                                ),
                                name="personnelload_counts",
                                violation_error_message="Een aantal is nooit kleiner dan nul.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitSlice",
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
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slices",
                                to="positions.orgunit",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="child_slices",
                                to="positions.orgunit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "gegevens van een eenheid",
                        "abstract": False,
                        "indexes": [models.Index(fields=["parent"], name="unitslice_parent")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("recorded__upper_inf", True)),
                                expressions=[("unit", "="), ("valid", "&&")],
                                name="unitslice_once",
                                violation_error_message="Over deze eenheid is in die periode al iets anders gekend.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="unitslice_not_empty",
                                violation_error_message="De eenheid eindigt voor ze begint.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("unit")), _negated=True),
                                name="unitslice_not_its_own_parent",
                                violation_error_message="Een eenheid hangt niet onder zichzelf.",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
