"""What decisions are fed with: the key of the role in ``access_power``, and a log of changes.

Statement triggers write whose power changed, with the transaction that did it, and tell it at
commit. A reader reads that person again, so neither order nor repetition matters.
"""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("sleutelbos.access.migrations.0004_mandates_of_organisations").VIEW

# The last column is new: the role's key, null for posts and functions, which are no row of a role.
VIEW = """
CREATE OR REPLACE VIEW access_power AS
SELECT 'grant:' || g.id AS key, r.person_id, ri.code::text AS "right", ro.code::text AS role,
       r.organisation_id, coalesce(g.site_id, r.site_id) AS site_id,
       g.valid * r.valid AS valid, 'grant'::text AS source_kind, g.id AS source_id,
       NULL::bigint AS via_id, ro.id AS role_id
  FROM access_grant g
  JOIN access_workrelation r ON r.id = g.relation_id
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
UNION ALL
SELECT 'post:' || p.id, p.person_id, 'gebruikersbeheer',
       CASE WHEN p.domain = '' THEN p.kind ELSE p.kind || ':' || p.domain END,
       p.organisation_id, p.site_id,
       CASE WHEN r.id IS NULL THEN p.valid ELSE p.valid * r.valid END, 'post', p.id, NULL, NULL
  FROM access_post p
  LEFT JOIN access_workrelation r ON r.id = p.relation_id
UNION ALL
SELECT 'function:' || f.id, f.person_id, 'gebruikersbeheer', 'wettelijk-vertegenwoordiger',
       f.organisation_id, NULL,
       tstzrange(lower(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels',
                 upper(f.valid)::timestamp AT TIME ZONE 'Europe/Brussels'),
       'function', f.id, NULL, NULL
  FROM register_organisationfunction f
  JOIN register_person pe ON pe.id = f.person_id AND pe.deceased_on IS NULL
 WHERE f.represents AND upper_inf(f.recorded)
UNION ALL
SELECT 'mandate:' || m.id, m.person_id, ri.code::text, ro.code::text, m.giver_id, m.site_id,
       m.valid, 'mandate', m.id, NULL, ro.id
  FROM access_mandate m
  JOIN access_role ro ON ro.id = m.role_id
  JOIN access_right ri ON ri.id = ro.right_id
 WHERE m.person_id IS NOT NULL
UNION ALL
SELECT 'mandate:' || m.id || ':grant:' || g.id, r.person_id, ri.code::text, ro.code::text,
       m.giver_id, m.site_id, m.valid * g.valid * r.valid, 'mandate', m.id, g.id, ro.id
  FROM access_workrelation r
  JOIN access_grant g ON g.relation_id = r.id
  JOIN access_mandate m ON m.organisation_id = r.organisation_id AND m.role_id = g.role_id
  JOIN access_role ro ON ro.id = g.role_id
  JOIN access_right ri ON ri.id = ro.right_id
"""

MOST = 5_000  # keys of one statement; more is a load, and readers begin again

TELL = f"""
CREATE FUNCTION access_tell(told text, keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF told <> 'reload' AND cardinality(keys) = 0 THEN RETURN; END IF;
  IF told = 'reload' OR cardinality(keys) > {MOST} THEN
    told := 'reload';
    keys := ARRAY[0];
  END IF;
  INSERT INTO access_decisionchange (xid, kind, key, at)
  SELECT pg_current_xact_id()::text::bigint, told, one, clock_timestamp() FROM unnest(keys) AS one;
  NOTIFY sleutelbos_decisions;
END $$
"""  # noqa: S608 - a number of ours

# Table → what is told of a change, the keys in rows ``x`` of a transition table, which statements.
ALL = ("INSERT", "UPDATE", "DELETE")
TOLD = {
    "access_grant": (
        "person",
        "SELECT r.person_id FROM {rows} x JOIN access_workrelation r ON r.id = x.relation_id",
        ALL,
    ),
    "access_workrelation": ("person", "SELECT x.person_id FROM {rows} x", ALL),
    "access_post": ("person", "SELECT x.person_id FROM {rows} x", ALL),
    "access_mandate": (
        "person",
        "SELECT x.person_id FROM {rows} x WHERE x.person_id IS NOT NULL UNION"
        " SELECT r.person_id FROM {rows} x JOIN access_workrelation r"
        " ON r.organisation_id = x.organisation_id"
        " JOIN access_grant g ON g.relation_id = r.id AND g.role_id = x.role_id",
        ALL,
    ),
    "register_organisationfunction": ("person", "SELECT x.person_id FROM {rows} x", ALL),
    "register_person": ("person", "SELECT x.id FROM {rows} x", ("UPDATE", "DELETE")),
    "register_organisationidentifier": ("place", "SELECT x.organisation_id FROM {rows} x", ALL),
    "register_targetgroupmembership": ("place", "SELECT x.organisation_id FROM {rows} x", ALL),
    "register_site": ("place", "SELECT x.organisation_id FROM {rows} x", ALL),
    "access_application": ("catalogue", "SELECT 0 FROM {rows} x", ALL),
    "access_right": ("catalogue", "SELECT 0 FROM {rows} x", ALL),
    "access_role": ("catalogue", "SELECT 0 FROM {rows} x", ALL),
    "access_client": ("client", "SELECT 0 FROM {rows} x", ALL),
    "access_clientsecret": ("client", "SELECT 0 FROM {rows} x", ALL),
    "kernel_clock": ("clock", "SELECT 0 FROM {rows} x", ALL),
}
ROWS = {
    "INSERT": ("new_rows",),
    "UPDATE": ("old_rows", "new_rows"),
    "DELETE": ("old_rows",),
}
REFERENCING = {"old_rows": "OLD TABLE AS old_rows", "new_rows": "NEW TABLE AS new_rows"}


def statements():
    """Function and triggers of each table, and how they are taken away."""
    for table, (kind, keys, events) in TOLD.items():
        function = f"access_tell_{table}"
        branches = "".join(
            f" ELSIF TG_OP = '{event}' THEN PERFORM access_tell('{kind}', ARRAY("
            f"{' UNION '.join(keys.format(rows=rows) for rows in ROWS[event])}));"
            for event in events
        )
        yield (
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'TRUNCATE' THEN PERFORM access_tell('reload', '{{}}');{branches}"
            " END IF; RETURN NULL; END $$",
            f"DROP FUNCTION {function}()",
        )
        for event in (*events, "TRUNCATE"):
            name = f"sleutelbos_tell_{event.lower()}"
            tables = " ".join(REFERENCING[rows] for rows in ROWS.get(event, ()))
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table}"
                f"{f' REFERENCING {tables}' if tables else ''}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
                f"DROP TRIGGER {name} ON {table}",
            )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_client_changes"),
        ("kernel", "0001_initial"),
        ("register", "0002_email_part"),
    ]
    operations = [
        migrations.RunSQL(VIEW, ["DROP VIEW access_power", BEFORE]),
        migrations.CreateModel(
            name="DecisionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("xid", models.BigIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("key", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "wijziging voor de beslissingen",
                "indexes": [
                    models.Index(fields=["xid"], name="decisionchange_xid"),
                ],
            },
        ),
        migrations.RunSQL(TELL, "DROP FUNCTION access_tell(text, bigint[])"),
        migrations.RunSQL(
            [statement for statement, _ in statements()],
            [back for _, back in reversed(list(statements()))],
        ),
    ]
