"""Finds a person by his ``sub`` (access/claims.py): questions about actions name him so."""

from django.db import migrations

SUB = "substr(sha256('sub:'::bytea || uuid_send(uid)), 1, 20)"


class Migration(migrations.Migration):
    dependencies = [("access", "0006_decisions"), ("register", "0002_email_part")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX access_person_sub ON register_person (({SUB}))",
            "DROP INDEX access_person_sub",
        )
    ]
