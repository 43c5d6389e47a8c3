"""Monthly partitions of the audit log, some months ahead; a job makes the next ones."""

from django.db import migrations

SQL = """
CREATE FUNCTION sleutelbos_audit_month(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  name text := 'kernel_auditentry_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NULL THEN
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF kernel_auditentry FOR VALUES FROM (%L) TO (%L)',
      name, first, (first + interval '1 month')::date);
  END IF;
END $$;
SELECT sleutelbos_audit_month((date_trunc('month', now()) + n * interval '1 month')::date)
  FROM generate_series(-6, 24) AS n;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
