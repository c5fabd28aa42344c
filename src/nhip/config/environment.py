"""What the surroundings say: every NHIP_* variable, read once and checked before anything starts.

Each one is described in docs/operations/settings.md. A value that cannot be used raises BadSetting, a
sentence in both languages; nothing is guessed.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, cast
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from nhip import keys
from nhip.config.mail import Mail, read_mail
from nhip.config.refusals import BadSetting

PACKAGE_DIR = Path(__file__).resolve().parents[1]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
POSTGRES_OPTIONS = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name"}
)
POSTGRES_INSTALLATION = ".venv/bin/pip install --require-hashes -r requirements/postgres.txt"
SECRET_LENGTH = 50  # what Django's own deployment check asks for
SECRET_VARIETY = 5

WorkerPlace = Literal["embedded", "separate"]


@dataclass(frozen=True, kw_only=True)
class Database:
    """Where the data lies. ``name`` is a file for SQLite; the rest is PostgreSQL's."""

    engine: Literal["sqlite3", "postgresql"]
    name: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    options: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Every setting, checked."""

    home: Path
    database: Database
    today: date | None
    secret_key: str
    audit_key: str
    audit_head: Path
    public_url: str
    host: str
    https: bool
    proxies: int
    worker: WorkerPlace
    demo: bool
    debug: bool
    files: Path
    mail: Mail
    digest_hour: int

    @property
    def django_host(self) -> str:
        """The public host as ALLOWED_HOSTS wants it: an IPv6 address in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host


def home() -> Path:
    """Return the directory that ``var/`` stands in: the checkout Nhịp runs from, else the current one."""
    checkout = PACKAGE_DIR.parents[1]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


def read(environ: Mapping[str, str] | None = None, *, at: Path | None = None) -> Environment:
    """Read and check every setting. Raises BadSetting.

    environ: the process's own when None. at: the directory for ``var/``, :func:`home` when None.
    Makes ``var/`` and, the first time that no NHIP_SECRET_KEY is given, the key's file in it.
    """
    given = os.environ if environ is None else environ
    place = home() if at is None else at
    _make_var(place)
    public = _public_url(given.get("NHIP_PUBLIC_URL") or "http://127.0.0.1:8000")
    host, https = public.hostname or "", public.scheme == "https"
    debug = _flag(given, "NHIP_DEBUG")
    _refuse_exposure(host=host, https=https, debug=debug, allow_http=_flag(given, "NHIP_ALLOW_HTTP"))
    database = _database(given.get("NHIP_DATABASE_URL") or "sqlite:///var/nhip.sqlite3", place)
    return Environment(
        home=place,
        database=database,
        today=_today(given.get("NHIP_TODAY", "")),
        secret_key=_secret_key(given.get("NHIP_SECRET_KEY", ""), place),
        audit_key=_audit_key(given.get("NHIP_AUDIT_KEY", "")),
        audit_head=_audit_head(given.get("NHIP_AUDIT_HEAD", ""), database, place),
        public_url=f"{public.scheme}://{public.netloc}",
        host=host,
        https=https,
        # Nhịp does not speak TLS itself: behind an https address there is a proxy.
        proxies=_count(given, "NHIP_PROXIES", default=1 if https else 0),
        worker=worker_place(given),
        demo=_flag(given, "NHIP_DEMO"),
        debug=debug,
        files=_files(given.get("NHIP_FILES") or "var/files", place),
        mail=read_mail(given, place, host=host, demo=_flag(given, "NHIP_DEMO")),
        digest_hour=_hour(given, "NHIP_DIGEST_HOUR", default=7),
    )


def _files(value: str, place: Path) -> Path:
    folder = place / value
    if folder.parent.is_dir() and (folder.is_dir() or not folder.exists()):
        return folder
    raise _bad(
        "NHIP_FILES",
        value,
        f"phải là một thư mục, và {folder.parent} phải có sẵn",
        f"must be a directory, and {folder.parent} must exist",
    )


def worker_place(environ: Mapping[str, str]) -> WorkerPlace:
    """Say whether the server runs the background worker itself. Raises BadSetting."""
    value = environ.get("NHIP_WORKER") or "embedded"
    if value not in {"embedded", "separate"}:
        raise _bad("NHIP_WORKER", value, "phải là embedded hoặc separate", "must be embedded or separate")
    return cast("WorkerPlace", value)


