"""All settings. Each comes from the environment with a default that runs locally; see docs/generated/settings.md."""

from datetime import timedelta

from csp.constants import NONE, SELF

from yuban.config import env
from yuban.config.embedded import server

PRODUCTION = env.flag(
    "YUBAN_PRODUCTION", False, "Serve the public: HTTPS only, secure cookies, and no default for addresses."
)
YUBAN_DEMO = env.flag("YUBAN_DEMO", False, "Show one-click demo sign-ins and the demo strip; set only by `yuban demo`.")
YUBAN_DATA = env.folder("YUBAN_DATA", "var", "Folder of everything the program keeps: database, uploads, secret.")
YUBAN_FILES_ROOT = env.folder("YUBAN_FILES", str(YUBAN_DATA / "files"), "Folder of uploaded papers.", shown="var/files")
if PRODUCTION and YUBAN_DEMO:
    raise env.BadSetting("YUBAN_PRODUCTION and the demo exclude each other: anyone could sign in.")
DEBUG = False
SECRET_KEY = env.secret("YUBAN_SECRET_KEY", YUBAN_DATA / "secret", "Key that signs sessions and links.")

LOCAL_HOSTS = () if PRODUCTION else ("localhost", "127.0.0.1", "[::1]")
ALLOWED_HOSTS = env.names("YUBAN_HOSTS", LOCAL_HOSTS, "Host names under which the site answers.")
CSRF_TRUSTED_ORIGINS = env.names("YUBAN_ORIGINS", (), "Origins like https://name whose forms are accepted.")
YUBAN_PROXIES = env.number(
    "YUBAN_PROXIES", 0, "How many reverse proxies stand in front and set X-Forwarded-For and X-Forwarded-Proto."
)
YUBAN_ADDRESS = env.text("YUBAN_ADDRESS", "127.0.0.1", "Network address the web server listens on.")
YUBAN_PORT = env.number("PORT", 8000, "Port the web server listens on.", least=1, most=65535)
YUBAN_WORKERS = env.number("YUBAN_WORKERS", 2, "Web server processes; about one for each core.", least=1)
YUBAN_THREADS = env.number("YUBAN_THREADS", 4, "Requests a web server process works on at once.", least=1)
YUBAN_JOBS = env.number("YUBAN_JOBS", 2, "Background jobs the worker runs at once.", least=1)

INSTALLED_APPS = [
    "yuban.config",
    "yuban.sites.console",
    "yuban.sites.desk",
    "yuban.sites.portal",
    "yuban.sites.window",
    "yuban.hall",
    "yuban.notices",
    "yuban.ratings",
    "yuban.cases",
    "yuban.catalogue",
    "yuban.people",
    "yuban.organs",
    "yuban.regions",
    "yuban.design",
    "yuban.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yuban.sites.access.PeopleMiddleware",
    "yuban.config.sessions.IdleMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yuban.config.urls"
WSGI_APPLICATION = "yuban.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yuban.design.context.frame",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **env.database(
            "YUBAN_DATABASE_URL",
            server.address(YUBAN_DATA),
            "Any PostgreSQL 15 or later, as postgresql://user:password@host:port/name; unset, the embedded server.",
        ),
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,  # a connection broken by a restart of the server is replaced, not handed out
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 2,  # pages ask the same again and again; PostgreSQL need not plan it each time
            "pool": {
                "min_size": 1,
                "max_size": max(YUBAN_THREADS, YUBAN_JOBS) + 2,
                "timeout": 5,  # seconds a page waits for a connection before it says that the site is out of order
                "reconnect_timeout": 5,  # seconds of trying in the background; after that each request tries anew
            },
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = YUBAN_DATA / "static"
MEDIA_ROOT = YUBAN_FILES_ROOT

YUBAN_UPLOAD_MEGABYTES = env.number("YUBAN_UPLOAD_MEGABYTES", 20, "Largest single upload, in megabytes.", least=1)
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # larger uploads go to disk at once
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # forms without their files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "yuban.people.queries.PasswordBackend"]
LOGIN_URL = "portal:sign_in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

AXES_FAILURE_LIMIT = env.number("YUBAN_SIGN_IN_TRIES", 5, "Wrong passwords before a pause.", least=1)
AXES_COOLOFF_TIME = timedelta(
    minutes=env.number("YUBAN_SIGN_IN_PAUSE", 15, "Minutes of pause after too many wrong passwords.", least=1)
)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger elsewhere cannot lock a person out
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

SESSION_ENGINE = "yuban.config.sessions"
SESSION_COOKIE_AGE = 60 * env.number("YUBAN_SESSION_MINUTES", 120, "Minutes an unused sign-in stays.", least=5)
YUBAN_STAFF_SESSION_AGE = 60 * env.number(
    "YUBAN_STAFF_SESSION_MINUTES", 30, "Minutes an unused sign-in of staff stays.", least=5
)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if YUBAN_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [YUBAN_DATA / "locale"]  # compiled from src/yuban/locale by config/serving/prepare.py
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

YUBAN_LOG_LEVEL = env.text("YUBAN_LOG_LEVEL", "WARNING", "How much is logged: ERROR, WARNING, INFO or DEBUG.").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "yuban.config.logs.WithoutRows", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": YUBAN_LOG_LEVEL},
    "loggers": {"django": {"handlers": [], "level": YUBAN_LOG_LEVEL, "propagate": True}},
}
