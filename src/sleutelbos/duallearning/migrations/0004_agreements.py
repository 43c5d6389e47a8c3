import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from sleutelbos.tools.slices import keep_slices


class Migration(migrations.Migration):
    dependencies = [
        ("duallearning", "0003_programming_feed"),
        ("register", "0002_kept"),
        ("tools", "0002_slices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Learner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("school_year", models.PositiveIntegerField()),
                ("guardian", models.CharField(blank=True, max_length=200)),
                ("guardian_email", models.EmailField(blank=True, max_length=254)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learnerships",
                        to="register.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learners",
                        to="duallearning.programme",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learners",
                        to="register.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "leerling",
                "verbose_name_plural": "leerlingen",
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("OAO", "Overeenkomst alternerende opleiding"),
                            ("SAO", "Stageovereenkomst alternerende opleiding"),
                            ("DAO", "Deeltijdse arbeidsovereenkomst"),
                            ("ODS", "Overeenkomst duale opleiding met statuut"),
                            ("ODO", "Overeenkomst duale opleiding"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Werkversie"),
                            ("signing", "Ter ondertekening"),
                            ("signed", "Ondertekend"),
                            ("registered", "Geregistreerd"),
                            ("ended", "Beëindigd"),
                            ("annulled", "Geannuleerd"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                ("category", models.PositiveIntegerField(null=True)),
                ("timetable", models.JSONField(default=list)),
                ("plan", models.JSONField(default=list)),
                ("plan_note", models.TextField(blank=True)),
                ("model_version", models.CharField(blank=True, max_length=20)),
                ("presented_at", models.DateTimeField(null=True)),
                ("signed_on", models.DateField(null=True)),
                ("registered_at", models.DateTimeField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("einddatum", "De einddatum is bereikt"),
                            ("gekwalificeerd", "De leerling behaalde vroeger zijn kwalificatie"),
                            ("onderling", "In onderling overleg"),
                            ("wissel", "De leerling verandert van school of opleiding"),
                            ("uitval", "De leerling haakt af"),
                            ("gezondheid", "Gezondheid van de leerling"),
                            ("economisch", "Economische reden van de onderneming"),
                            ("tekortkoming", "Tekortkoming van de onderneming"),
                            ("geen-mentor", "Er is geen mentor meer"),
                            ("stopzetting", "De onderneming of vestiging stopt"),
                            ("uitsluiting", "De school sluit de leerling uit"),
                            ("opheffing", "De erkenning is opgeheven"),
                            ("adres", "De werkplek verhuisde"),
                            ("overmacht", "Overmacht"),
                            ("overlijden", "Overlijden"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "initiator",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("leerling", "De leerling of wie hem vertegenwoordigt"),
                            ("onderneming", "De onderneming"),
                            ("school", "De school"),
                            ("samen", "De partijen samen"),
                            ("niemand", "Niemand: het volgt uit de omstandigheden"),
                        ],
                        max_length=20,
                    ),
                ),
                ("end_note", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="duallearning.mentor",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "recognition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="duallearning.recognition",
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
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="duallearning.learner",
                    ),
                ),
            ],
            options={
                "verbose_name": "overeenkomst",
                "verbose_name_plural": "overeenkomsten",
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("ziekte", "Ziekte of ongeval"),
                            ("arbeidsongeval", "Arbeidsongeval"),
                            ("verlof", "Verlof"),
                            ("dwingend", "Dwingende reden"),
                            ("werkloosheid", "Tijdelijke werkloosheid"),
                            ("schorsing-school", "Tijdelijke uitsluiting door de school"),
                        ],
                        max_length=20,
                    ),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("note", models.TextField(blank=True)),
                ("noted_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to="duallearning.agreement",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "schorsing van een overeenkomst",
                "verbose_name_plural": "schorsingen van overeenkomsten",
            },
        ),
        migrations.CreateModel(
            name="AgreementTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("timetable", models.JSONField()),
                ("category", models.PositiveIntegerField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="duallearning.agreement",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_terms",
                        to="duallearning.mentor",
                    ),
                ),
                (
                    "recognition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_terms",
                        to="duallearning.recognition",
                    ),
                ),
            ],
            options={
                "verbose_name": "bepalingen van een overeenkomst",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["recognition"], name="agreementterms_recognition"),
                    models.Index(fields=["mentor"], name="agreementterms_mentor"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("recorded__upper_inf", True)),
                        expressions=[("agreement", "="), ("valid", "&&")],
                        name="agreementterms_once",
                        violation_error_message="Voor die dagen geldt in deze overeenkomst al iets anders.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid__isempty", False)),
                        name="agreementterms_not_empty",
                        violation_error_message="De overeenkomst eindigt voor ze begint.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="learner",
            index=models.Index(fields=["school", "-school_year"], name="learner_school_year"),
        ),
        migrations.AddConstraint(
            model_name="learner",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="learner_uid",
                violation_error_message="Deze leerling bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="learner",
            constraint=models.UniqueConstraint(
                fields=("person", "school", "programme", "school_year"),
                name="learner_once",
                violation_error_message="Deze leerling staat voor dat schooljaar al in deze opleiding.",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["learner", "state"], name="agreement_learner_state"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["recognition", "state"], name="agreement_recognition_state"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="agreement_uid",
                violation_error_message="Deze overeenkomst bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("number",),
                name="agreement_number",
                violation_error_message="Er is al een overeenkomst met dit nummer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "signing", "signed"))),
                fields=("learner",),
                name="agreement_one_open",
                violation_error_message="Voor deze leerling wordt al een overeenkomst opgemaakt. Werk die verder af.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "signing", "signed", "registered", "ended", "annulled"])
                ),
                name="agreement_state",
                violation_error_message="Deze toestand bestaat niet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("mentor__isnull", False),
                        ("recognition__isnull", False),
                        ("valid__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="agreement_whole",
                violation_error_message="Kies eerst een werkplek en een mentor, en vul de looptijd in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid__isnull", True), ("valid__isempty", False), _connector="OR"
                ),
                name="agreement_not_empty",
                violation_error_message="De overeenkomst eindigt voor ze begint.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state__in", ("registered", "ended"))),
                expressions=[("person", "="), ("valid", "&&")],
                name="agreement_one_at_once",
                violation_error_message="De leerling heeft in een deel van die periode al een overeenkomst.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="suspension_uid",
                violation_error_message="Deze schorsing bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid__isempty", False)),
                name="suspension_not_empty",
                violation_error_message="De schorsing eindigt voor ze begint.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("agreement", "="), ("valid", "&&")],
                name="suspension_once",
                violation_error_message="In een deel van die dagen is de overeenkomst al geschorst.",
            ),
        ),
        keep_slices("duallearning_agreementterms"),
    ]
