"""The tables of the tools: settings, runs, jobs, mails, files."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("tools", "0001_initial"),
        ("tools", "0002_kept_counts"),
        ("tools", "0003_enclosures"),
        ("tools", "0004_outside"),
        ("tools", "0005_files"),
    ]

    dependencies = []

    operations = [
        BtreeGistExtension(),
        CreateModels(
            [
                migrations.CreateModel(
                    name="PolicyValue",
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
                        ("name", models.CharField(max_length=100)),
                        ("value", models.JSONField()),
                        ("scope_kind", models.CharField(blank=True, default="", max_length=50)),
                        ("scope_key", models.CharField(blank=True, default="", max_length=100)),
                        ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("seed", "Bron"),
                                    ("law", "Regelgeving"),
                                    ("inference", "Onze veronderstelling"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("blocking", "Houdt tegen"),
                                    ("warning", "Let op"),
                                    ("info", "Ter info"),
                                ],
                                default="blocking",
                                max_length=10,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "deviators",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "waarde van een regel",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("name", "="),
                                    ("scope_kind", "="),
                                    ("scope_key", "="),
                                    ("valid", "&&"),
                                ],
                                name="policyvalue_no_overlap",
                                violation_error_message="Voor die dagen is er al een waarde.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="policyvalue_not_empty",
                                violation_error_message="De periode eindigt voor ze begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
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
                        ("name", models.CharField(max_length=200)),
                        ("media_type", models.CharField(max_length=60)),
                        ("size", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        ("stored_at", models.DateTimeField()),
                        ("retention", models.CharField(max_length=60)),
                        ("destroy_on", models.DateField(null=True)),
                        ("destroyed_at", models.DateTimeField(null=True)),
                        (
                            "scan",
                            models.CharField(
                                choices=[
                                    ("schoon", "Geen virus gevonden"),
                                    ("niet", "Niet nagekeken op virussen"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bewaard bestand",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("destroyed_at", None)),
                                fields=["destroy_on"],
                                name="storedfile_destroy_on",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="storedfile_uid",
                                violation_error_message="Dit bestand bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileContent",
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
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="content",
                                to="tools.storedfile",
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                    ],
                    options={
                        "verbose_name": "inhoud van een bestand",
                    },
                ),
                migrations.CreateModel(
                    name="JobTick",
                    fields=[
                        (
                            "name",
                            models.CharField(max_length=100, primary_key=True, serialize=False),
                        ),
                        ("last", models.DateTimeField()),
                        ("failures", models.IntegerField(default=0)),
                        ("not_before", models.DateTimeField(null=True)),
                        ("error", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "verbose_name": "geplande taak",
                    },
                ),
                migrations.CreateModel(
                    name="Message",
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
                        ("person", models.BigIntegerField(null=True)),
                        ("to_email", models.TextField(blank=True, default="")),
                        ("to_name", models.TextField(blank=True, default="")),
                        ("kind", models.CharField(max_length=100)),
                        ("language", models.CharField(max_length=5)),
                        ("subject", models.TextField()),
                        ("body", models.TextField()),
                        ("enclosure", models.CharField(blank=True, default="", max_length=100)),
                        ("message_id", models.CharField(max_length=200)),
                        ("address", models.TextField(blank=True, default="")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Wacht op verzending"),
                                    ("sending", "Wordt verzonden"),
                                    ("sent", "Verzonden"),
                                    ("refused", "Geweigerd door de mailserver"),
                                    ("failed", "Niet verzonden"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.IntegerField(default=0)),
                        ("due", models.DateTimeField()),
                        ("created", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "bericht",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "sending"])),
                                fields=["due", "id"],
                                name="message_due",
                            ),
                            models.Index(fields=["person", "-created"], name="message_person"),
                            models.Index(
                                condition=models.Q(("enclosure", ""), _negated=True),
                                fields=["enclosure"],
                                name="message_enclosure",
                            ),
                            models.Index(
                                condition=models.Q(("body", ""), _negated=True),
                                fields=["created"],
                                name="message_kept",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("message_id",),
                                name="message_id_once",
                                violation_error_message="Dit bericht bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", True), ("to_email", ""), _connector="OR"
                                ),
                                name="message_one_receiver",
                                violation_error_message="Een bericht gaat naar een persoon of naar een adres.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="tools.message",
                            ),
                        ),
                        ("attempt", models.IntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("open", "Begonnen"),
                                    ("handing", "Overgedragen, antwoord onbekend"),
                                    ("accepted", "Aangenomen"),
                                    ("deferred", "Later opnieuw"),
                                    ("refused", "Geweigerd"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("answer", models.TextField(blank=True, default="")),
                        ("repeated", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "verzendpoging",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("message", "attempt"),
                                name="delivery_once",
                                violation_error_message="Deze poging bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
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
                        ("kind", models.CharField(max_length=100)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("staged", "Klaar om te controleren"),
                                    ("confirmed", "Bevestigd"),
                                    ("running", "Bezig"),
                                    ("done", "Klaar"),
                                    ("stopped", "Gestopt"),
                                    ("failed", "Mislukt"),
                                ],
                                default="staged",
                                max_length=10,
                            ),
                        ),
                        ("starter", models.CharField(max_length=100)),
                        ("about", models.JSONField(default=dict)),
                        ("name", models.CharField(max_length=300)),
                        ("total", models.IntegerField(default=0)),
                        ("same", models.IntegerField(default=0)),
                        ("faulty", models.IntegerField(default=0)),
                        ("done", models.IntegerField(default=0)),
                        ("chunk", models.IntegerField()),
                        ("cursor", models.IntegerField(default=0)),
                        ("created", models.DateTimeField()),
                        ("reason", models.TextField(blank=True, default="")),
                        ("forgotten", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "taak",
                        "indexes": [
                            models.Index(fields=["starter", "-created"], name="run_starter"),
                            models.Index(
                                condition=models.Q(("forgotten__isnull", True)),
                                fields=["created"],
                                name="run_kept",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "staged",
                                            "confirmed",
                                            "running",
                                            "done",
                                            "stopped",
                                            "failed",
                                        ],
                                    )
                                ),
                                name="run_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunLine",
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="tools.run",
                            ),
                        ),
                        ("number", models.IntegerField()),
                        ("position", models.IntegerField(null=True)),
                        ("label", models.TextField(blank=True, default="")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("todo", "Uit te voeren"),
                                    ("same", "Blijft zoals het is"),
                                    ("fault", "Fout"),
                                    ("done", "Uitgevoerd"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        (
                            "faults",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), default=list, size=None
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "regel van een taak",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "number"),
                                name="runline_number",
                                violation_error_message="Dit regelnummer komt twee keer voor.",
                            ),
                            models.UniqueConstraint(
                                fields=("run", "position"),
                                name="runline_position",
                                violation_error_message="Deze plaats in de taak is al bezet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunProgress",
                    fields=[
                        (
                            "run",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="progress",
                                serialize=False,
                                to="tools.run",
                            ),
                        ),
                        ("done", models.IntegerField(default=0)),
                        ("stop", models.CharField(blank=True, default="", max_length=100)),
                        ("worker", models.UUIDField(null=True)),
                        ("lease", models.DateTimeField(null=True)),
                        ("started", models.DateTimeField(null=True)),
                        ("changed", models.DateTimeField(null=True)),
                        ("watched", models.DateTimeField(null=True)),
                        ("failures", models.IntegerField(default=0)),
                        ("error", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "verbose_name": "voortgang van een taak",
                    },
                ),
            ]
        ),
    ]
