"""News may be meant for one audience of an e-service; what was there is for everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_news_kept")]

    operations = [
        migrations.AddField(
            model_name="newsitem",
            name="audience",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="newsversion",
            name="audience",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
    ]
