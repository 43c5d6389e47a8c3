"""What somebody may at an organisation is asked at each request and each action: a function keeps
the plan of that question for as long as the connection lives.

Planning the six branches of ``access_power`` takes ten times as long as reading them. Whatever the
person, the plan is the same: his own few rows, by their index.
"""

from django.db import migrations

POWERS = """
CREATE FUNCTION access_powers(who bigint, place bigint, moment timestamptz)
RETURNS TABLE ("right" text, role text, site bigint, key text, level integer)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT p."right", p.role, p.site_id, p.key, coalesce(ri.sign_in_level, 0)::integer
      FROM access_power p LEFT JOIN access_right ri ON ri.code = p."right"
     WHERE p.person_id = who AND p.organisation_id = place AND p.valid @> moment;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0012_bounds")]
    operations = [migrations.RunSQL(POWERS, "DROP FUNCTION access_powers")]
