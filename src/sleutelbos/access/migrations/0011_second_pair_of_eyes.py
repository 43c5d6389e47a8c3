"""A secret of a client counts once a second person approved it; those that exist go on."""

import django.db.models.deletion
from django.db import migrations, models

STATES = [("waiting", "Wacht op een tweede persoon"), ("approved", "Goedgekeurd")]


def state(default: str) -> models.Field:
    return models.CharField(choices=STATES, default=default, max_length=20)


def person() -> models.Field:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="register.person",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0010_the_dead_and_what_was_cut"),
        ("register", "0003_who_set_the_address"),
    ]
    operations = [
        migrations.AddField("clientsecret", "state", state("approved")),
        migrations.AlterField("clientsecret", "state", state("waiting")),
        migrations.AddField("clientsecret", "made_by", person()),
        migrations.AddField("clientsecret", "approved_by", person()),
        migrations.AddConstraint(
            "clientsecret",
            models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "approved"])),
                name="clientsecret_state",
                violation_error_message="Deze toestand van een geheim bestaat niet.",
            ),
        ),
    ]
