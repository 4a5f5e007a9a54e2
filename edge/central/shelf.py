"""The folder in which central's documents lie: one file each, replaced as a whole, found again after a power cut."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from edge.central.documents import pack, unpack
from edge.ports import Document

SUFFIX = ".json"
UNFINISHED = ".part"


class Shelf:
    """Blocking: for another thread than the loop's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> Iterator[Document | Path]:
        """Yield every document that can be read, and the path of every file that cannot."""
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            try:
                document = unpack(path.read_bytes())
            except (OSError, ValueError):
                yield path
            else:
                yield document

    def put(self, document: Document) -> None:
        """Keep a document, durable on return; OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(document.name)
        unfinished = path.with_suffix(UNFINISHED)
        with unfinished.open("wb") as file:
            file.write(pack(document))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        self._settle()

    def drop(self, name: str) -> None:
        """Keep a document no longer; OSError."""
        self._path(name).unlink(missing_ok=True)
        self._settle()

    def _path(self, name: str) -> Path:
        return self._folder / f"{quote(name, safe='')}{SUFFIX}"

    def _settle(self) -> None:
        """Let the folder itself reach the disk."""
        if not self._folder.exists():
            return
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
