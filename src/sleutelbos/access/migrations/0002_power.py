"""``access_power``: the one source of power (architecture); and what somebody may at a place."""

from django.db import migrations

# Each branch meets the person: the day of death still counts, as it does for decisions (reading.py).
ALIVE = (
    "CASE WHEN pe.deceased_on IS NULL THEN {valid} ELSE {valid} * tstzrange(NULL,"
    " (pe.deceased_on + 1)::timestamp AT TIME ZONE 'Europe/Brussels') END"
)
TIED = "CASE WHEN r.id IS NULL THEN p.valid ELSE p.valid * r.valid END"
CIVIL = (
    "tstzrange(lower(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels',"
    " upper(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels')"
)
VIEW = f"""
CREATE VIEW access_power AS
SELECT 'grant:' || g.id AS key, r.person_id, ri.code::text AS "right", ro.code::text AS role,
       r.organisation_id, coalesce(g.site_id, r.site_id) AS site_id,
       {ALIVE.format(valid="(g.valid * r.valid)")} AS valid,
       'grant'::text AS source_kind, g.id AS source_id, NULL::bigint AS via_id, ro.id AS role_id
  FROM access_grant g
  JOIN access_workrelation r ON r.id = g.relation_id
  JOIN register_person pe ON pe.id = r.person_id
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
UNION ALL
SELECT 'post:' || p.id, p.person_id, 'gebruikersbeheer',
       CASE WHEN p.domain = '' THEN p.kind ELSE p.kind || ':' || p.domain END,
       p.organisation_id, p.site_id,
       {ALIVE.format(valid=f"({TIED})")}, 'post', p.id, NULL, NULL
  FROM access_post p
  JOIN register_person pe ON pe.id = p.person_id
  LEFT JOIN access_workrelation r ON r.id = p.relation_id
UNION ALL
SELECT 'function:' || f.id, f.person_id, 'gebruikersbeheer', 'wettelijk-vertegenwoordiger',
       f.organisation_id, NULL,
       {ALIVE.format(valid=CIVIL)},
       'function', f.id, NULL, NULL
  FROM register_organisationfunction f
  JOIN register_person pe ON pe.id = f.person_id
 WHERE f.represents AND upper_inf(f.recorded)
UNION ALL
SELECT 'mandate:' || m.id, m.person_id, ri.code::text, ro.code::text, m.giver_id, m.site_id,
       {ALIVE.format(valid="m.valid")}, 'mandate', m.id, NULL, ro.id
  FROM access_mandate m
  JOIN register_person pe ON pe.id = m.person_id
  JOIN access_role ro ON ro.id = m.role_id
  JOIN access_right ri ON ri.id = ro.right_id
UNION ALL
SELECT 'mandate:' || m.id || ':grant:' || g.id, r.person_id, ri.code::text, ro.code::text,
       m.giver_id, m.site_id, {ALIVE.format(valid="(m.valid * g.valid * r.valid)")},
       'mandate', m.id, g.id, ro.id
  FROM access_workrelation r
  JOIN register_person pe ON pe.id = r.person_id
  JOIN access_grant g ON g.relation_id = r.id
  JOIN access_mandate m ON m.organisation_id = r.organisation_id AND m.role_id = g.role_id
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
"""  # noqa: S608 - fragments of ours

# Asked at each request and each action: planning the six branches takes ten times as long as
# reading them, so the function keeps the plan for as long as the connection lives. Whatever the
# person, the plan is the same: his own few rows, by their index.
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
    replaces = [
        ("access", "0004_mandates_of_organisations"),
        ("access", "0010_the_dead_and_what_was_cut"),
        ("access", "0013_powers"),
    ]
    dependencies = [("access", "0001_tables"), ("register", "0001_tables")]
    operations = [
        migrations.RunSQL(VIEW, "DROP VIEW access_power"),
        migrations.RunSQL(POWERS, "DROP FUNCTION access_powers"),
    ]
