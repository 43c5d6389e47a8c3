"""A trust between clients waits for a second person; what there is goes on as it was."""

import django.db.models.deletion
from django.db import migrations, models

from sleutelbos.kernel import guard


def approve(apps, schema_editor):
    with guard.arranging():
        apps.get_model("access", "Trust").objects.update(state="approved")


def person() -> models.ForeignKey:
    protect = django.db.models.deletion.PROTECT
    return models.ForeignKey("register.person", protect, null=True, related_name="+")


class Migration(migrations.Migration):
    dependencies = [("access", "0004_at_home"), ("register", "0002_kept")]
    operations = [
        migrations.AddField(
            model_name="trust",
            name="state",
            field=models.CharField(
                max_length=20,
                choices=[("waiting", "Wacht op een tweede persoon"), ("approved", "Goedgekeurd")],
                default="waiting",
            ),
        ),
        migrations.AddField(model_name="trust", name="made_by", field=person()),
        migrations.AddField(model_name="trust", name="approved_by", field=person()),
        migrations.RunPython(approve, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="trust",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "approved"]),
                name="trust_state",
                violation_error_message="Deze toestand van een vertrouwen bestaat niet.",
            ),
        ),
    ]
