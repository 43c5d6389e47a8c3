"""A right, or one of its roles, may belong to some organisations only."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


def only_at(model: str) -> migrations.AddField:
    numbers = models.CharField(max_length=20)
    field = ArrayField(base_field=numbers, blank=True, default=list, size=None)
    return migrations.AddField(model_name=model, name="only_at", field=field)


class Migration(migrations.Migration):
    dependencies = [("access", "0003_decisions")]
    operations = [only_at("right"), only_at("role")]
