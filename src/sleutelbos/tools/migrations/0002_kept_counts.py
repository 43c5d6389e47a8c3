from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sleutelbos.kernel import guard


def count_done(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From now on a run keeps itself how many lines were done; its lines may go."""
    with guard.arranging(), schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tools_run SET done ="
            " (SELECT count(*) FROM tools_runline WHERE run_id = tools_run.id AND outcome = 'done')"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("tools", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="done",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="run",
            name="forgotten",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="runprogress",
            name="watched",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("body", ""), _negated=True),
                fields=["created"],
                name="message_kept",
            ),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                condition=models.Q(("forgotten__isnull", True)), fields=["created"], name="run_kept"
            ),
        ),
        migrations.RunPython(count_done, migrations.RunPython.noop),
    ]
