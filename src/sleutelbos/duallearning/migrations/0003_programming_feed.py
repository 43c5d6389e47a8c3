import uuid

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duallearning", "0002_sanction_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammingDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("staged", "Na te kijken"),
                            ("loaded", "Geladen"),
                            ("stopped", "Niet geladen"),
                        ],
                        default="staged",
                        max_length=20,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("loaded_at", models.DateTimeField(null=True)),
                ("lines", models.JSONField(default=list)),
                ("count", models.IntegerField(default=0)),
                ("same", models.IntegerField(default=0)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "faults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "levering van programmatieaanvragen",
                "verbose_name_plural": "leveringen van programmatieaanvragen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uid",),
                        name="programmingdelivery_uid",
                        violation_error_message="Deze levering bestaat al.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "staged")),
                        fields=("state",),
                        name="programmingdelivery_one_staged",
                        violation_error_message="Er wacht al een levering. Kijk die eerst na.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["staged", "loaded", "stopped"])),
                        name="programmingdelivery_state",
                        violation_error_message="Deze toestand bestaat niet.",
                    ),
                ],
            },
        ),
    ]
