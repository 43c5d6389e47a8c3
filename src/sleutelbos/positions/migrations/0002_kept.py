"""Slices stay as they were recorded and leave no hole; a number comes from a sequence, so that it
is never used twice; what was decided is only ever added to."""

from django.db import migrations

from sleutelbos.tools.slices import keep_slices, without_gaps

NUMBERS = "CREATE SEQUENCE positions_position_number START 10000001 MAXVALUE 99999999 NO CYCLE"
KEEP = """
CREATE FUNCTION positions_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'positions_keep';
END $$;
CREATE TRIGGER positions_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON positions_positiondecision
  FOR EACH STATEMENT EXECUTE FUNCTION positions_keep();
CREATE TRIGGER positions_keep BEFORE DELETE OR TRUNCATE ON positions_position
  FOR EACH STATEMENT EXECUTE FUNCTION positions_keep();
"""
UNDO = """
DROP TRIGGER positions_keep ON positions_position;
DROP TRIGGER positions_keep ON positions_positiondecision;
DROP FUNCTION positions_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("positions", "0001_tables"), ("tools", "0002_slices")]
    operations = [
        migrations.RunSQL(NUMBERS, "DROP SEQUENCE positions_position_number"),
        migrations.RunSQL(KEEP, UNDO),
        keep_slices("positions_unitslice"),
        keep_slices("positions_employmentslice"),
        keep_slices("positions_positionslice"),
        keep_slices("positions_occupation"),
        without_gaps("positions_positionslice", "position_id"),
    ]
