"""What keeps slices as they are, and without holes; a room puts it on its tables (tools/slices)."""

from django.db import migrations

KEEP = """
CREATE FUNCTION sleutelbos_keep_slice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND upper_inf(OLD.recorded) AND NOT upper_inf(NEW.recorded)
     AND (isempty(NEW.recorded) OR lower(NEW.recorded) = lower(OLD.recorded))
     AND to_jsonb(NEW) - 'recorded' = to_jsonb(OLD) - 'recorded'
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a recorded slice is kept: % on %', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sleutelbos_keep_slice';
END $$;

CREATE FUNCTION sleutelbos_slice_without_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  holes boolean;
BEGIN
  EXECUTE format(
    'SELECT count(*) > 1 FROM (SELECT unnest(range_agg(valid)) FROM %I.%I'
    ' WHERE upper_inf(recorded) AND %I = $1) AS part',
    TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[0])
  INTO holes USING (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
  IF holes THEN
    RAISE EXCEPTION 'the slices of a thing leave a hole: %', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sleutelbos_slice_without_gaps';
  END IF;
  RETURN NULL;
END $$;
"""
UNDO = """
DROP FUNCTION sleutelbos_slice_without_gaps() CASCADE;
DROP FUNCTION sleutelbos_keep_slice() CASCADE;
"""


class Migration(migrations.Migration):
    replaces = [("tools", "0006_slices")]
    dependencies = [("tools", "0001_tables")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
