"""The tables of keys, sessions and what clients were told."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import sleutelbos.kernel.clock
from sleutelbos.tools.schema import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("signin", "0001_initial"),
        ("signin", "0002_sessions_and_tokens"),
        ("signin", "0003_sign_in_at_client"),
        ("signin", "0004_visit_as_of"),
        ("signin", "0005_delivery_lease"),
    ]

    dependencies = [
        ("access", "0001_tables"),
        ("register", "0001_tables"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Key",
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
                                related_name="keys",
                                to="register.person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("persona", "Persona van de demo"),
                                    ("totp", "Beveiligingscode via app"),
                                    ("passkey", "Toegangssleutel (passkey)"),
                                    ("acm", "Toegangsbeheer van de Vlaamse overheid"),
                                    ("eid", "eID met kaartlezer"),
                                ],
                                default="totp",
                                max_length=20,
                            ),
                        ),
                        ("label", models.CharField(blank=True, max_length=100)),
                        ("user_name", models.CharField(blank=True, max_length=100)),
                        ("password", models.CharField(blank=True, max_length=300)),
                        ("secret", models.BinaryField(null=True)),
                        ("last_step", models.BigIntegerField(null=True)),
                        ("credential_id", models.BinaryField(null=True)),
                        ("public_key", models.BinaryField(null=True)),
                        ("sign_count", models.PositiveBigIntegerField(default=0)),
                        ("transports", models.JSONField(default=list)),
                        ("created", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "digitale sleutel",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    models.Q(("user_name", ""), _negated=True),
                                ),
                                fields=("user_name",),
                                name="key_user_name",
                                violation_error_message="Deze gebruikersnaam is al in gebruik. Kies een andere.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "user_name",
                                        django.db.models.functions.text.Lower("user_name"),
                                    )
                                ),
                                name="key_user_name_lower",
                                violation_error_message="Schrijf de gebruikersnaam met kleine letters.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("credential_id__isnull", False)),
                                fields=("credential_id",),
                                name="key_credential",
                                violation_error_message="Deze toegangssleutel is al in gebruik.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "totp"), ("secret__isnull", False)),
                                    models.Q(("kind", "passkey"), ("public_key__isnull", False)),
                                    _connector="OR",
                                ),
                                name="key_complete",
                                violation_error_message="Deze digitale sleutel is niet volledig.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
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
                        ("browser", models.BinaryField(max_length=32)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="register.person",
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="signin.key",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("persona", "Persona van de demo"),
                                    ("totp", "Beveiligingscode via app"),
                                    ("passkey", "Toegangssleutel (passkey)"),
                                    ("acm", "Toegangsbeheer van de Vlaamse overheid"),
                                    ("eid", "eID met kaartlezer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("level", models.PositiveIntegerField()),
                        ("since", models.DateTimeField()),
                        ("proven_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField()),
                        ("expires", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_because", models.CharField(blank=True, max_length=30)),
                        (
                            "capacity",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        ("device", models.CharField(blank=True, max_length=80)),
                    ],
                    options={
                        "verbose_name": "sessie",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["person"],
                                name="session_person_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("browser",),
                                name="session_browser",
                                violation_error_message="Deze sessie bestaat al.",
                            ),
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="session_uid",
                                violation_error_message="Deze sessie bestaat al.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                                related_name="deliveries",
                                to="access.client",
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
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="signin.session",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("backchannel-logout", "Afmelding"),
                                    ("session-revoked", "Sessie ingetrokken"),
                                    ("token-claims-change", "Rechten veranderd"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("payload", models.JSONField()),
                        ("cause", models.CharField(max_length=60)),
                        ("made", models.DateTimeField()),
                        ("due", models.DateTimeField()),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveIntegerField(default=0)),
                        ("delivered_at", models.DateTimeField(null=True)),
                        ("given_up_at", models.DateTimeField(null=True)),
                        ("status", models.PositiveIntegerField(null=True)),
                        ("answer", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "bericht aan een client",
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("delivered_at__isnull", True), ("given_up_at__isnull", True)
                                ),
                                fields=["due"],
                                name="delivery_due",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("delivered_at__isnull", True), ("given_up_at__isnull", True)
                                ),
                                fields=["client"],
                                name="delivery_waiting",
                            ),
                            models.Index(fields=["client", "-made"], name="delivery_client"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeyInvitation",
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
                                related_name="key_invitations",
                                to="register.person",
                            ),
                        ),
                        ("secret", models.BinaryField()),
                        ("made", models.DateTimeField()),
                        ("expires", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "uitnodiging voor een digitale sleutel",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("uid",),
                                name="keyinvitation_uid",
                                violation_error_message="Deze uitnodiging bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryCode",
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
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recovery_codes",
                                to="signin.key",
                            ),
                        ),
                        ("digest", models.BinaryField(max_length=32)),
                        ("made", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "herstelcode",
                    },
                ),
                migrations.CreateModel(
                    name="SignIn",
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
                                related_name="sign_ins",
                                to="register.person",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("persona", "Persona van de demo"),
                                    ("totp", "Beveiligingscode via app"),
                                    ("passkey", "Toegangssleutel (passkey)"),
                                    ("acm", "Toegangsbeheer van de Vlaamse overheid"),
                                    ("eid", "eID met kaartlezer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("level", models.PositiveIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("aangemeld", "Aangemeld"),
                                    ("opnieuw", "Opnieuw getoond wie u bent"),
                                    ("hoedanigheid", "Hoedanigheid gekozen"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "capacity",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="access.client",
                            ),
                        ),
                        ("target_group", models.CharField(blank=True, max_length=3)),
                        ("device", models.CharField(blank=True, max_length=80)),
                        ("failed_before", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "aanmelding",
                        "indexes": [
                            models.Index(fields=["person", "-at"], name="signin_person_at")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
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
                        ("name", models.BinaryField()),
                        ("address", models.BinaryField()),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("unseen", models.PositiveIntegerField(default=0)),
                        ("last_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["last_at"], name="attempt_last_at")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "address"),
                                name="attempt_pair",
                                violation_error_message="Deze telling bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClientSession",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="signin.session",
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="access.client",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        ("target_group", models.CharField(blank=True, max_length=3)),
                        ("started", models.DateTimeField()),
                        ("as_of", models.DateTimeField(default=sleutelbos.kernel.clock.now)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "aanmelding bij een client",
                        "indexes": [
                            models.Index(fields=["client", "started"], name="clientsession_client")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("session", "client"),
                                name="clientsession_once",
                                violation_error_message="Deze client is al aangemeld in deze sessie.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Token",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("request", "verzoek (PAR)"),
                                    ("code", "code"),
                                    ("access", "toegangstoken"),
                                    ("refresh", "vernieuwingstoken"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("digest", models.BinaryField(max_length=32)),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="access.client",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="signin.session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="register.organisation",
                            ),
                        ),
                        ("target_group", models.CharField(blank=True, max_length=3)),
                        ("scope", models.TextField(blank=True)),
                        ("family", models.UUIDField(default=uuid.uuid4)),
                        ("issued", models.DateTimeField()),
                        ("expires", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("data", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["family"], name="token_family"),
                            models.Index(fields=["session", "client"], name="token_session"),
                            models.Index(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=["person", "client"],
                                name="token_person",
                            ),
                            models.Index(fields=["expires"], name="token_expires"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("digest",),
                                name="token_digest",
                                violation_error_message="Dit token bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningKey",
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
                        ("kid", models.CharField(max_length=60)),
                        ("alg", models.CharField(max_length=5)),
                        ("sealed", models.BinaryField()),
                        ("public_jwk", models.JSONField()),
                        ("created", models.DateTimeField()),
                        ("signs_from", models.DateTimeField()),
                        ("retires", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "sleutel van de aanbieder",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kid",),
                                name="signingkey_kid",
                                violation_error_message="Deze sleutel bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                                related_name="consents",
                                to="register.person",
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="access.client",
                            ),
                        ),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100), size=None
                            ),
                        ),
                        ("given", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "toestemming",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("person", "client"),
                                name="consent_once",
                                violation_error_message="Deze toestemming bestaat al.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seen",
                    fields=[
                        (
                            "digest",
                            models.BinaryField(max_length=32, primary_key=True, serialize=False),
                        ),
                        ("until", models.DateTimeField(db_index=True)),
                    ],
                ),
            ]
        ),
    ]
