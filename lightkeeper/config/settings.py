"""Django's settings. Everything that differs between installations comes from the environment."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from lightkeeper.ports.keyring import Keyring
from lightkeeper.ports.vault import FolderVault

DATA = Path(os.environ.get("LIGHTKEEPER_DATA", Path.cwd() / "data"))
URL = os.environ.get("LIGHTKEEPER_URL", "http://127.0.0.1:8100")
DEMO = os.environ.get("LIGHTKEEPER_DEMO") == "1"
CHAIN_RPC = os.environ.get("LIGHTKEEPER_CHAIN_RPC", "")
DEBUG = False
SECRET_KEY = Keyring(FolderVault(DATA / "keys")).web_secret
SECURE = URL.startswith("https://")


def _database(url: str) -> dict[str, object]:
    parts = urlparse(url)
    host = next((value for key, _, value in (q.partition("=") for q in parts.query.split("&")) if key == "host"), "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 2, "server_side_binding": True, "application_name": "lightkeeper"},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql://lightkeeper@127.0.0.1/lightkeeper"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# The gateway stands in front and passes on the host it was reached by; brands may have hosts of their own.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [URL]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "lightkeeper.api.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "lightkeeper",
]
MIGRATION_MODULES = {"lightkeeper": "lightkeeper.models.migrations"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "lightkeeper.Agent"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "lightkeeper.config.missing.in_one_format",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lightkeeper.config.activity.SessionActivity",
]
ROOT_URLCONF = "lightkeeper.config.urls"
WSGI_APPLICATION = "lightkeeper.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            Path(__file__).parent.parent / "help" / "templates",
            Path(__file__).parent / "demo" / "templates",
        ],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["lightkeeper.help.tags"],
            "string_if_invalid": "",
        },
    }
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None  # the web defers by name and never loads what the worker does

LANGUAGE_CODE = "en"
USE_I18N = False  # texts are one catalogue of our own, see lightkeeper/texts
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(__file__).parent.parent / "static"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
DEFAULT_FROM_EMAIL = os.environ.get("LIGHTKEEPER_MAIL_FROM", "support@localhost")

ACCOUNT_ADAPTER = "lightkeeper.config.accounts.AgentAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{URL}/desk/verify-email/{{key}}",
    "account_reset_password": f"{URL}/desk/reset",
    "account_reset_password_from_key": f"{URL}/desk/reset/{{key}}",
    "account_signup": f"{URL}/desk/",
}
MFA_ADAPTER = "lightkeeper.config.accounts.AgentFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lightkeeper"
MFA_TOTP_TOLERANCE = 1  # half minutes: a code is typed as it changes, and phones' clocks drift (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # passkeys on http://localhost; browsers allow nothing else
USERSESSIONS_TRACK_ACTIVITY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "lightkeeper.ports.logs.Line",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # request lines would hold what people wrote in search; refusals are answered, not logged
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},  # it quotes the page that sent the request
        "httpx": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
    },
}
