"""The tables of who may what: rights, werkrelaties, grants, posts, mandates, clients."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import sleutelbos.access.models.clients
import sleutelbos.access.ranges
from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("access", "0001_initial"),
        ("access", "0003_clients"),
        ("access", "0005_client_changes"),
        ("access", "0008_application_knows_sites"),
        ("access", "0009_asked_for_another"),
        ("access", "0011_second_pair_of_eyes"),
        ("access", "0012_bounds"),
        ("access", "0014_heads"),
    ]

    dependencies = [
        ("register", "0001_tables"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.SlugField(max_length=60)),
                        ("name", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        ("owner", models.CharField(max_length=200)),
                        ("domain", models.CharField(blank=True, max_length=40)),
                        ("scope", models.CharField(max_length=60)),
                        ("claim", models.CharField(max_length=80)),
                        ("claim_form", models.CharField(default="3d", max_length=2)),
                        ("knows_sites", models.BooleanField(default=False)),
                        ("url", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "verbose_name": "toepassing",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code",),
                                name="application_code",
                                violation_error_message="Er is al een toepassing met deze code.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("claim_form__in", ["2d", "3d"])),
                                name="application_claim_form",
                                violation_error_message="De vorm van de claim is 2d of 3d.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Right",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights",
                                to="access.application",
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("name", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        (
                            "target_groups",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3), size=None
                            ),
                        ),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "granted_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), size=None
                            ),
                        ),
                        ("max_days", models.PositiveIntegerField(null=True)),
                        ("sign_in_level", models.PositiveIntegerField(default=400)),
                        ("active", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name": "gebruikersrecht",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code",),
                                name="right_code",
                                violation_error_message="Er is al een gebruikersrecht met deze code.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Role",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "right",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roles",
                                to="access.right",
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("name", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        (
                            "target_groups",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("order", models.PositiveIntegerField(default=0)),
                        ("active", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name": "rol",
                        "ordering": ["right", "order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("right", "code"),
                                name="role_code",
                                violation_error_message="Dit recht heeft al een rol met deze code.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("xid", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=10)),
                        ("key", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "wijziging voor de beslissingen",
                        "indexes": [models.Index(fields=["xid"], name="decisionchange_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Client",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "client_id",
                            models.CharField(
                                default=sleutelbos.access.models.clients.new_client_id,
                                editable=False,
                                max_length=60,
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clients",
                                to="access.application",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clients",
                                to="register.organisation",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "profile",
                            models.CharField(
                                choices=[("modern", "Modern"), ("acm", "Zoals ACM")],
                                default="modern",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "In opmaak"),
                                    ("submitted", "Wacht op een tweede persoon"),
                                    ("active", "Actief"),
                                    ("blocked", "Geblokkeerd"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("public", models.BooleanField(default=False)),
                        (
                            "redirect_uris",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "post_logout_uris",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("rrn_reason", models.TextField(blank=True)),
                        (
                            "grant_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "auth_methods",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("jwks", models.JSONField(null=True)),
                        (
                            "capacity_level",
                            models.CharField(
                                choices=[
                                    ("geen", "geen keuze"),
                                    ("doelgroep", "de doelgroep"),
                                    ("organisatie", "de organisatie"),
                                ],
                                default="organisatie",
                                max_length=20,
                            ),
                        ),
                        (
                            "target_groups",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "means",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("level", models.PositiveIntegerField(default=400)),
                        (
                            "signing",
                            models.CharField(
                                choices=[("ES256", "ES256"), ("RS256", "RS256")],
                                default="ES256",
                                max_length=5,
                            ),
                        ),
                        (
                            "weakenings",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("requires_dpop", models.BooleanField(default=False)),
                        ("asks_consent", models.BooleanField(default=False)),
                        ("access_seconds", models.PositiveIntegerField(default=300)),
                        ("refresh_seconds", models.PositiveIntegerField(default=28800)),
                        ("backchannel_url", models.CharField(blank=True, max_length=500)),
                        ("events_url", models.CharField(blank=True, max_length=500)),
                        ("events_secret", models.BinaryField(null=True)),
                        ("introspects", models.BooleanField(default=False)),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("created", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "client",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("client_id",),
                                name="client_id",
                                violation_error_message="Er is al een client met dit nummer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "active", "blocked"])
                                ),
                                name="client_state",
                                violation_error_message="Deze toestand van een client bestaat niet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("profile", "acm"), ("weakenings", []), _connector="OR"
                                ),
                                name="client_modern_is_strict",
                                violation_error_message="Een moderne client heeft geen verzwakkingen. Kies het profiel zoals ACM.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClientChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="access.client",
                            ),
                        ),
                        ("values", models.JSONField()),
                        ("was", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Wacht op een tweede persoon"),
                                    ("approved", "Goedgekeurd"),
                                    ("dropped", "Gaat niet door"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("made", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("answer", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "wijziging van een client",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="clientchange_uid",
                                violation_error_message="Deze wijziging bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("client",),
                                name="clientchange_one_open",
                                violation_error_message="Er wacht al een wijziging van deze client.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "approved", "dropped"])),
                                name="clientchange_state",
                                violation_error_message="Deze toestand van een wijziging bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClientSecret",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="secrets",
                                to="access.client",
                            ),
                        ),
                        ("digest", models.BinaryField(max_length=32)),
                        ("hint", models.CharField(max_length=4)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Wacht op een tweede persoon"),
                                    ("approved", "Goedgekeurd"),
                                ],
                                default="waiting",
                                max_length=20,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("created", models.DateTimeField()),
                        ("expires", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "geheim van een client",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "approved"])),
                                name="clientsecret_state",
                                violation_error_message="Deze toestand van een geheim bestaat niet.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trust",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trusts_given",
                                to="access.client",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trusts_taken",
                                to="access.client",
                            ),
                        ),
                        ("created", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "vertrouwen tussen clients",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("source", "target"),
                                name="trust_once",
                                violation_error_message="Dit vertrouwen bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="trust_not_self",
                                violation_error_message="Een client hoeft zichzelf niet te vertrouwen.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeadsDelivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("staged", "Na te kijken"),
                                    ("loaded", "Geladen"),
                                    ("stopped", "Niet geladen"),
                                ],
                                default="staged",
                                max_length=20,
                            ),
                        ),
                        ("source", models.CharField(max_length=200)),
                        ("digest", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        ("loaded_at", models.DateTimeField(null=True)),
                        ("appointed", models.IntegerField(default=0)),
                        ("ended", models.IntegerField(default=0)),
                        ("same", models.IntegerField(default=0)),
                        ("unknown", models.IntegerField(default=0)),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "problems",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), blank=True, default=list, size=None
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "levering van directeursopdrachten",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="headsdelivery_uid",
                                violation_error_message="Deze levering bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "staged")),
                                fields=("state",),
                                name="headsdelivery_one_staged",
                                violation_error_message="Er wacht al een levering. Kijk die eerst na.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["staged", "loaded", "stopped"])),
                                name="headsdelivery_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkRelation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relations",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relations",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relations",
                                to="register.site",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ambtenaar", "Ambtenaar"),
                                    ("vast", "Vaste medewerker"),
                                    ("extern", "Externe medewerker"),
                                    ("occasioneel", "Occasionele medewerker"),
                                    ("gedelegeerd", "Gedelegeerde medewerker"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("cut", models.BooleanField(db_default=False, default=False)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("handmatig", "door een beheerder"),
                                    ("aanvraag", "op aanvraag"),
                                    ("helpdesk", "door de bevoegde dienst"),
                                    ("btb", "uit BTB"),
                                    ("feed", "uit een gegevensstroom"),
                                ],
                                default="handmatig",
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "werkrelatie",
                        "indexes": [
                            models.Index(
                                fields=["organisation", "person"], name="relation_org_person"
                            ),
                            models.Index(
                                sleutelbos.access.ranges.Upper("valid"), name="relation_end"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="relation_uid",
                                violation_error_message="Deze werkrelatie bestaat al.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("person", "="),
                                    ("organisation", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce("site", 0),
                                        "=",
                                    ),
                                    ("valid", "&&"),
                                ],
                                name="relation_no_overlap",
                                violation_error_message="Deze persoon heeft in die periode al een werkrelatie met de organisatie.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="relation_not_empty",
                                violation_error_message="De werkrelatie eindigt voor ze begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "relation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="access.workrelation",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="access.role",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="register.site",
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("cut", models.BooleanField(db_default=False, default=False)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("handmatig", "door een beheerder"),
                                    ("aanvraag", "op aanvraag"),
                                    ("helpdesk", "door de bevoegde dienst"),
                                    ("btb", "uit BTB"),
                                    ("feed", "uit een gegevensstroom"),
                                ],
                                default="handmatig",
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "toegekend recht",
                        "indexes": [
                            models.Index(fields=["role"], name="grant_role"),
                            models.Index(
                                sleutelbos.access.ranges.Lower("valid"), name="grant_start"
                            ),
                            models.Index(sleutelbos.access.ranges.Upper("valid"), name="grant_end"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="grant_uid",
                                violation_error_message="Dit toegekende recht bestaat al.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("relation", "="),
                                    ("role", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce("site", 0),
                                        "=",
                                    ),
                                    ("valid", "&&"),
                                ],
                                name="grant_no_overlap",
                                violation_error_message="Deze persoon heeft dit recht met deze rol al in een deel van die periode.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="grant_not_empty",
                                violation_error_message="Het recht eindigt voor het begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="register.site",
                            ),
                        ),
                        (
                            "relation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="access.workrelation",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("hoofdtoegangsbeheerder", "Hoofdtoegangsbeheerder"),
                                    ("toegangsbeheerder", "Toegangsbeheerder"),
                                    ("hoofd-lokale-beheerder", "Hoofd lokale beheerder"),
                                    ("lokale-beheerder", "Lokale beheerder"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("werkgelegenheid", "Werkgelegenheid"),
                                    ("financien", "Financiën"),
                                    ("mobiliteit", "Mobiliteit"),
                                    ("sociale-zekerheid", "Sociale zekerheid"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("cut", models.BooleanField(db_default=False, default=False)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("handmatig", "door een beheerder"),
                                    ("aanvraag", "op aanvraag"),
                                    ("helpdesk", "door de bevoegde dienst"),
                                    ("btb", "uit BTB"),
                                    ("feed", "uit een gegevensstroom"),
                                ],
                                default="handmatig",
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "aanstelling als beheerder",
                        "indexes": [
                            models.Index(fields=["organisation", "kind"], name="post_org_kind"),
                            models.Index(sleutelbos.access.ranges.Upper("valid"), name="post_end"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="post_uid",
                                violation_error_message="Deze aanstelling bestaat al.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("person", "="),
                                    ("organisation", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce("site", 0),
                                        "=",
                                    ),
                                    ("kind", "="),
                                    ("domain", "="),
                                    ("valid", "&&"),
                                ],
                                name="post_no_overlap",
                                violation_error_message="Deze persoon is in die periode al aangesteld in deze functie.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="post_not_empty",
                                violation_error_message="De aanstelling eindigt voor ze begint.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "toegangsbeheerder"), ("domain", ""), _connector="OR"
                                ),
                                name="post_domain_of_access_manager",
                                violation_error_message="Alleen een toegangsbeheerder heeft een domein.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("relation__isnull", False),
                                    ("kind__in", ["hoofdtoegangsbeheerder", "toegangsbeheerder"]),
                                    _connector="OR",
                                ),
                                name="post_needs_relation",
                                violation_error_message="Een lokale beheerder heeft eerst een werkrelatie nodig.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates_given",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="register.site",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates_held",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="access.role",
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("cut", models.BooleanField(db_default=False, default=False)),
                        ("document", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "machtiging",
                        "indexes": [
                            models.Index(
                                sleutelbos.access.ranges.Upper("valid"), name="mandate_end"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="mandate_uid",
                                violation_error_message="Deze machtiging bestaat al.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("giver", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce("site", 0),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce("person", 0),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "organisation", 0
                                        ),
                                        "=",
                                    ),
                                    ("role", "="),
                                    ("valid", "&&"),
                                ],
                                name="mandate_no_overlap",
                                violation_error_message="Deze machtiging bestaat al in een deel van die periode.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("organisation__isnull", True), ("person__isnull", False)
                                    ),
                                    models.Q(
                                        ("organisation__isnull", False), ("person__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="mandate_one_holder",
                                violation_error_message="Een machtiging gaat naar een persoon of een organisatie.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid__isempty", False)),
                                name="mandate_not_empty",
                                violation_error_message="De machtiging eindigt voor ze begint.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Announced",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("until", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "gemelde grens",
                    },
                ),
                migrations.CreateModel(
                    name="AccessPower",
                    fields=[
                        ("key", models.TextField(primary_key=True, serialize=False)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("right", models.TextField()),
                        ("role", models.TextField()),
                        (
                            "role_row",
                            models.ForeignKey(
                                db_column="role_id",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="access.role",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="register.site",
                            ),
                        ),
                        ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ("source_kind", models.TextField()),
                        ("source_id", models.BigIntegerField()),
                        (
                            "via",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="access.grant",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "access_power",
                        "managed": False,
                    },
                ),
                migrations.CreateModel(
                    name="RightRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="right_requests",
                                to="register.person",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights_asked_for_others",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="right_requests",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "right",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="access.right",
                            ),
                        ),
                        ("motivation", models.TextField(blank=True)),
                        ("until", models.DateField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Wacht op een beslissing"),
                                    ("granted", "Toegekend"),
                                    ("refused", "Geweigerd"),
                                    ("withdrawn", "Ingetrokken"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests_decided",
                                to="register.person",
                            ),
                        ),
                        ("answer", models.TextField(blank=True)),
                        (
                            "roles",
                            models.ManyToManyField(related_name="requests", to="access.role"),
                        ),
                    ],
                    options={
                        "verbose_name": "aanvraag van een recht",
                        "indexes": [
                            models.Index(
                                fields=["organisation", "state"], name="rightrequest_org_state"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="rightrequest_uid",
                                violation_error_message="Deze aanvraag bestaat al.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("person", "organisation", "right"),
                                name="rightrequest_one_open",
                                violation_error_message="U hebt dit recht al gevraagd. De beheerder beslist nog.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "granted", "refused", "withdrawn"])
                                ),
                                name="rightrequest_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
