"""Settings, all from the environment; docs/self-hosting.md has the table of what can be set.

A value that the site cannot work with raises `env.WrongSetting`: the start ends in a sentence.
"""

from pathlib import Path

import django_stubs_ext

from config import database, env, instance

# Lets classes of Django that are generic for the type checker take their parameter at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
# Database, secret key, receipt keys, uploads and collected static files of this one site.
DATA_DIR = env.folder("GROUNDWORK_DATA", BASE_DIR / "instance")

DEBUG = env.flag("GROUNDWORK_DEBUG")
SECRET_KEY = env.secret("GROUNDWORK_SECRET_KEY") or instance.secret_key(DATA_DIR)

# Where it is served (two profiles: plain http in the house, https behind a proxy)
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [*LOOPBACK_HOSTS, *env.words("GROUNDWORK_ALLOWED_HOSTS")]
HTTPS = env.flag("GROUNDWORK_HTTPS")
TRUSTED_PROXIES = env.whole_number("GROUNDWORK_TRUSTED_PROXIES", 0, at_most=9)
# True when others can reach the site and nothing between them and it is encrypted.
SERVED_IN_THE_CLEAR = not HTTPS and ALLOWED_HOSTS != LOOPBACK_HOSTS

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    # First, so that its templates stand before the admin's.
    "config",
    "lessons",
    "quizzes",
    "sources",
    "rosters",
    "crispy_forms",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Makes the form templates of Django ones that ours can stand before.
    "django.forms",
]

MIDDLEWARE = [
    "config.middleware.TrustedProxiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are a quarter of their size. Django masks its tokens and pads each answer at random, so
    # that the length tells nobody what is inside.
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.OddValuesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.SchoolTimeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.collisions.CollisionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "builtins": ["config.templatetags.ui"],
            "loaders": [
                (
                    "config.settled_templates.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "groundwork"
CRISPY_TEMPLATE_PACK = "groundwork"

# Data
DATABASES = {"default": database.from_environment(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "uploads"
RECEIPT_KEYS_DIR = DATA_DIR / "receipt-keys"
RECEIPT_KEY = env.secret("GROUNDWORK_RECEIPT_KEY")
FILE_UPLOAD_PERMISSIONS = 0o600
# Made each night and before each migration (config/backup/folder.py); 0 keeps none and makes none.
BACKUPS_DIR = env.folder("GROUNDWORK_BACKUPS", DATA_DIR / "backups")
BACKUPS_KEEP = env.whole_number("GROUNDWORK_BACKUPS_KEEP", 14, at_most=999)
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.assets.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.RememberingStaticFilesStorage"},
}

# People
AUTH_USER_MODEL = "rosters.User"
AUTHENTICATION_BACKENDS = ["rosters.authentication.PeopleBackend"]
LOGIN_URL = "rosters:sign-in"
LOGIN_REDIRECT_URL = "lessons:catalogue"
LOGOUT_REDIRECT_URL = "lessons:catalogue"
PASSWORD_HASHERS = [
    "config.passwords.Argon2idPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "rosters.sessions"
SESSION_COOKIE_NAME = "groundwork-session"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "groundwork-csrf"
CSRF_COOKIE_SECURE = HTTPS

# What browsers are told
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CSP_REPORT_ONLY: dict[str, list[str]] = {}
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = HTTPS
# Whoever looks after the process asks it directly, by http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.whole_number("GROUNDWORK_HSTS_SECONDS", 31_536_000) if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    # Whether the whole domain promises https, for ever, is not for one site on it to say.
    "security.W005",
    "security.W021",
]

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
TIME_ZONE = env.time_zone("GROUNDWORK_TIME_ZONE", "UTC")

# Background work: rows in the database, done by a thread of the server (config/serving.py)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Functions or tasks that config/nightly.py runs once a night, in this order.
# The backup first: what the others delete is in it.
NIGHTLY_JOBS = ["config.backup.tasks.nightly", "rosters.tasks.nightly", "sources.tasks.nightly"]

# Mail: shown on the console until a server is named
EMAIL_HOST = env.text("GROUNDWORK_MAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.whole_number("GROUNDWORK_MAIL_PORT", 587, at_least=1, at_most=65535)
EMAIL_HOST_USER = env.text("GROUNDWORK_MAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("GROUNDWORK_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("GROUNDWORK_MAIL_STARTTLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("GROUNDWORK_MAIL_FROM", "groundwork@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Logs: to stderr, where the system's own log keeper finds them
LOG_LEVEL = env.one_of("GROUNDWORK_LOG_LEVEL", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR"])
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"not_healthz": {"()": "config.health.logs.NotHealthz"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False},
        # 404s and 403s are what people do, not what went wrong.
        "django.request": {"level": "ERROR", "filters": ["not_healthz"]},
        # It tells each second that nothing is queued.
        "django_tasks_db": {"level": "WARNING"},
        # It says so each time a request waits for a free thread, which is what requests do.
        "waitress.queue": {"level": "ERROR"},
    },
}
