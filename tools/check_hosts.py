"""Fail when a tracked file names a package registry: which one to ask is the business of each machine.

Looks for the hosts that pip, npm and apt ask here, those they ask when nobody has set them up, and for lines
that would set one up. So this file names none itself.
"""

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = re.compile(r"https?://[^\s'\"]+")
SETTING = re.compile(
    r"--(?:extra-)?index-url|--find-links|--registry|^\s*(?:index-url|registry)\s*=", re.MULTILINE
)
# package-lock.json copies where to give money; that is no registry.
FUNDING = re.compile(r'"url": "[^"]*"')
LOCKS = {".npmrc", "package.json", "package-lock.json"}


def tracked() -> list[Path]:
    """Return every file that git keeps or is about to."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if (ROOT / name).is_file()]


def hosts() -> set[str]:
    """Return the hosts that packages come from on this machine, and those they come from by default."""
    said = _output(sys.executable, "-m", "pip", "config", "list")
    if npm := shutil.which("npm", path=f"{Path(sys.executable).parent}:{ROOT}:/usr/local/bin:/usr/bin:/bin"):
        said += _output(npm, "config", "get", "registry")
    said += "".join(file.read_text(errors="replace") for file in Path("/etc/apt").glob("sources.list.d/*"))
    default = importlib.import_module("pip._internal.models.index").PyPI
    names = {urlsplit(address).hostname or "" for address in ADDRESS.findall(said)}
    names |= {default.netloc, default.file_storage_domain}
    return {name for name in names if "." in name}


def faults(file: Path, registries: Iterable[str]) -> list[str]:
    """Say where one file names a registry."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:  # a picture
        return []
    name = file.relative_to(ROOT).as_posix()
    found = [registry for registry in registries if registry in text]
    if name in LOCKS or name.startswith("requirements/"):
        found += [match.group().strip() for match in SETTING.finditer(text)]
        found += ADDRESS.findall(FUNDING.sub("", text))
        found += ["resolved"] if '"resolved"' in text else []
    return [f"{name}: {what}" for what in found]


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=False, text=True, cwd=ROOT).stdout


if __name__ == "__main__":
    known = sorted(hosts())
    every = [fault for file in tracked() for fault in faults(file, known)]
    print("\n".join(every))
    raise SystemExit(1 if every else 0)
