"""What news said before is kept: the database refuses UPDATE, DELETE and TRUNCATE of versions."""

from django.db import migrations


class Migration(migrations.Migration):
    replaces = [("desk", "0003_news_kept")]
    dependencies = [("desk", "0001_tables"), ("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER desk_newsversion_append_only BEFORE UPDATE OR DELETE OR TRUNCATE"
            " ON desk_newsversion FOR EACH STATEMENT EXECUTE FUNCTION sleutelbos_append_only()",
            "DROP TRIGGER desk_newsversion_append_only ON desk_newsversion",
        )
    ]
