import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("positions", "0002_kept"),
        ("register", "0002_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("on", models.DateField()),
                ("text", models.CharField(max_length=500)),
            ],
            options={
                "verbose_name": "mijlpaal",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uid",),
                        name="milestone_uid",
                        violation_error_message="Deze mijlpaal bestaat al.",
                    ),
                    models.UniqueConstraint(
                        fields=("on", "text"),
                        name="milestone_once",
                        violation_error_message="Deze mijlpaal staat er al.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="milestone_text",
                        violation_error_message="Schrijf wat er gebeurt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chapter", models.CharField(max_length=20)),
                ("text", models.CharField(max_length=2000)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "hoofdstuk van de projectpagina",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chapter",),
                        name="projecttext_chapter",
                        violation_error_message="Dit hoofdstuk bestaat al.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RolloutPhase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=100)),
                ("first", models.DateField()),
                ("last", models.DateField()),
            ],
            options={
                "verbose_name": "fase van de uitrol",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uid",),
                        name="rolloutphase_uid",
                        violation_error_message="Deze fase bestaat al.",
                    ),
                    models.UniqueConstraint(
                        fields=("name",),
                        name="rolloutphase_name",
                        violation_error_message="Er is al een fase met deze naam.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="rolloutphase_days",
                        violation_error_message="De laatste dag ligt voor de eerste.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RolloutSlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("capacity", models.IntegerField()),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="positions.rolloutphase",
                    ),
                ),
            ],
            options={
                "verbose_name": "tijdslot van de uitrol",
            },
        ),
        migrations.CreateModel(
            name="RolloutEntity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "duty",
                    models.CharField(
                        choices=[("moet", "Moet deelnemen"), ("mag", "Mag deelnemen")],
                        max_length=10,
                    ),
                ),
                ("enlisted_at", models.DateTimeField()),
                ("chosen_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollout",
                        to="register.organisation",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entities",
                        to="positions.rolloutslot",
                    ),
                ),
            ],
            options={
                "verbose_name": "entiteit in de uitrol",
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "report",
                    models.CharField(
                        choices=[
                            ("bezetting", "Behoefte en bezetting"),
                            ("verloop", "Verloop over 24 maanden"),
                            ("radar", "Radar: wat niet past"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("query", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "bewaarde weergave van een rapport",
            },
        ),
        migrations.CreateModel(
            name="IntakeTalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("people", models.CharField(max_length=200)),
                ("agreements", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talks",
                        to="positions.rolloutentity",
                    ),
                ),
            ],
            options={
                "verbose_name": "intakegesprek",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("agreements", ""), _negated=True),
                        name="intaketalk_agreements",
                        violation_error_message="Schrijf op wat afgesproken is.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="rolloutslot",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="rolloutslot_uid",
                violation_error_message="Dit tijdslot bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolloutslot",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))),
                name="rolloutslot_days",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolloutslot",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)),
                name="rolloutslot_capacity",
                violation_error_message="In een tijdslot past minstens één entiteit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolloutentity",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="rolloutentity_uid",
                violation_error_message="Deze entiteit staat al in de uitrol.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolloutentity",
            constraint=models.CheckConstraint(
                condition=models.Q(("duty__in", ["moet", "mag"])),
                name="rolloutentity_duty",
                violation_error_message="Een entiteit moet of mag deelnemen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolloutentity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("chosen_at", None), ("slot", None)),
                    models.Q(("chosen_at__isnull", False), ("slot__isnull", False)),
                    _connector="OR",
                ),
                name="rolloutentity_chosen",
                violation_error_message="Een gekozen tijdslot heeft een moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("uid",),
                name="savedview_uid",
                violation_error_message="Deze weergave bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("person", "organisation", "name"),
                name="savedview_name",
                nulls_distinct=False,
                violation_error_message="U hebt al een weergave met deze naam.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="savedview_has_name",
                violation_error_message="Geef de weergave een naam.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("report__in", ["bezetting", "verloop", "radar"])),
                name="savedview_report",
                violation_error_message="Dit rapport bestaat niet.",
            ),
        ),
    ]
