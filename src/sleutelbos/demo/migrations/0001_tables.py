"""The table of the movable clock."""

from django.db import migrations, models

from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("demo", "0001_initial"),
        ("demo", "0002_clock_errands"),
    ]

    dependencies = []

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Errand",
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
                        ("asked_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("changed", models.DateTimeField(null=True)),
                        ("done", models.IntegerField(default=0)),
                        ("total", models.IntegerField(default=0)),
                        ("failure", models.TextField(blank=True)),
                        ("goal", models.DateTimeField(null=True)),
                        ("standing", models.IntegerField(default=0)),
                        ("told", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "werk van de demo",
                    },
                )
            ]
        ),
    ]
