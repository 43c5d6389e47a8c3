import uuid

import django.db.models.deletion
from django.db import connection, migrations, models

from sleutelbos.kernel import guard

# What a slice of before says of the plan and the workplace is what was signed.
FILL = """
ALTER TABLE duallearning_agreementterms DISABLE TRIGGER keep_slice;
UPDATE duallearning_agreementterms t SET plan = a.plan, plan_note = a.plan_note FROM duallearning_agreement a
 WHERE a.id = t.agreement_id;
UPDATE duallearning_agreementterms t SET address = concat_ws(', ',
    nullif(concat_ws(' ', nullif(s.street, ''), nullif(s.house_number, ''),
                     CASE WHEN s.box <> '' THEN 'bus ' || s.box END), ''),
    nullif(concat_ws(' ', nullif(s.postcode, ''), nullif(s.municipality, '')), ''),
    nullif(s.country, ''))
  FROM duallearning_recognition r JOIN register_site s ON s.id = r.site_id
 WHERE r.id = t.recognition_id;
ALTER TABLE duallearning_agreementterms ENABLE TRIGGER keep_slice;
"""


def fill(apps, schema_editor):
    if not apps.get_model("duallearning", "AgreementTerms").objects.exists():
        return
    with guard.arranging(), connection.cursor() as cursor:
        cursor.execute(FILL)


class Migration(migrations.Migration):
    dependencies = [
        ("duallearning", "0004_agreements"),
        ("register", "0002_kept"),
        ("tools", "0002_slices"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreementterms",
            name="address",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="agreementterms",
            name="plan",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="agreementterms",
            name="plan_note",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.CharField(max_length=30)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Voorbereid"),
                            ("signing", "Ter ondertekening"),
                            ("signed", "Ondertekend"),
                            ("registered", "Geregistreerd"),
                            ("cancelled", "Vervallen"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("model_version", models.CharField(blank=True, max_length=20)),
                ("presented_at", models.DateTimeField(null=True)),
                ("signed_on", models.DateField(null=True)),
                ("registered_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="duallearning.agreement",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tools.storedfile",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "signed_file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tools.storedfile",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "addendum",
                "verbose_name_plural": "addenda",
            },
        ),
        migrations.CreateModel(
            name="AddendumChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("recognition", "Vestiging"),
                            ("address", "Adres van de werkplek"),
                            ("mentor", "Mentor"),
                            ("last", "Laatste dag"),
                            ("timetable", "Uurrooster"),
                            ("category", "Categorie van de leervergoeding"),
                            ("plan", "Opleidingsplan"),
                            ("plan_note", "Begeleiding van de leerling"),
                        ],
                        max_length=20,
                    ),
                ),
                ("first", models.DateField()),
                ("before", models.JSONField(null=True)),
                ("value", models.JSONField(null=True)),
                (
                    "addendum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="duallearning.addendum",
                    ),
                ),
            ],
            options={
                "verbose_name": "wijziging in een addendum",
                "verbose_name_plural": "wijzigingen in een addendum",
            },
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="addendum_uid",
                violation_error_message="Dit addendum bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.UniqueConstraint(
                fields=("number",),
                name="addendum_number",
                violation_error_message="Er is al een addendum met dit nummer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "signing", "signed"))),
                fields=("agreement",),
                name="addendum_one_open",
                violation_error_message="Er is al een addendum bij deze overeenkomst. Werk dat eerst af.",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "signing", "signed", "registered", "cancelled"])
                ),
                name="addendum_state",
                violation_error_message="Deze toestand bestaat niet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendumchange",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="addendumchange_uid",
                violation_error_message="Deze wijziging bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendumchange",
            constraint=models.UniqueConstraint(
                fields=("addendum", "field"),
                name="addendumchange_once",
                violation_error_message="Dit staat al in het addendum.",
            ),
        ),
    ]
