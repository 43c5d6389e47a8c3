"""Settings of an instance, all from the environment.

SLEUTELBOS_MODE         demo | production | test            (default production)
SLEUTELBOS_DATA         data directory                      (default ./.data)
SLEUTELBOS_SECRET_FILE  key file                            (default DATA/keys.json)
SLEUTELBOS_HOSTS        host names, comma separated         (production)
SLEUTELBOS_BASE_URL     address in mails, e.g. https://toegang.example.be
SLEUTELBOS_DECISIONS_URL  address of the decision process (default the site's: the proxy parts them)
SLEUTELBOS_SMTP         smtp://user:password@host:port?tls=1 (empty: mails stay in the database)
SLEUTELBOS_MAIL_FROM    sender of mails
SLEUTELBOS_SOURCES      directory with the files of the Rijksregister and the KBO functions
SLEUTELBOS_ESF          folder or https address where ESF leaves its files (time register)
SLEUTELBOS_ESF_TOKEN    bearer token for that address
SLEUTELBOS_KBO          folder or https address where the files of KBO Open Data lie
SLEUTELBOS_KBO_ACCOUNT  name:password at that address
SLEUTELBOS_VKBO         address of VKBO (OGC API Features), or empty: nobody says why one stopped
SLEUTELBOS_PROGRAMMING  folder or https address of the approved programmatieaanvragen (Onderwijs)
SLEUTELBOS_PROGRAMMING_TOKEN  bearer token for that address
SLEUTELBOS_VLIMPERS     folder or https address of the personnel of Vlimpers
SLEUTELBOS_VLIMPERS_TOKEN  bearer token for that address
SLEUTELBOS_SCANNER      clamd that looks files over: tcp://host:3310 or unix:///run/clamav/clamd.ctl
SLEUTELBOS_SPEELTUIN    address of the speeltuin of Arbeidsplaatsbeheer (empty: there is none)
SLEUTELBOS_SPEELTUIN_KEY  file with the key of its passes, made for that alone
SLEUTELBOS_SANDBOX      last day of this sandbox; only the speeltuin sets it
SLEUTELBOS_UPSTREAM     JSON file: issuer, client_id, key (private JWK file) or secret, scope,
                        number_claim: the provider (ACM, CSAM) at which people may sign in too
SLEUTELBOS_CERTIFICATE_HEADER  header in which the proxy hands on a client certificate (eID)
SLEUTELBOS_CERTIFICATE_ROOTS   PEM file with the roots to which such a certificate must lead
SLEUTELBOS_PROXIES      networks of the trusted proxies, comma separated, e.g. 10.0.0.0/28
DATABASE_URL            postgresql://… (absent: the launcher starts the embedded server and sets it)
"""

from __future__ import annotations

import os
from pathlib import Path

from sleutelbos.config import database, keys, logs, sources
from sleutelbos.tools import collector

collector.look_less()

MODE = os.environ.get("SLEUTELBOS_MODE", "production")
if MODE not in ("demo", "production", "test"):
    raise ValueError(f"SLEUTELBOS_MODE is {MODE!r}; use demo, production or test")
DEMO, PRODUCTION, TEST = MODE == "demo", MODE == "production", MODE == "test"
DATA = Path(os.environ.get("SLEUTELBOS_DATA", ".data")).resolve()
KEYS = keys.load(
    Path(os.environ.get("SLEUTELBOS_SECRET_FILE", DATA / "keys.json")), create=not PRODUCTION
)
MOVABLE_CLOCK = DEMO or TEST
ALLOW_TEST_IDENTIFIERS = DEMO or TEST
DEMO_SIGN_IN = DEMO
SANDBOX = sources.day("SLEUTELBOS_SANDBOX", os.environ.get("SLEUTELBOS_SANDBOX", ""))
if SANDBOX and not DEMO:
    raise ValueError("SLEUTELBOS_SANDBOX is for the demo's mode only")
INSTANCE_NAME = "Speeltuin" if SANDBOX else {"demo": "Demo", "test": "Test"}.get(MODE, "")

UPSTREAM = sources.upstream(os.environ.get("SLEUTELBOS_UPSTREAM", ""))
CERTIFICATE_HEADER = os.environ.get("SLEUTELBOS_CERTIFICATE_HEADER", "")
CERTIFICATE_ROOTS = sources.path(os.environ.get("SLEUTELBOS_CERTIFICATE_ROOTS", ""))
TRUSTED_PROXIES = sources.networks(os.environ.get("SLEUTELBOS_PROXIES", ""))

