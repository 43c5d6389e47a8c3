"""The attendance record, what was handed to ESF and earlier versions are only ever added to."""

from django.db import migrations

KEEP = """
CREATE FUNCTION timereg_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'timereg_keep';
END $$;
CREATE TRIGGER timereg_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON timereg_attendanceevent
  FOR EACH STATEMENT EXECUTE FUNCTION timereg_keep();
CREATE TRIGGER timereg_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON timereg_sessionversion
  FOR EACH STATEMENT EXECUTE FUNCTION timereg_keep();
CREATE TRIGGER timereg_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON timereg_workentryversion
  FOR EACH STATEMENT EXECUTE FUNCTION timereg_keep();
CREATE TRIGGER timereg_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON timereg_monthlyreport
  FOR EACH STATEMENT EXECUTE FUNCTION timereg_keep();
"""
UNDO = """
DROP TRIGGER timereg_keep ON timereg_monthlyreport;
DROP TRIGGER timereg_keep ON timereg_workentryversion;
DROP TRIGGER timereg_keep ON timereg_attendanceevent;
DROP TRIGGER timereg_keep ON timereg_sessionversion;
DROP FUNCTION timereg_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("timereg", "0001_tables")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
