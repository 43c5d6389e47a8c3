"""``access_power``: the one source of power (architecture)."""

from django.db import migrations

VIEW = """
CREATE VIEW access_power AS
SELECT 'grant:' || g.id AS key, r.person_id, ri.code::text AS "right", ro.code::text AS role,
       r.organisation_id, coalesce(g.site_id, r.site_id) AS site_id,
       g.valid * r.valid AS valid, 'grant'::text AS source_kind, g.id AS source_id
  FROM access_grant g
  JOIN access_workrelation r ON r.id = g.relation_id
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
UNION ALL
SELECT 'post:' || p.id, p.person_id, 'gebruikersbeheer',
       CASE WHEN p.domain = '' THEN p.kind ELSE p.kind || ':' || p.domain END,
       p.organisation_id, p.site_id,
       CASE WHEN r.id IS NULL THEN p.valid ELSE p.valid * r.valid END, 'post', p.id
  FROM access_post p
  LEFT JOIN access_workrelation r ON r.id = p.relation_id
UNION ALL
SELECT 'function:' || f.id, f.person_id, 'gebruikersbeheer', 'wettelijk-vertegenwoordiger',
       f.organisation_id, NULL,
       tstzrange(lower(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels',
                 upper(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels'),
       'function', f.id
  FROM register_organisationfunction f
  JOIN register_person pe ON pe.id = f.person_id AND pe.deceased_on IS NULL
 WHERE f.represents AND upper_inf(f.recorded)
UNION ALL
SELECT 'mandate:' || m.id, m.person_id, ri.code, ro.code, m.giver_id, m.site_id, m.valid,
       'mandate', m.id
  FROM access_mandate m
  JOIN access_role ro ON ro.id = m.role_id
  JOIN access_right ri ON ri.id = ro.right_id
 WHERE m.person_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("register", "0001_initial")]
    operations = [migrations.RunSQL(VIEW, "DROP VIEW access_power")]