def _bad(name: str, value: str, vi: str, en: str) -> BadSetting:
    return BadSetting(f"{name} = “{value}”: {vi}.", f'{name} = "{value}": {en}.')


def _flag(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "")
    if value not in {"", "0", "1"}:
        raise _bad(name, value, "phải là 1 (bật) hoặc 0 (tắt)", "must be 1 (on) or 0 (off)")
    return value == "1"


def _count(given: Mapping[str, str], name: str, *, default: int) -> int:
    value = given.get(name, "")
    if not re.fullmatch(r"[0-9]?", value, re.ASCII):
        raise _bad(name, value, "phải là một số từ 0 đến 9", "must be a number from 0 to 9")
    return int(value) if value else default


def _hour(given: Mapping[str, str], name: str, *, default: int) -> int:
    value = given.get(name, "")
    if not re.fullmatch(r"(1?[0-9]|2[0-3])?", value, re.ASCII):
        raise _bad(
            name, value, "phải là một giờ trong ngày, từ 0 đến 23", "must be an hour of the day, 0 to 23"
        )
    return int(value) if value else default


def _today(value: str) -> date | None:
    if not value:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _bad(
        "NHIP_TODAY",
        value,
        "phải là một ngày có thật, viết theo dạng năm-tháng-ngày như 2020-05-20",
        "must be a day that exists, written year-month-day as in 2020-05-20",
    )


def _public_url(value: str) -> SplitResult:
    try:
        url = urlsplit(value)
        port_is_real = url.port is None or url.port > 0  # asking for the port checks it
    except ValueError:
        url, port_is_real = SplitResult("", "", "", "", ""), False
    bare = url.path in {"", "/"} and not (url.query or url.fragment or "@" in url.netloc)
    # Letters, digits, dots, hyphens only: "*" and a leading dot mean "any host" to Django.
    host_is_real = re.fullmatch(r"[0-9a-z:][0-9a-z.:-]*", url.hostname or "") is not None
    if url.scheme in {"http", "https"} and host_is_real and bare and port_is_real:
        return url
    raise _bad(
        "NHIP_PUBLIC_URL",
        value,
        "phải là địa chỉ người dùng gõ vào trình duyệt, chỉ gồm http(s)://, tên máy và cổng",
        "must be the address people type into a browser: only http(s)://, a host and a port",
    )


def _refuse_exposure(*, host: str, https: bool, debug: bool, allow_http: bool) -> None:
    if host in LOOPBACK:
        return
    if debug:
        raise _bad(
            "NHIP_DEBUG",
            "1",
            "chỉ dùng khi NHIP_PUBLIC_URL là chính máy này, vì trang lỗi để lộ cấu hình và dữ liệu",
            "only where NHIP_PUBLIC_URL is this machine itself, because error pages show settings and data",
        )
    if not https and not allow_http:
        raise _bad(
            "NHIP_PUBLIC_URL",
            f"http://{host}",
            "mật khẩu sẽ đi qua mạng không mã hóa; hãy dùng https://, hoặc đặt NHIP_ALLOW_HTTP=1 nếu chấp "
            "nhận rủi ro trong mạng nội bộ",
            "passwords would cross the network in the clear; use https://, or set NHIP_ALLOW_HTTP=1 to "
            "accept the risk inside an office network",
        )


def _database(value: str, place: Path) -> Database:
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError:
        raise _unknown_database(value) from None
    if url.scheme == "sqlite":
        return _sqlite(value, url, place)
    if url.scheme in {"postgres", "postgresql"}:
        return _postgres(value, url, port)
    raise _unknown_database(value)


def _unknown_database(value: str) -> BadSetting:
    return _bad(
        "NHIP_DATABASE_URL",
        _without_password(value),
        "phải có dạng sqlite:///đường-dẫn hoặc postgres://người-dùng:mật-khẩu@máy/tên",
        "must look like sqlite:///path or postgres://user:password@host/name",
    )


def _sqlite(value: str, url: SplitResult, place: Path) -> Database:
    path = unquote(url.path).removeprefix("/")
    if url.netloc or url.query or url.fragment or not path or path.endswith("/") or path.startswith(":"):
        raise _unknown_database(value)
    file = place / path  # an absolute path (four slashes) stays what it is
    if not file.parent.is_dir():
        raise _bad(
            "NHIP_DATABASE_URL",
            value,
            f"không có thư mục {file.parent}; hãy tạo thư mục đó trước",
            f"there is no directory {file.parent}; make it first",
        )
    return Database(engine="sqlite3", name=str(file), options={})


