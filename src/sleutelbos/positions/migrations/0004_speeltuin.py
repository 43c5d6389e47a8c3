"""Speeltuin sessions and who takes part; nobody gets a place that a session does not have."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

PLACES = """
CREATE FUNCTION positions_playground_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE room integer; highest integer;
BEGIN
  IF TG_TABLE_NAME = 'positions_playgroundsession' THEN
    room := NEW.places;
    SELECT max(number) INTO highest FROM positions_playgroundseat WHERE session_id = NEW.id;
  ELSE
    SELECT places INTO room FROM positions_playgroundsession WHERE id = NEW.session_id FOR SHARE;
    highest := NEW.number;
  END IF;
  IF highest > room THEN
    RAISE EXCEPTION 'a session has no place %', highest
      USING ERRCODE = 'check_violation', CONSTRAINT = 'playgroundseat_places';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER positions_places AFTER INSERT OR UPDATE ON positions_playgroundseat
  FOR EACH ROW EXECUTE FUNCTION positions_playground_places();
CREATE TRIGGER positions_places AFTER UPDATE ON positions_playgroundsession
  FOR EACH ROW EXECUTE FUNCTION positions_playground_places();
"""
UNDO = """
DROP TRIGGER positions_places ON positions_playgroundsession;
DROP TRIGGER positions_places ON positions_playgroundseat;
DROP FUNCTION positions_playground_places();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("positions", "0003_reports_and_rollout"),
        ("register", "0002_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaygroundSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("places", models.IntegerField()),
                ("link", models.CharField(max_length=500)),
                ("about", models.CharField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Gepland"), ("cancelled", "Afgelast")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("version", models.IntegerField(default=0)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "speeltuinsessie",
            },
        ),
        migrations.CreateModel(
            name="PlaygroundSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.IntegerField(null=True)),
                ("asked_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="positions.playgroundsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "inschrijving voor een speeltuinsessie",
            },
        ),
        migrations.AddConstraint(
            model_name="playgroundsession",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="playgroundsession_uid",
                violation_error_message="Deze sessie bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="playgroundsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))),
                name="playgroundsession_hours",
                violation_error_message="De sessie eindigt voor ze begint.",
            ),
        ),
        migrations.AddConstraint(
            model_name="playgroundsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__gte", 1)),
                name="playgroundsession_places",
                violation_error_message="Een sessie heeft minstens één plaats.",
            ),
        ),
        migrations.AddConstraint(
            model_name="playgroundsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "cancelled"])),
                name="playgroundsession_state",
                violation_error_message="Deze stand van een sessie bestaat niet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="playgroundseat",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="playgroundseat_uid",
                violation_error_message="Deze inschrijving bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="playgroundseat",
            constraint=models.UniqueConstraint(
                fields=("session", "person"),
                name="playgroundseat_person",
                violation_error_message="U bent al ingeschreven voor deze sessie.",
            ),
        ),
        migrations.AddConstraint(
            model_name="playgroundseat",
            constraint=models.UniqueConstraint(
                fields=("session", "number"),
                name="playgroundseat_once",
                violation_error_message="Deze plaats is intussen genomen. Probeer opnieuw.",
            ),
        ),
        migrations.AddConstraint(
            model_name="playgroundseat",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", None), ("number__gte", 1), _connector="OR"),
                name="playgroundseat_places",
                violation_error_message="Zo veel plaatsen heeft deze sessie niet.",
            ),
        ),
        migrations.RunSQL(PLACES, UNDO),
    ]