SECRET_KEY = KEYS.django.hex()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SLEUTELBOS_HOSTS", "localhost,127.0.0.1,testserver").split(",")
BASE_URL = os.environ.get("SLEUTELBOS_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
DECISIONS_URL = os.environ.get("SLEUTELBOS_DECISIONS_URL", BASE_URL).rstrip("/")
SMTP_URL = os.environ.get("SLEUTELBOS_SMTP", "")
if PRODUCTION and "SLEUTELBOS_SMTP" not in os.environ:
    raise ValueError("SLEUTELBOS_SMTP is missing: name a mail server, or leave it empty on purpose")
SOURCES = sources.path(os.environ.get("SLEUTELBOS_SOURCES", ""))
KBO = sources.place("SLEUTELBOS_KBO", os.environ.get("SLEUTELBOS_KBO", ""))
KBO_ACCOUNT = os.environ.get("SLEUTELBOS_KBO_ACCOUNT", "")
VKBO = sources.place("SLEUTELBOS_VKBO", os.environ.get("SLEUTELBOS_VKBO", ""))
ESF = sources.place("SLEUTELBOS_ESF", os.environ.get("SLEUTELBOS_ESF", ""))
ESF_TOKEN = os.environ.get("SLEUTELBOS_ESF_TOKEN", "")
PROGRAMMING = sources.place("SLEUTELBOS_PROGRAMMING", os.environ.get("SLEUTELBOS_PROGRAMMING", ""))
PROGRAMMING_TOKEN = os.environ.get("SLEUTELBOS_PROGRAMMING_TOKEN", "")
VLIMPERS = sources.place("SLEUTELBOS_VLIMPERS", os.environ.get("SLEUTELBOS_VLIMPERS", ""))
VLIMPERS_TOKEN = os.environ.get("SLEUTELBOS_VLIMPERS_TOKEN", "")
SPEELTUIN = os.environ.get("SLEUTELBOS_SPEELTUIN", "").rstrip("/")
SPEELTUIN_KEY = sources.path(os.environ.get("SLEUTELBOS_SPEELTUIN_KEY", ""))
SCANNER = sources.scanner("SLEUTELBOS_SCANNER", os.environ.get("SLEUTELBOS_SCANNER", ""))
MAIL_FROM = os.environ.get("SLEUTELBOS_MAIL_FROM", "Sleutelbos <no-reply@example.be>")

INSTALLED_APPS = [
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "sleutelbos.kernel",
    "sleutelbos.tools",
    "sleutelbos.web",
    "sleutelbos.register",
    "sleutelbos.access",
    "sleutelbos.signin",
    "sleutelbos.desk",
    "sleutelbos.timereg",
    "sleutelbos.duallearning",
    "sleutelbos.positions",
    "sleutelbos.demo",
    "sleutelbos.config",
]
MIDDLEWARE = [
    "sleutelbos.web.middleware.ReferenceMiddleware",
    "sleutelbos.web.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sleutelbos.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sleutelbos.web.middleware.SettingsMiddleware",
    "sleutelbos.signin.middleware.ActorMiddleware",
    "sleutelbos.web.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "sleutelbos.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sleutelbos.web.context.page_context",
            ],
            "builtins": ["sleutelbos.web.templatetags.ui", "django.templatetags.i18n"],
            "string_if_invalid": "ONBEKEND[%s]" if TEST else "",
        },
    }
]
WSGI_APPLICATION = "sleutelbos.config.wsgi.application"
DATABASES = {"default": database.settings(os.environ.get("DATABASE_URL", ""), pooled=not TEST)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # the gate owns transactions (ADR 0002)

SESSION_COOKIE_NAME = "sleutelbos"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 24 * 60 * 60  # of what pages keep; how long a sign-in lasts, a policy says
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
BY_TLS = PRODUCTION or bool(SANDBOX and BASE_URL.startswith("https://"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BY_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sleutelbos.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BY_TLS else None
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "nl-be"
LANGUAGES = [("nl-be", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Brussels"
LOGIN_URL = "/aanmelden"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING_CONFIG = None
logs.configure(MODE)