def _postgres(value: str, url: SplitResult, port: int | None) -> Database:
    name = unquote(url.path).removeprefix("/")
    options = dict(parse_qsl(url.query, keep_blank_values=True))
    if not name or "/" in name or url.fragment:
        raise _unknown_database(value)
    if unknown := sorted(options.keys() - POSTGRES_OPTIONS):
        raise _bad(
            "NHIP_DATABASE_URL",
            _without_password(value),
            f"không nhận tùy chọn {', '.join(unknown)}; chỉ nhận {', '.join(sorted(POSTGRES_OPTIONS))}",
            f"takes no option {', '.join(unknown)}, only {', '.join(sorted(POSTGRES_OPTIONS))}",
        )
    if find_spec("psycopg") is None:
        raise _bad(
            "NHIP_DATABASE_URL",
            _without_password(value),
            f"PostgreSQL cần thêm gói; hãy chạy {POSTGRES_INSTALLATION}",
            f"PostgreSQL needs a package; run {POSTGRES_INSTALLATION}",
        )
    return Database(
        engine="postgresql",
        name=name,
        host=_host(url),
        port=port,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        options=options,
    )


def _host(url: SplitResult) -> str:
    """The host as it is written: it may be the folder of a socket, whose letters are not all small."""
    host = url.netloc.rpartition("@")[2]
    return unquote(host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0])


def _without_password(value: str) -> str:
    return re.sub(r"(?<=:)[^:@/]*(?=@)", "…", value)


def _make_var(place: Path) -> None:
    """Make ``var/``, where Nhịp keeps what it writes."""
    try:
        (place / "var").mkdir(exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"Không tạo được thư mục {place / 'var'}: {error.strerror}. Hãy cấp quyền ghi vào {place}.",
            f"Cannot make the directory {place / 'var'}: {error.strerror}. Allow writing in {place}.",
        ) from None


def _secret_key(value: str, place: Path) -> str:
    return _strong("NHIP_SECRET_KEY", value or _stored_key(place), "secret-key")


def _audit_key(value: str) -> str:
    """The audit's key as it is given; "" leaves its file to whoever seals or checks."""
    return _strong("NHIP_AUDIT_KEY", value, "audit-key") if value else ""


def _strong(name: str, key: str, file: str) -> str:
    strong = len(key) >= SECRET_LENGTH and len(set(key)) >= SECRET_VARIETY
    if strong and not key.startswith("django-insecure-"):
        return key
    # The value is not repeated: it may be close to the right one.
    raise BadSetting(
        f"{name}: quá ngắn hoặc dễ đoán; cần ít nhất {SECRET_LENGTH} ký tự ngẫu nhiên. Hãy bỏ biến "
        f"này để Nhịp tự tạo khóa trong var/{file}.",
        f"{name}: too short or easily guessed; {SECRET_LENGTH} random characters are needed. "
        f"Leave it out and Nhịp makes a key of its own in var/{file}.",
    )


def _audit_head(value: str, database: Database, place: Path) -> Path:
    """Where the audit's head is kept: beside a SQLite file, else in var; each database has its own."""
    if value:
        return place / value
    if database.engine == "sqlite3":
        return Path(f"{database.name}.audit-head")
    return place / "var" / f"{quote(database.name, safe='')}.audit-head"


def _stored_key(place: Path) -> str:
    """Read this installation's key; make it first where there is none. Two processes at once agree on one."""
    file = place / "var" / "secret-key"
    try:
        return keys.made_once(file)
    except keys.ExposedKey:
        raise BadSetting(
            f"Tệp {file} chứa khóa bí mật mà người khác trên máy đọc được. Hãy chạy: chmod 600 {file}",
            f"The file {file} holds the secret key and others on this machine can read it. "
            f"Run: chmod 600 {file}",
        ) from None
    except OSError as error:
        raise BadSetting(
            f"Không đọc hoặc tạo được khóa bí mật {file}: {error.strerror}. Hãy cấp quyền cho tài khoản chạy "
            "Nhịp, hoặc đặt NHIP_SECRET_KEY.",
            f"Cannot read or make the secret key {file}: {error.strerror}. Give the account that runs Nhịp "
            "access, or set NHIP_SECRET_KEY.",
        ) from None
