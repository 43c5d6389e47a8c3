"""A mandate to an organisation gives power to who holds the same role there by a grant."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("sleutelbos.access.migrations.0002_power").VIEW

# The last column is new: the grant by which somebody is covered by a mandate to his organisation.
# Only grants are read, never this view itself: a power by mandate can't be mandated further.
VIEW = """
CREATE OR REPLACE VIEW access_power AS
SELECT 'grant:' || g.id AS key, r.person_id, ri.code::text AS "right", ro.code::text AS role,
       r.organisation_id, coalesce(g.site_id, r.site_id) AS site_id,
       g.valid * r.valid AS valid, 'grant'::text AS source_kind, g.id AS source_id,
       NULL::bigint AS via_id
  FROM access_grant g
  JOIN access_workrelation r ON r.id = g.relation_id
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
UNION ALL
SELECT 'post:' || p.id, p.person_id, 'gebruikersbeheer',
       CASE WHEN p.domain = '' THEN p.kind ELSE p.kind || ':' || p.domain END,
       p.organisation_id, p.site_id,
       CASE WHEN r.id IS NULL THEN p.valid ELSE p.valid * r.valid END, 'post', p.id, NULL
  FROM access_post p
  LEFT JOIN access_workrelation r ON r.id = p.relation_id
UNION ALL
SELECT 'function:' || f.id, f.person_id, 'gebruikersbeheer', 'wettelijk-vertegenwoordiger',
       f.organisation_id, NULL,
       tstzrange(lower(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels',
                 upper(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels'),
       'function', f.id, NULL
  FROM register_organisationfunction f
  JOIN register_person pe ON pe.id = f.person_id AND pe.deceased_on IS NULL
 WHERE f.represents AND upper_inf(f.recorded)
UNION ALL
SELECT 'mandate:' || m.id, m.person_id, ri.code::text, ro.code::text, m.giver_id, m.site_id,
       m.valid, 'mandate', m.id, NULL
  FROM access_mandate m
  JOIN access_role ro ON ro.id = m.role_id
  JOIN access_right ri ON ri.id = ro.right_id
 WHERE m.person_id IS NOT NULL
UNION ALL
SELECT 'mandate:' || m.id || ':grant:' || g.id, r.person_id, ri.code::text, ro.code::text,
       m.giver_id, m.site_id, m.valid * g.valid * r.valid, 'mandate', m.id, g.id
  FROM access_workrelation r
  JOIN access_grant g ON g.relation_id = r.id
  JOIN access_mandate m ON m.organisation_id = r.organisation_id AND m.role_id = g.role_id
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_clients"), ("register", "0001_initial")]
    operations = [migrations.RunSQL(VIEW, ["DROP VIEW access_power", BEFORE])]
