"""Staff of projects: members, prestaties, toewijzingen and merges of doubles."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE TRIGGER timereg_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON timereg_workentryversion
  FOR EACH STATEMENT EXECUTE FUNCTION timereg_keep();
"""
UNDO = "DROP TRIGGER timereg_keep ON timereg_workentryversion;"


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0002_email_part"),
        ("timereg", "0002_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProjectMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="esf_members",
                        to="register.organisation",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="timereg.project",
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
                    "supervisor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="esf_supervised",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "projectmedewerker",
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                ("entered_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("cleared_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
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
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="timereg.allocation",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="timereg.projectmember",
                    ),
                ),
            ],
            options={
                "verbose_name": "toewijzing",
            },
        ),
        migrations.CreateModel(
            name="WorkEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("day", models.DateField()),
                ("minutes", models.IntegerField()),
                ("span", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("werk", "Werk voor het project"), ("e-learning", "E-learning")],
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
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "prestatie",
            },
        ),
        migrations.CreateModel(
            name="WorkEntryVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("day", models.DateField()),
                ("minutes", models.IntegerField()),
                ("span", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("werk", "Werk voor het project"), ("e-learning", "E-learning")],
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
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="timereg.workentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "vroegere versie van een prestatie",
            },
        ),
        migrations.CreateModel(
            name="MergeRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("moved", models.JSONField()),
                ("reason", models.TextField()),
                ("merged_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
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
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="esf_merges",
                        to="register.organisation",
                    ),
                ),
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
        migrations.AddIndex(
            model_name="projectmember",
            index=models.Index(fields=["organisation", "project"], name="projectmember_org"),
        ),
        migrations.AddIndex(
            model_name="projectmember",
            index=models.Index(fields=["supervisor"], name="projectmember_supervisor"),
        ),
        migrations.AddConstraint(
            model_name="projectmember",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="projectmember_uid",
                violation_error_message="Deze projectmedewerker bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectmember",
            constraint=models.UniqueConstraint(
                fields=("project", "person"),
                name="projectmember_once",
                violation_error_message="Deze persoon staat al op het project.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("supervisor")), _negated=True),
                name="projectmember_other_supervisor",
                violation_error_message="Iemand kan niet zijn eigen leidinggevende zijn. Kies een andere persoon.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("fte__gt", 0), ("fte__lte", 100)),
                name="projectmember_fte",
                violation_error_message="Een tewerkstelling ligt tussen 0 en 100 procent.",
            ),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["person", "first"], name="allocation_person_first"),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["state"], name="allocation_state_idx"),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="allocation_uid",
                violation_error_message="Deze toewijzing bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__gt", 0), ("percent__lte", 100)),
                name="allocation_percent",
                violation_error_message="Een toewijzing ligt tussen 0 en 100 procent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first__day", 1), ("last__day", 1), ("last__gte", models.F("first"))
                ),
                name="allocation_months",
                violation_error_message="Een toewijzing loopt over hele maanden.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_by", models.F("person")), _negated=True),
                name="allocation_four_eyes",
                violation_error_message="Niemand geeft zijn eigen toewijzing in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("archived", "withdrawn")), _negated=True),
                fields=("replaces",),
                name="allocation_replaced_once",
                violation_error_message="Deze toewijzing is al door een andere vervangen.",
            ),
        ),
        migrations.AddIndex(
            model_name="workentry",
            index=models.Index(fields=["person", "day"], name="workentry_person_day"),
        ),
        migrations.AddIndex(
            model_name="workentry",
            index=models.Index(fields=["member", "day"], name="workentry_member_day"),
        ),
        migrations.AddIndex(
            model_name="workentry",
            index=models.Index(fields=["state", "day"], name="workentry_state_day"),
        ),
        migrations.AddConstraint(
            model_name="workentry",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="workentry_uid",
                violation_error_message="Deze prestatie bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gt", 0), ("minutes__lte", 1500)),
                name="workentry_minutes",
                violation_error_message="Een prestatie duurt minstens 1 minuut en geen 25 uur.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["draft", "presented", "returned", "approved", "delivered", "withdrawn"],
                    )
                ),
                name="workentry_state",
                violation_error_message="Deze toestand bestaat niet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("person")), _negated=True),
                    _connector="OR",
                ),
                name="workentry_four_eyes",
                violation_error_message="Niemand keurt zijn eigen prestatie goed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workentry",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("aside", False), models.Q(("state__in", ("withdrawn",)), _negated=True)
                ),
                expressions=[("person", "="), ("span", "&&")],
                name="workentry_one_place_at_a_time",
                violation_error_message="In die uren staat al een andere prestatie.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workentryversion",
            constraint=models.UniqueConstraint(
                fields=("entry", "number"),
                name="workentryversion_number",
                violation_error_message="Deze versie is al bewaard.",
            ),
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
