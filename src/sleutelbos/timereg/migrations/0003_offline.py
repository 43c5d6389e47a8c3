"""What the clock of a device without network said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timereg", "0002_kept")]
    operations = [
        migrations.AddField(
            model_name="attendanceevent",
            name="device_at",
            field=models.DateTimeField(null=True),
        ),
    ]
