"""From when on, by the clock of the rights, a visit at a client stands for its rights."""

from django.db import migrations, models

import sleutelbos.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("signin", "0003_sign_in_at_client"),
    ]

    operations = [
        migrations.AddField(
            model_name="clientsession",
            name="as_of",
            field=models.DateTimeField(default=sleutelbos.kernel.clock.now),
        ),
        migrations.RunSQL("UPDATE signin_clientsession SET as_of = started", ""),
    ]
