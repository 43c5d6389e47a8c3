from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("demo", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="errand",
            options={"verbose_name": "werk van de demo"},
        ),
        migrations.AddField(
            model_name="errand",
            name="changed",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="errand",
            name="goal",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="errand",
            name="standing",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="errand",
            name="told",
            field=models.JSONField(default=dict),
        ),
    ]
