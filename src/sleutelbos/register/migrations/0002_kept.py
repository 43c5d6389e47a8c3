"""Functions in organisations stay as they were recorded; the big tables of the KBO have no index
that nobody uses."""

from django.db import migrations

# The only UPDATE allowed closes an open ``recorded``, once; nothing is deleted.
SLICES = """
CREATE FUNCTION register_keep_slice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND upper_inf(OLD.recorded) AND NOT upper_inf(NEW.recorded)
     AND (isempty(NEW.recorded) OR lower(NEW.recorded) = lower(OLD.recorded))
     AND (NEW.id, NEW.organisation_id, NEW.person_id, NEW.function, NEW.represents, NEW.valid)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.organisation_id, OLD.person_id, OLD.function, OLD.represents, OLD.valid)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a recorded function is kept: % on %', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'register_keep_slice';
END $$;
CREATE TRIGGER register_keep_slice BEFORE UPDATE OR DELETE ON register_organisationfunction
  FOR EACH ROW EXECUTE FUNCTION register_keep_slice();
"""
UNDO_SLICES = "DROP FUNCTION register_keep_slice CASCADE"

# Rows of these are never looked up by their id: of 36 million rows its index would cost time and
# disk at each load. Ids are handed out by the thousand, for the same reason.
SEVERAL = ("kboactivity", "kboaddress", "kbocontact", "kbodenomination")
DROP = [f"ALTER TABLE register_{name} DROP CONSTRAINT register_{name}_pkey" for name in SEVERAL]
UNDO = [f"ALTER TABLE register_{name} ADD PRIMARY KEY (id)" for name in SEVERAL]
DROP += [f"ALTER TABLE register_{name} ALTER COLUMN id SET CACHE 1000" for name in SEVERAL]
UNDO += [f"ALTER TABLE register_{name} ALTER COLUMN id SET CACHE 1" for name in SEVERAL]


class Migration(migrations.Migration):
    replaces = [("register", "0004_kbo_history")]
    dependencies = [("register", "0001_tables")]
    operations = [migrations.RunSQL(SLICES, UNDO_SLICES), migrations.RunSQL(DROP, UNDO)]
