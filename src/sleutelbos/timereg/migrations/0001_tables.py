"""The tables of the time registration."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("timereg", "0001_initial"),
        ("timereg", "0003_pincodes_and_settling"),
    ]

    dependencies = [
        ("register", "0001_tables"),
        ("tools", "0001_tables"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Call",
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
                        ("code", models.CharField(max_length=20)),
                        ("name", models.CharField(blank=True, max_length=200)),
                        (
                            "fund",
                            models.CharField(
                                choices=[("ESF", "ESF"), ("AMIF", "AMIF")],
                                default="ESF",
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "oproep",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code",),
                                name="call_code",
                                violation_error_message="Deze oproep bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeedLoad",
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
                                    ("staged", "Klaar om na te kijken"),
                                    ("loading", "Wordt geladen"),
                                    ("loaded", "Geladen"),
                                    ("stopped", "Niet geladen"),
                                ],
                                default="staged",
                                max_length=20,
                            ),
                        ),
                        (
                            "run",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tools.run",
                            ),
                        ),
                        ("source", models.CharField(max_length=200)),
                        ("sequence", models.BigIntegerField(null=True)),
                        ("complete", models.BooleanField(default=True)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("made_at", models.DateTimeField(null=True)),
                        ("at", models.DateTimeField()),
                        ("loaded_at", models.DateTimeField(null=True)),
                        ("created", models.IntegerField(default=0)),
                        ("changed", models.IntegerField(default=0)),
                        ("gone", models.IntegerField(default=0)),
                        ("kept", models.IntegerField(default=0)),
                        ("same", models.IntegerField(default=0)),
                        ("faulty", models.IntegerField(default=0)),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "levering van ESF",
                        "indexes": [
                            models.Index(fields=["state", "-sequence"], name="feedload_last")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="feedload_uid",
                                violation_error_message="Deze levering bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["staged", "loading", "loaded", "stopped"])
                                ),
                                name="feedload_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                            models.UniqueConstraint(
                                models.F("state"),
                                condition=models.Q(("state", "loading")),
                                name="feedload_one_at_a_time",
                                violation_error_message="Er wordt al een levering geladen. Wacht tot ze klaar is.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Project",
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
                        ("number", models.CharField(max_length=30)),
                        ("title", models.CharField(max_length=300)),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="timereg.call",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("uren", "Uren (prestaties)"),
                                    ("percentage", "Vast percentage (toewijzingen)"),
                                ],
                                default="uren",
                                max_length=20,
                            ),
                        ),
                        ("starts", models.DateField()),
                        ("ends", models.DateField()),
                        ("contact_name", models.CharField(blank=True, max_length=300)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("active", models.BooleanField(default=True)),
                        ("missing_since", models.DateTimeField(null=True)),
                        ("loaded_at", models.DateTimeField()),
                        (
                            "load",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="timereg.feedload",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("settled_reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "project",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="project_uid",
                                violation_error_message="Dit project bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("number",),
                                name="project_number",
                                violation_error_message="Er is al een project met dit nummer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends__gte", models.F("starts"))),
                                name="project_ends_after_start",
                                violation_error_message="Het project eindigt voor het begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectPlace",
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="timereg.project",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_projects",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_projects",
                                to="register.site",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[("promotor", "Promotor"), ("partner", "Partner")],
                                max_length=10,
                            ),
                        ),
                        ("active", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name": "deelname aan een project",
                        "indexes": [
                            models.Index(
                                fields=["organisation", "project"], name="projectplace_org"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"),
                                models.F("organisation"),
                                django.db.models.functions.comparison.Coalesce("site", 0),
                                name="projectplace_once",
                                violation_error_message="Deze organisatie neemt al deel aan het project.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("active", True), ("part", "promotor")),
                                fields=("project",),
                                name="projectplace_one_promoter",
                                violation_error_message="Dit project heeft al een promotor.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Training",
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trainings",
                                to="timereg.project",
                            ),
                        ),
                        ("code", models.CharField(max_length=30)),
                        ("name", models.CharField(max_length=300)),
                        ("active", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name": "opleiding",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="training_uid",
                                violation_error_message="Deze opleiding bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("project", "code"),
                                name="training_code",
                                violation_error_message="Dit project heeft al een opleiding met deze code.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
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
                            "training",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="timereg.training",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_sessions",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_sessions",
                                to="register.site",
                            ),
                        ),
                        ("plan", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("day", models.DateField()),
                        (
                            "breaks",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("online", models.BooleanField(default=False)),
                        ("link", models.URLField(blank=True, max_length=500)),
                        ("note", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Gepland"),
                                    ("running", "In uitvoering"),
                                    ("done", "Uitgevoerd"),
                                    ("submitted", "Ingediend bij ESF"),
                                    ("reopened", "Heropend"),
                                    ("annulled", "Geannuleerd"),
                                ],
                                default="planned",
                                max_length=20,
                            ),
                        ),
                        ("version", models.IntegerField(default=0)),
                        ("reopened_once", models.BooleanField(default=False)),
                        ("open_until", models.DateTimeField(null=True)),
                        ("planned_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "opleidingssessie",
                        "indexes": [
                            models.Index(
                                fields=["organisation", "day"], name="trainingsession_org_day"
                            ),
                            models.Index(
                                fields=["organisation", "state", "day"],
                                name="trainingsession_org_state",
                            ),
                            models.Index(
                                fields=["training", "day"], name="trainingsession_training"
                            ),
                            models.Index(fields=["day", "state"], name="trainingsession_day_state"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="trainingsession_uid",
                                violation_error_message="Deze sessie bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("plan__isempty", False),
                                    ("plan__lower_inf", False),
                                    ("plan__upper_inf", False),
                                ),
                                name="trainingsession_plan",
                                violation_error_message="De sessie eindigt voor ze begint.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "planned",
                                            "running",
                                            "done",
                                            "submitted",
                                            "reopened",
                                            "annulled",
                                        ],
                                    )
                                ),
                                name="trainingsession_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="timereg.session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_seats",
                                to="register.person",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[("opleider", "Opleider"), ("deelnemer", "Deelnemer")],
                                max_length=20,
                            ),
                        ),
                        ("plan", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("active", models.BooleanField(default=True)),
                        ("substitute", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "plaats in een sessie",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="seat_uid",
                                violation_error_message="Deze plaats bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("session", "person"),
                                name="seat_once",
                                violation_error_message="Deze persoon staat al op de sessie.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("active", True)),
                                expressions=[("person", "="), ("plan", "&&")],
                                name="seat_one_place_at_a_time",
                                violation_error_message="Deze persoon staat op dat moment al op een andere sessie.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScanCode",
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
                                related_name="scan_codes",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scan_codes",
                                to="register.organisation",
                            ),
                        ),
                        ("digest", models.BinaryField()),
                        ("sealed", models.BinaryField()),
                        ("made_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("replaced_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "persoonlijke code",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("digest",),
                                name="scancode_digest",
                                violation_error_message="Deze code bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at__isnull", True)),
                                fields=("person", "organisation"),
                                name="scancode_one",
                                violation_error_message="Deze persoon heeft hier al een code.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PinCode",
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
                                related_name="pin_codes",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pin_codes",
                                to="register.organisation",
                            ),
                        ),
                        ("digest", models.BinaryField()),
                        ("made_at", models.DateTimeField()),
                        ("replaced_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "pincode",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at__isnull", True)),
                                fields=("person", "organisation"),
                                name="pincode_one",
                                violation_error_message="Deze persoon heeft hier al een pincode.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceEvent",
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
                        ("nonce", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="timereg.session",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="timereg.seat",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("in", "Binnen"),
                                    ("uit", "Buiten"),
                                    ("automatisch-uit", "Automatisch buiten"),
                                    ("vernietiging", "Vernietigd"),
                                    ("geweigerd", "Geweigerd"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("scan", "Gescand"),
                                    ("naam", "Aangevinkt op naam"),
                                    ("pincode", "Zelf ingetikt met een pincode"),
                                    ("lijst", "Overgenomen van papier"),
                                    ("regel", "Door het systeem"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("received", models.DateTimeField()),
                        ("offline", models.BooleanField(default=False)),
                        ("device_at", models.DateTimeField(null=True)),
                        (
                            "window",
                            models.CharField(
                                choices=[
                                    ("dag", "Op de dag zelf"),
                                    ("laattijdig", "Na een aanvraag voor de termijn"),
                                    ("uitzonderlijk", "Uitzonderlijk geopend door ESF"),
                                    ("heropend", "Na heropening"),
                                ],
                                default="dag",
                                max_length=20,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("device", models.CharField(blank=True, max_length=80)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "annuls",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="annulments",
                                to="timereg.attendanceevent",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "registratie van aanwezigheid",
                        "indexes": [
                            models.Index(fields=["session", "at"], name="attendanceevent_session")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="attendanceevent_uid",
                                violation_error_message="Deze registratie bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("session", "nonce"),
                                name="attendanceevent_nonce",
                                violation_error_message="Deze registratie is al ontvangen.",
                            ),
                            models.UniqueConstraint(
                                fields=("annuls",),
                                name="attendanceevent_annulled_once",
                                violation_error_message="Deze registratie is al vernietigd.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "geweigerd"), ("seat__isnull", False), _connector="OR"
                                ),
                                name="attendanceevent_seat",
                                violation_error_message="Kies een deelnemer of opleider van de sessie.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarLink",
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
                                related_name="calendar_links",
                                to="register.person",
                            ),
                        ),
                        ("digest", models.BinaryField()),
                        ("made_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "agendalink",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("digest",),
                                name="calendarlink_digest",
                                violation_error_message="Deze link bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("person",),
                                name="calendarlink_one",
                                violation_error_message="U hebt al een agendalink.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MergeRecord",
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
                                related_name="esf_merges",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        (
                            "gone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("moved", models.JSONField()),
                        ("reason", models.TextField()),
                        ("merged_at", models.DateTimeField()),
                        (
                            "merged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "samenvoeging",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="mergerecord_uid",
                                violation_error_message="Deze samenvoeging bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept", models.F("gone")), _negated=True),
                                name="mergerecord_two_persons",
                                violation_error_message="Kies twee verschillende personen.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opening",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="timereg.session",
                            ),
                        ),
                        (
                            "window",
                            models.CharField(
                                choices=[
                                    ("dag", "Op de dag zelf"),
                                    ("laattijdig", "Na een aanvraag voor de termijn"),
                                    ("uitzonderlijk", "Uitzonderlijk geopend door ESF"),
                                    ("heropend", "Na heropening"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("reason", models.TextField()),
                        ("given_at", models.DateTimeField()),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "opening van een sessie",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="opening_uid",
                                violation_error_message="Deze opening bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="opening_not_empty",
                                violation_error_message="De opening eindigt voor ze begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LateRequest",
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
                        ("reason", models.TextField()),
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
                        ("answer", models.TextField(blank=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="late_requests",
                                to="timereg.session",
                            ),
                        ),
                        ("project_number", models.CharField(max_length=30)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Wacht op support"),
                                    ("granted", "Toegestaan"),
                                    ("refused", "Geweigerd"),
                                    ("withdrawn", "Ingetrokken"),
                                ],
                                default="asked",
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "aanvraag om later te registreren",
                        "indexes": [
                            models.Index(
                                fields=["state", "asked_at"], name="laterequest_state_asked"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="laterequest_uid",
                                violation_error_message="Deze aanvraag bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("session",),
                                name="laterequest_one_open",
                                violation_error_message="Voor deze sessie wacht al een aanvraag op support.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "granted", "refused", "withdrawn"])
                                ),
                                name="laterequest_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReopenRequest",
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
                        ("reason", models.TextField()),
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
                        ("answer", models.TextField(blank=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reopen_requests",
                                to="timereg.session",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Wacht op ESF"),
                                    ("granted", "Toegestaan"),
                                    ("refused", "Geweigerd"),
                                    ("withdrawn", "Ingetrokken"),
                                ],
                                default="asked",
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vraag om heropening",
                        "indexes": [
                            models.Index(
                                fields=["state", "asked_at"], name="reopenrequest_state_asked"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="reopenrequest_uid",
                                violation_error_message="Deze vraag bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("session",),
                                name="reopenrequest_one_open",
                                violation_error_message="Voor deze sessie wacht al een vraag op ESF.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "granted", "refused", "withdrawn"])
                                ),
                                name="reopenrequest_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionVersion",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="timereg.session",
                            ),
                        ),
                        ("number", models.IntegerField()),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        ("submitted_at", models.DateTimeField()),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "ingediende versie",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "number"),
                                name="sessionversion_number",
                                violation_error_message="Deze versie is al ingediend.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyReport",
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="monthly_reports",
                                to="timereg.project",
                            ),
                        ),
                        ("month", models.DateField()),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "maandrapport",
                        "indexes": [
                            models.Index(fields=["-month", "project"], name="monthlyreport_month")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="monthlyreport_uid",
                                violation_error_message="Dit rapport bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("project", "month"),
                                name="monthlyreport_once",
                                violation_error_message="Dit project heeft al een rapport van deze maand.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="monthlyreport_first_day",
                                violation_error_message="Een maandrapport begint op de eerste van de maand.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectMember",
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="timereg.project",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_members",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_members",
                                to="register.site",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_memberships",
                                to="register.person",
                            ),
                        ),
                        (
                            "supervisor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_supervised",
                                to="register.person",
                            ),
                        ),
                        ("fte", models.DecimalField(decimal_places=2, default=100, max_digits=5)),
                        ("active", models.BooleanField(default=True)),
                        ("added_at", models.DateTimeField()),
                        ("stopped_at", models.DateTimeField(null=True)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="doubles",
                                to="timereg.projectmember",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "projectmedewerker",
                        "indexes": [
                            models.Index(
                                fields=["organisation", "project"], name="projectmember_org"
                            ),
                            models.Index(fields=["supervisor"], name="projectmember_supervisor"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="projectmember_uid",
                                violation_error_message="Deze projectmedewerker bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("project", "person"),
                                name="projectmember_once",
                                violation_error_message="Deze persoon staat al op het project.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person", models.F("supervisor")), _negated=True
                                ),
                                name="projectmember_other_supervisor",
                                violation_error_message="Iemand kan niet zijn eigen leidinggevende zijn. Kies een andere persoon.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fte__gt", 0), ("fte__lte", 100)),
                                name="projectmember_fte",
                                violation_error_message="Een tewerkstelling ligt tussen 0 en 100 procent.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkEntry",
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="timereg.projectmember",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_entries",
                                to="register.person",
                            ),
                        ),
                        ("day", models.DateField()),
                        ("minutes", models.IntegerField()),
                        (
                            "span",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("werk", "Werk voor het project"),
                                    ("e-learning", "E-learning"),
                                ],
                                default="werk",
                                max_length=20,
                            ),
                        ),
                        ("activity", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Nog niet voorgelegd"),
                                    ("presented", "Wacht op goedkeuring"),
                                    ("returned", "Teruggestuurd"),
                                    ("approved", "Goedgekeurd"),
                                    ("delivered", "Ingediend bij ESF"),
                                    ("withdrawn", "Geschrapt"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                        ("aside", models.BooleanField(default=False)),
                        ("answer", models.TextField(blank=True)),
                        ("entered_at", models.DateTimeField()),
                        ("presented_at", models.DateTimeField(null=True)),
                        ("approved_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("delivered_at", models.DateTimeField(null=True)),
                        (
                            "delivered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "prestatie",
                        "indexes": [
                            models.Index(fields=["person", "day"], name="workentry_person_day"),
                            models.Index(fields=["member", "day"], name="workentry_member_day"),
                            models.Index(fields=["state", "day"], name="workentry_state_day"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="workentry_uid",
                                violation_error_message="Deze prestatie bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gt", 0), ("minutes__lte", 1500)),
                                name="workentry_minutes",
                                violation_error_message="Een prestatie duurt minstens 1 minuut en geen 25 uur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "presented",
                                            "returned",
                                            "approved",
                                            "delivered",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="workentry_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="workentry_four_eyes",
                                violation_error_message="Niemand keurt zijn eigen prestatie goed.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("aside", False),
                                    models.Q(("state__in", ("withdrawn",)), _negated=True),
                                ),
                                expressions=[("person", "="), ("span", "&&")],
                                name="workentry_one_place_at_a_time",
                                violation_error_message="In die uren staat al een andere prestatie.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkEntryVersion",
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
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="timereg.workentry",
                            ),
                        ),
                        ("number", models.IntegerField()),
                        ("day", models.DateField()),
                        ("minutes", models.IntegerField()),
                        (
                            "span",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("werk", "Werk voor het project"),
                                    ("e-learning", "E-learning"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("activity", models.TextField()),
                        ("state", models.CharField(max_length=20)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vroegere versie van een prestatie",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("entry", "number"),
                                name="workentryversion_number",
                                violation_error_message="Deze versie is al bewaard.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Allocation",
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocations",
                                to="timereg.projectmember",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="esf_allocations",
                                to="register.person",
                            ),
                        ),
                        ("percent", models.DecimalField(decimal_places=2, max_digits=5)),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        ("calculation", models.TextField()),
                        ("activity", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("entered", "Wacht op de medewerker"),
                                    ("agreed", "Medewerker akkoord"),
                                    ("cleared", "Partner akkoord"),
                                    ("returned", "Teruggestuurd"),
                                    ("submitted", "Ingediend bij ESF"),
                                    ("archived", "Gearchiveerd door ESF"),
                                    ("withdrawn", "Ingetrokken"),
                                ],
                                default="entered",
                                max_length=20,
                            ),
                        ),
                        ("aside", models.BooleanField(default=False)),
                        ("answer", models.TextField(blank=True)),
                        (
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="timereg.allocation",
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("cleared_at", models.DateTimeField(null=True)),
                        (
                            "cleared_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True)),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("archived_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "toewijzing",
                        "indexes": [
                            models.Index(
                                fields=["person", "first"], name="allocation_person_first"
                            ),
                            models.Index(fields=["state"], name="allocation_state_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="allocation_uid",
                                violation_error_message="Deze toewijzing bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__gt", 0), ("percent__lte", 100)),
                                name="allocation_percent",
                                violation_error_message="Een toewijzing ligt tussen 0 en 100 procent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first__day", 1),
                                    ("last__day", 1),
                                    ("last__gte", models.F("first")),
                                ),
                                name="allocation_months",
                                violation_error_message="Een toewijzing loopt over hele maanden.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "entered",
                                            "agreed",
                                            "cleared",
                                            "returned",
                                            "submitted",
                                            "archived",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="allocation_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by", models.F("person")), _negated=True
                                ),
                                name="allocation_four_eyes",
                                violation_error_message="Niemand geeft zijn eigen toewijzing in.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ("archived", "withdrawn")), _negated=True
                                ),
                                fields=("replaces",),
                                name="allocation_replaced_once",
                                violation_error_message="Deze toewijzing is al door een andere vervangen.",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
