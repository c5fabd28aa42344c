"""Static files: our own, and from the browser libraries only those files that pages use.

The libraries lie in node_modules (package.json names them, `./dev` fetches them); whole packages would add
thousands of files that nobody asks for.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, overload

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from django.core.management.base import CommandError
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Address under /static/ → directory in node_modules, and the files taken from it.
LIBRARIES: dict[str, tuple[str, str]] = {
    "vendor/tabler": ("@tabler/core/dist/css", "tabler.min.css"),
    "vendor/htmx": ("htmx.org/dist", "htmx.min.js"),
    # Beside each other, though the package has them apart: a grid's page asks for both.
    "vendor/tabulator": ("tabulator-tables/dist/js", "tabulator_esm.min.js"),
    "vendor/tabulator/css": ("tabulator-tables/dist/css", "tabulator_simple.min.css"),
    "vendor/be-vietnam-pro/files": (
        "@fontsource/be-vietnam-pro/files",
        "be-vietnam-pro-*-[46]00-normal.woff2",
    ),
}


class BrowserLibraries(BaseFinder):
    """Find the files of LIBRARIES."""

    def check(self, **_: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's own signature
        """Ask for nothing: only collecting needs the files, and commands run without them."""
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = ...) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Find one address: its file, or every file. An empty list when there is none, as Django's own do."""
        for address, directory, pattern in _libraries():
            name = path.removeprefix(f"{address}/")
            file = directory / name
            if name != path and "/" not in name and file.match(pattern) and file.is_file():
                return [str(file)] if find_all else str(file)
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Give every file to collect. Raises CommandError when a library has not been fetched."""
        for address, directory, pattern in _libraries():
            if not directory.is_dir():
                raise CommandError(
                    f"Thiếu thư viện trình duyệt {directory}. Hãy chạy ./dev demo. / "
                    "A browser library is missing. Run ./dev demo."
                )
            storage = FileSystemStorage(location=str(directory))
            storage.prefix = address  # type: ignore[attr-defined] # where collectstatic puts its files
            for file in sorted(directory.glob(pattern)):
                if not matches_patterns(file.name, list(ignore_patterns or ())):
                    yield file.name, storage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise has no types
    """Names that change with the content, so that browsers may keep files for ever; compressed once.

    Source maps are left out: Django would insist on the .map files, which only help the library's developers.
    """

    support_js_module_import_aggregation = True
    patterns = tuple(
        (files, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for files, rules in CompressedManifestStaticFilesStorage.patterns
    )


def _libraries() -> Iterator[tuple[str, Path, str]]:
    for address, (directory, pattern) in LIBRARIES.items():
        yield address, settings.BASE_DIR / "node_modules" / directory, pattern
