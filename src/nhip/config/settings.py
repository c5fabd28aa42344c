"""Django's settings, one file. What differs between installations comes from the environment, checked."""

import os
from typing import Any

from nhip.config import environment, sqlite_library
from nhip.config.refusals import BadSetting, leave

try:
    ENVIRONMENT = environment.read()
except BadSetting as bad:
    leave(bad)

BASE_DIR = ENVIRONMENT.home
VAR_DIR = BASE_DIR / "var"
PACKAGE_DIR = environment.PACKAGE_DIR

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "nhip.config.urls"
WSGI_APPLICATION = "nhip.config.wsgi.application"

# The business day when it does not follow the wall clock (the demo): read through nhip.clock only.
NHIP_TODAY = ENVIRONMENT.today
NHIP_DEMO = ENVIRONMENT.demo
NHIP_FILES = ENVIRONMENT.files
NHIP_PUBLIC_URL = ENVIRONMENT.public_url
NHIP_DIGEST_HOUR = ENVIRONMENT.digest_hour
# What the audit keeps outside the database: see nhip.apps.audit.outside.
NHIP_AUDIT_KEY = ENVIRONMENT.audit_key
AUDIT_KEY_FILE = VAR_DIR / "audit-key"
NHIP_AUDIT_HEAD = ENVIRONMENT.audit_head

INSTALLED_APPS = [
    "nhip.config",  # first: it guards the database
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    # Low to high, as in pyproject.toml's contract.
    "nhip.apps.audit",
    "nhip.apps.duties",
    "nhip.apps.org",
    "nhip.apps.accounts",
    "nhip.apps.notices",
    "nhip.apps.files",
    "nhip.apps.programmes",
    "nhip.apps.plans",
    "nhip.apps.tasks",
    "nhip.apps.amendments",
    "nhip.apps.conferences",
    "nhip.apps.cascade",
    "nhip.apps.indicators",
    "nhip.apps.rollups",
    "nhip.apps.reports",
    "nhip.apps.periodic",
    "nhip.demo",
    "nhip.jobs",
    "nhip.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "nhip.config.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads its answers, so their length tells no secret (BREACH)
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nhip.config.middleware.CookieLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # a page is open only where its view says so
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nhip.web.middleware.RefusalMiddleware",
    "nhip.web.middleware.StandingMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nhip.web.context.page",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------

if ENVIRONMENT.database.engine == "sqlite3":
    _DATABASE: dict[str, Any] = {
        "ENGINE": "nhip.config.sqlite",
        "NAME": ENVIRONMENT.database.name,
        "OPTIONS": {
            # Django's defaults answer "database is locked" to a few dozen writers; these do not (ADR 0001).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": sqlite_library.INIT_COMMAND,
        },
        # A file, because the guard refuses memory; one per process, because pytest runs several of them and a
        # left-over log of another run must never meet a new file.
        "TEST": {"NAME": str(VAR_DIR / f"test-{os.getpid()}.sqlite3")},
    }
else:
    _DATABASE = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": ENVIRONMENT.database.name,
        "HOST": ENVIRONMENT.database.host,
        "PORT": ENVIRONMENT.database.port or "",
        "USER": ENVIRONMENT.database.user,
        "PASSWORD": ENVIRONMENT.database.password,
        "OPTIONS": {**ENVIRONMENT.database.options},
    }

DATABASES = {"default": {**_DATABASE, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}

CACHES = {
    # Sign-in attempts are counted here, by whichever process or machine they come to.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_sharedcount",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- Language, numbers, time ------------------------------------------------------------------------------

# The sources are Vietnamese, so Vietnamese needs no catalogue; English is complete beside it.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "nhip-language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
# Django's own Vietnamese formats misread 05/03/2026 and 1.234.
FORMAT_MODULE_PATH = ["nhip.config.formats"]
USE_THOUSAND_SEPARATOR = False  # years and codes are numbers too: amounts are formatted where they are shown
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- Static files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [PACKAGE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "nhip.config.static_files.BrowserLibraries",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "nhip.config.static_files.HashedFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has any business with our fonts and styles

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["nhip.web.account.backend.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "nhip.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth checks that the two agree
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # until the session's own age below; shared computers get no "remember me"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = False
# A whole office stands behind one address, so the address gets room; guessing one account stays slow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "one_time_code": "20/m/ip",
    "reset_password": "20/m/ip,3/h/key",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = (
    False  # whoever types an address learns nothing, nor does its owner get letters
)
ACCOUNT_FORMS = {"reset_password": "nhip.web.account.forms.ForgottenPasswordForm"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
PASSWORD_RESET_TIMEOUT = 4 * 3600  # letters reach an office's mailbox slowly
MFA_ADAPTER = "nhip.apps.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = (
    1  # a phone's clock is off by some seconds, and typing takes some; no step is taken twice
)
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people are named by login, not by address
MFA_FORMS = {
    "authenticate": "nhip.web.account.forms.SecondFactorForm",
    "reauthenticate": "nhip.web.account.forms.ConfirmForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies

# --- Mail --------------------------------------------------------------------------------------------------

SENDS_MAIL = ENVIRONMENT.mail.backend is not None
EMAIL_BACKEND = ENVIRONMENT.mail.backend or "django.core.mail.backends.dummy.EmailBackend"
EMAIL_FILE_PATH = ENVIRONMENT.mail.folder or None
EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.mail.host, ENVIRONMENT.mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.user, ENVIRONMENT.mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = ENVIRONMENT.mail.starttls, ENVIRONMENT.mail.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail.sender

# --- Security ---------------------------------------------------------------------------------------------

ALLOWED_HOSTS = sorted({"127.0.0.1", "localhost", "[::1]", ENVIRONMENT.django_host})
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url]

# Over https a cookie's name itself forbids weaker copies of it (the __Host- prefix).
_COOKIE_PREFIX = "__Host-" if ENVIRONMENT.https else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}nhip-session"
SESSION_ENGINE = "nhip.web.account.session_store"
SESSION_COOKIE_AGE = 12 * 3600  # a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}nhip-csrf"
CSRF_FAILURE_VIEW = "nhip.web.errors.views.no_token"
CSRF_COOKIE_HTTPONLY = True  # forms and htmx take the token from the page
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.https

SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
if ENVIRONMENT.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# W021 asks for HSTS preloading: a promise about a whole domain, which only its owner can make.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# Uploads come with a later floor of the house; until then a form is a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Logging: to stderr, which systemd and containers collect. Never what people typed. --------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "nhip": {"level": "INFO"},
        # Django's own handlers would also write mail and colour; the root's one line is enough.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # One line for each step of each task says nothing; a failure is an error and comes through.
        "django_tasks": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
    },
}
