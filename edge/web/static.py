"""The files of the screens, read once: small enough to be kept, and then they all belong to one build."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from edge.web.plan import ScreenKind

FOLDER = Path(__file__).resolve().parents[2] / "kiosk_ui"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_BUILD_MARK = b"{{build}}"


@dataclass(frozen=True, slots=True)
class Page:
    """One file as it goes out."""

    body: bytes
    content_type: str
    etag: str


class Shell:
    """All files of `kiosk_ui` by their path under it, and the build that they make up."""

    def __init__(self, folder: Path = FOLDER) -> None:
        raw_files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.suffix in _TYPES
        }
        shared = raw_files.get("shared/shared.css", b"")
        for kind in ScreenKind:  # one style sheet a screen: the shared rules first, one request less
            own = raw_files.pop(f"{kind.value}/{kind.value}.css", b"")
            raw_files[f"{kind.value}/screen.css"] = shared + own
        digest = hashlib.sha256()
        for name in sorted(raw_files):
            digest.update(name.encode() + b"\0" + raw_files[name] + b"\0")
        self.build = digest.hexdigest()[:12]
        self._pages = {name: self._page(name, body) for name, body in raw_files.items()}

    def page(self, name: str) -> Page | None:
        """Return one file, None if there is none of this name."""
        return self._pages.get(name)

    def _page(self, name: str, raw_body: bytes) -> Page:
        body = raw_body.replace(_BUILD_MARK, self.build.encode())
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Page(body, _TYPES.get(Path(name).suffix, content_type), hashlib.sha256(body).hexdigest()[:16])


def send(request: web.Request, page: Page | None) -> web.Response:
    """Answer with a file; a browser that has it already gets 304."""
    if page is None:
        raise web.HTTPNotFound(text="404")
    headers = {"ETag": f'"{page.etag}"', "Cache-Control": "no-cache"}  # kept, but asked for again each time
    if any(tag.value == page.etag for tag in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    response = web.Response(body=page.body, content_type=page.content_type, charset="utf-8", headers=headers)
    response.enable_compression()
    return response
