"""The tables of help and news."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("desk", "0001_initial"),
        ("desk", "0002_help_and_news"),
    ]

    dependencies = [
        ("register", "0001_tables"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="HelpRequest",
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
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_requests",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_requests",
                                to="register.organisation",
                            ),
                        ),
                        ("right", models.CharField(blank=True, max_length=80)),
                        ("page", models.CharField(blank=True, max_length=200)),
                        ("service", models.CharField(default="1700", max_length=40)),
                        ("about", models.CharField(blank=True, max_length=120)),
                        ("number", models.CharField(blank=True, max_length=40)),
                        ("question", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Wacht op antwoord"),
                                    ("taken", "In behandeling"),
                                    ("agreed", "Afgesproken"),
                                    ("answered", "Beantwoord"),
                                    ("closed", "Afgesloten"),
                                ],
                                default="open",
                                max_length=20,
                            ),
                        ),
                        (
                            "handler",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_requests_handled",
                                to="register.person",
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("meeting_link", models.CharField(blank=True, max_length=500)),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "hulpvraag",
                        "indexes": [
                            models.Index(
                                fields=["state", "asked_at"], name="helprequest_state_asked"
                            ),
                            models.Index(fields=["about"], name="helprequest_about"),
                            models.Index(fields=["organisation"], name="helprequest_organisation"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="helprequest_uid",
                                violation_error_message="Deze vraag bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "taken", "agreed", "answered", "closed"])
                                ),
                                name="helprequest_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at__isnull", True), ("meeting_link", "")),
                                    models.Q(
                                        ("agreed_at__isnull", False),
                                        models.Q(("meeting_link", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="helprequest_agreed_when_where",
                                violation_error_message="Een afspraak heeft een moment en een link.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Thread",
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
                        ("subject", models.CharField(max_length=120)),
                        ("started", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "berichten over een onderwerp",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="thread_uid",
                                violation_error_message="Deze berichten bestaan al.",
                            ),
                            models.UniqueConstraint(
                                fields=("subject",),
                                name="thread_subject",
                                violation_error_message="Over dit onderwerp zijn er al berichten.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThreadMessage",
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
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="desk.thread",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("text", models.TextField()),
                    ],
                    options={
                        "verbose_name": "bericht",
                        "indexes": [
                            models.Index(fields=["thread", "at"], name="threadmessage_thread_at")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="threadmessage_uid",
                                violation_error_message="Dit bericht bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Conversation",
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "asker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        (
                            "manager",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("helpdesk", models.BooleanField(default=False)),
                        ("started", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "gesprek met een beheerder",
                        "indexes": [
                            models.Index(
                                fields=["manager", "started"], name="conversation_manager"
                            ),
                            models.Index(fields=["asker", "started"], name="conversation_asker"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="conversation_uid",
                                violation_error_message="Dit gesprek bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asker", models.F("manager")), _negated=True),
                                name="conversation_two_people",
                                violation_error_message="U kunt uzelf geen bericht sturen.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NewsItem",
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
                        ("service", models.CharField(max_length=40)),
                        ("day", models.DateField()),
                        ("title", models.CharField(max_length=150)),
                        ("text", models.TextField()),
                        ("release", models.CharField(blank=True, max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("published", "Gepubliceerd"),
                                    ("withdrawn", "Ingetrokken"),
                                ],
                                default="published",
                                max_length=20,
                            ),
                        ),
                        ("published_at", models.DateTimeField()),
                        ("versions_made", models.PositiveSmallIntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "nieuwsbericht",
                        "indexes": [
                            models.Index(
                                fields=["service", "state", "-day"], name="newsitem_service_day"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="newsitem_uid",
                                violation_error_message="Dit nieuwsbericht bestaat al.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["published", "withdrawn"])),
                                name="newsitem_state",
                                violation_error_message="Deze toestand bestaat niet.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NewsVersion",
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="desk.newsitem",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("day", models.DateField()),
                        ("title", models.CharField(max_length=150)),
                        ("text", models.TextField()),
                        ("release", models.CharField(blank=True, max_length=40)),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "versie van een nieuwsbericht",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "number"),
                                name="newsversion_number",
                                violation_error_message="Iemand anders wijzigde dit nieuws intussen. Lees het eerst opnieuw.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NewsReading",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        ("service", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "gelezen nieuws",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "service"),
                                name="newsreading_once",
                                violation_error_message="U las dit nieuws al.",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
