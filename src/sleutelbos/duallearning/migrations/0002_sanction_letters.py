import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duallearning", "0001_tables"),
        ("tools", "0002_slices"),
    ]

    operations = [
        migrations.CreateModel(
            name="SanctionLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("verwittiging", "Verwittiging"), ("beslissing", "Beslissing")],
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tools.storedfile",
                    ),
                ),
                (
                    "sanction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="duallearning.sanction",
                    ),
                ),
            ],
            options={
                "verbose_name": "brief over een sanctie",
                "verbose_name_plural": "brieven over sancties",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uid",),
                        name="sanctionletter_uid",
                        violation_error_message="Deze brief bestaat al.",
                    ),
                    models.UniqueConstraint(
                        fields=("sanction", "kind"),
                        name="sanctionletter_once",
                        violation_error_message="Deze brief is al gemaakt.",
                    ),
                ],
            },
        ),
    ]
