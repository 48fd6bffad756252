"""The one settings file; everything that differs between installations comes from the environment."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from zhengban.config.database import database
from zhengban.core import environment as env

ROOT = Path(__file__).resolve().parents[3]
STATE = Path(env.text("ZHENGBAN_STATE", str(ROOT / "var")))

DEBUG = env.flag("ZHENGBAN_DEBUG", "false")
SECRET_KEY = env.secret("ZHENGBAN_SECRET_KEY", kept_in=STATE / "secret")
ALLOWED_HOSTS = env.words("ZHENGBAN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("ZHENGBAN_ORIGINS", "")
BEHIND_TLS = env.flag("ZHENGBAN_TLS", "false")

INSTALLED_APPS = [
    "zhengban.core",
    "zhengban.audit",
    "zhengban.access",
    "zhengban.organizations",
    "zhengban.numbering",
    "zhengban.files",
    "zhengban.jobs",
    "zhengban.notifications",
    "zhengban.search",
    "zhengban.workflow",
    "zhengban.designing",
    "zhengban.proofing",
    "zhengban.rendering",
    "zhengban.sealing",
    "zhengban.documents",
    "zhengban.quality",
    "zhengban.portal",
    "zhengban.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "django_q",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhengban.core.middleware.RequestFactsMiddleware",
    "zhengban.core.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhengban.access.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhengban.portal.problems.UnsupportedMethodMiddleware",
    "zhengban.access.middleware.FirstPasswordMiddleware",
    "zhengban.access.middleware.PermissionMiddleware",
    "axes.middleware.AxesMiddleware",
]

CSRF_FAILURE_VIEW = "zhengban.portal.problems.csrf_failure"

ROOT_URLCONF = "zhengban.config.urls"
WSGI_APPLICATION = "zhengban.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhengban.portal.shell.shell",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), kept_in=STATE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "zhengban.access.password.UnlikeValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "zhengban.access.password.LengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "zhengban.access.password.UncommonValidator"},
    {"NAME": "zhengban.access.password.CharacterKindsValidator"},
]
AXES_FAILURE_LIMIT = env.integer("ZHENGBAN_LOGIN_FAILURES", 5)
AXES_COOLOFF_TIME = timedelta(minutes=env.integer("ZHENGBAN_LOGIN_LOCK_MINUTES", 20))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# The lock lasts as long as the page says, however often somebody knocks.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "zhengban.portal.problems.locked_out"
# Signing in is in our own trail.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
SESSION_IDLE_SECONDS = env.integer("ZHENGBAN_IDLE_MINUTES", 30) * 60
ADMINISTRATOR_IDLE_SECONDS = env.integer("ZHENGBAN_ADMINISTRATOR_IDLE_MINUTES", 10) * 60
SESSION_LONGEST_SECONDS = env.integer("ZHENGBAN_SESSION_HOURS", 12) * 3600
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "SAMEORIGIN"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
HASHED_STATIC = env.flag("ZHENGBAN_HASHED_STATIC", "false")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Names with a hash may be kept by browsers for ever; they exist only after collectstatic.
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATICFILES_DIRS = [path for path in (ROOT / "frontend" / "dist",) if path.is_dir()]
MEDIA_ROOT = Path(env.text("ZHENGBAN_FILES", str(STATE / "files")))
LARGEST_FILE = env.integer("ZHENGBAN_LARGEST_FILE_MB", 50) * 1024 * 1024
CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "")

# Opens the private keys of the seals, which lie encrypted in the database.
SEAL_PASSWORD = env.secret("ZHENGBAN_SEAL_PASSWORD", kept_in=STATE / "seal-password")
# Certificates and revocation lists of others whose seals this installation believes (docs/admin/seals.md).
TRUST = Path(env.text("ZHENGBAN_TRUST", str(STATE / "trust")))

# How many files one address may have verified on the public page in a minute.
VERIFICATIONS_A_MINUTE = env.integer("ZHENGBAN_VERIFICATIONS_A_MINUTE", 20)

# The highest secrecy level (密级) this installation is rated for: empty, 秘密, 机密 or 绝密.
SECRECY_RATING = env.text("ZHENGBAN_SECRECY_RATING", "")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

_JOB_SECONDS = env.integer("ZHENGBAN_JOB_SECONDS", 60)
Q_CLUSTER = {
    "name": "zhengban",
    "orm": "default",
    "workers": env.integer("ZHENGBAN_JOB_WORKERS", 1),
    "queue_limit": 1,
    "timeout": _JOB_SECONDS,
    # A job taken by a worker that died is given out again after this long; one may run, one wait, one be at hand.
    "retry": 3 * _JOB_SECONDS + 20,
    "max_attempts": 5,
    "catch_up": False,
    "save_limit": 200,
    "poll": 1,
    "log_level": "WARNING",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
