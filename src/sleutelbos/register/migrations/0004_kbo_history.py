"""History of the KBO mirror, loads, followed numbers; the big tables lose an index nobody uses."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import sleutelbos.register.folding

# Rows of these are never looked up by their id: of 36 million rows its index would cost time and
# disk at each load. Ids are handed out by the thousand, for the same reason.
SEVERAL = ("kboactivity", "kboaddress", "kbocontact", "kbodenomination")
DROP = [f"ALTER TABLE register_{name} DROP CONSTRAINT register_{name}_pkey" for name in SEVERAL]
UNDO = [f"ALTER TABLE register_{name} ADD PRIMARY KEY (id)" for name in SEVERAL]
DROP += [f"ALTER TABLE register_{name} ALTER COLUMN id SET CACHE 1000" for name in SEVERAL]
UNDO += [f"ALTER TABLE register_{name} ALTER COLUMN id SET CACHE 1" for name in SEVERAL]


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_who_set_the_address"),
        ("tools", "0004_outside"),
    ]

    operations = [
        migrations.RunSQL(DROP, UNDO),
        migrations.CreateModel(
            name="KboEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            },
        ),
        migrations.CreateModel(
            name="KboFollow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            },
        ),
        migrations.CreateModel(
            name="KboLoad",
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
            },
        ),
        migrations.CreateModel(
            name="KboPast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=20)),
                ("entity", models.CharField(max_length=10)),
                ("content", models.JSONField()),
                ("first_extract", models.IntegerField()),
                ("last_extract", models.IntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="kboactivity",
            name="first_extract",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="kboaddress",
            name="first_extract",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="kbobranch",
            name="first_extract",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="kbocontact",
            name="first_extract",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="kbodenomination",
            name="first_extract",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="kboenterprise",
            name="first_extract",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="kboestablishment",
            name="first_extract",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="kbodenomination",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    sleutelbos.register.folding.Fold("name"), config="simple"
                ),
                name="kbodenomination_words",
            ),
        ),
        migrations.AddIndex(
            model_name="kboevent",
            index=models.Index(fields=["number", "-at"], name="kboevent_number"),
        ),
        migrations.AddConstraint(
            model_name="kboevent",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="kboevent_uid",
                violation_error_message="Deze wijziging bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kbofollow",
            constraint=models.UniqueConstraint(
                fields=("number",),
                name="kbofollow_number",
                violation_error_message="Dit nummer wordt al gevolgd.",
            ),
        ),
        migrations.AddField(
            model_name="kboload",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tools.run",
            ),
        ),
        migrations.AddIndex(
            model_name="kbopast",
            index=models.Index(fields=["entity", "file"], name="kbopast_entity"),
        ),
        migrations.AddIndex(
            model_name="kboload",
            index=models.Index(fields=["-at"], name="kboload_at"),
        ),
        migrations.AddConstraint(
            model_name="kboload",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="kboload_uid",
                violation_error_message="Deze levering bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kboload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["reading", "staged", "loading", "loaded", "stopped"])
                ),
                name="kboload_state",
                violation_error_message="Deze toestand bestaat niet.",
            ),
        ),
    ]
