"""What starts or ends in a minute is found by an index."""

from django.db import migrations, models

from sleutelbos.access.ranges import Lower, Upper


class Migration(migrations.Migration):
    dependencies = [("access", "0011_second_pair_of_eyes")]
    operations = [
        migrations.AddIndex("grant", models.Index(Lower("valid"), name="grant_start")),
        migrations.AddIndex("grant", models.Index(Upper("valid"), name="grant_end")),
        migrations.AddIndex("workrelation", models.Index(Upper("valid"), name="relation_end")),
        migrations.AddIndex("post", models.Index(Upper("valid"), name="post_end")),
        migrations.AddIndex("mandate", models.Index(Upper("valid"), name="mandate_end")),
    ]
