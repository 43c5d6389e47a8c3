"""What decisions are fed with: a log of changes; and how they find a person by his ``sub``.

Statement triggers write whose power changed, with the transaction that did it, and tell it at
commit. A reader reads that person again, so neither order nor repetition matters.
"""

from django.db import migrations

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


# Questions about actions name a person by his ``sub`` (access/claims.py).
SUB = "substr(sha256('sub:'::bytea || uuid_send(uid)), 1, 20)"


class Migration(migrations.Migration):
    replaces = [("access", "0006_decisions"), ("access", "0007_person_by_sub")]
    dependencies = [
        ("access", "0002_power"),
        ("kernel", "0001_initial"),
        ("register", "0002_kept"),
    ]
    operations = [
        migrations.RunSQL(TELL, "DROP FUNCTION access_tell(text, bigint[])"),
        migrations.RunSQL(
            [statement for statement, _ in statements()],
            [back for _, back in reversed(list(statements()))],
        ),
        migrations.RunSQL(
            f"CREATE INDEX access_person_sub ON register_person (({SUB}))",
            "DROP INDEX access_person_sub",
        ),
    ]
