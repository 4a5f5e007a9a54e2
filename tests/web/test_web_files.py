"""The files of the screens: small, few, complete in two languages, and nothing inline."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from edge.web.plan import ScreenKind
from edge.web.static import FOLDER, Shell
from tests.web.hall_at_work import open_stage
from tests.web.visiting import visiting

KINDS = [kind.value for kind in ScreenKind]
GZIP_AT_MOST = 60 * 1024
REQUESTS_AT_MOST = 8
# Made of sections, on desk computers; the ticket screen mostly stands beside the controller that serves it.
REQUESTS_OF_SECTIONS = {"supervisor": 20, "clerk": 14, "ticket": 16}
LINES_AT_MOST = 300
OURS = [path for path in sorted(FOLDER.rglob("*.js")) if "vendor" not in path.parts]


def needed(kind: str, shell: Shell) -> dict[str, bytes]:
    """Return every file that a screen asks for, by following what its page and modules name."""
    found: dict[str, bytes] = {}
    names = [f"{kind}/index.html"]
    while names:
        name = names.pop()
        page = shell.page(name)
        assert page is not None, name
        found[name] = page.body
        text = page.body.decode()
        links = re.findall(r'(?:src|href)="ui/([^"]+)"', text) if name.endswith(".html") else []
        imports = re.findall(r'^import .*?from "([^"]+)"|^\} from "([^"]+)"', text, re.MULTILINE)
        folder = Path(name).parent
        links += [_resolved(folder / (one or other)) for one, other in imports]
        names += [link for link in links if link not in found and link not in names]
    return found


def _resolved(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_is_small_and_asks_for_little(kind: str) -> None:
    files = needed(kind, Shell())
    assert len(files) + 1 <= REQUESTS_OF_SECTIONS.get(kind, REQUESTS_AT_MOST)  # and its event stream
    assert sum(len(gzip.compress(body)) for body in files.values()) <= GZIP_AT_MOST


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_inline_script_or_style(kind: str) -> None:
    page = (FOLDER / kind / "index.html").read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_module_makes_no_markup_of_data(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write|eval\(|new Function", text)
    assert not re.search(r"localStorage|document\.cookie|indexedDB", text)
    assert len(text.splitlines()) <= LINES_AT_MOST


def test_nothing_but_the_build_is_kept_in_the_session() -> None:
    kept = {match for path in OURS for match in re.findall(r"sessionStorage\.setItem\((.*?),", path.read_text("utf-8"))}
    assert kept == {'"build"'}


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*texts.js")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_both_languages_say_the_same_things(path: Path) -> None:
    chinese, english = _sentences(path.read_text("utf-8"))
    assert chinese.keys() == english.keys()
    for key, sentence in chinese.items():
        blanks = set(re.findall(r"\{\w+\}", sentence))
        if path.parent.name != "board":  # where both stand side by side
            assert set(re.findall(r"\{\w+\}", english[key])) == blanks, key


def _own(kind: str) -> dict[str, str]:
    """Return the Chinese sentences of a screen."""
    return {
        key: said
        for path in (FOLDER / kind).glob("*texts.js")
        for key, said in _sentences(path.read_text("utf-8"))[0].items()
    }


def _sentences(text: str) -> list[dict[str, str]]:
    """Return the two tables of a texts module."""
    tables = re.findall(r"^  (?:zh|en): \{(.*?)^  \},", text, re.MULTILINE | re.DOTALL)
    assert len(tables) == 2
    return [dict(re.findall(r'^    (\w+): "(.*)",$', table, re.MULTILINE)) for table in tables]


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_does_not_say_differently_what_all_say(kind: str) -> None:
    shared = _sentences((FOLDER / "shared/widgets.js").read_text("utf-8"))[0]
    own = _own(kind)
    assert own.keys() & shared.keys() <= {"stale", "stale_title", "back", "home"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_that_a_screen_says_exists(kind: str) -> None:
    shared = _sentences((FOLDER / "shared/widgets.js").read_text("utf-8"))[0]
    own = _own(kind)
    modules = [path.read_text("utf-8") for path in OURS if path.parent.name == kind]
    said = {key for module in modules for key in re.findall(r'screen\.t\("(\w+)"', module)}
    assert said <= own.keys() | shared.keys()
    assert "stale" in own  # what to do instead


def test_the_vendored_module_stands_alone_with_its_licence() -> None:
    text = (FOLDER / "vendor/lit-html.js").read_text("utf-8")
    assert "SPDX-License-Identifier: BSD-3-Clause" in text
    assert not re.search(r"\bimport\b", text)
    assert "Redistribution and use" in (FOLDER / "vendor/LICENSE.lit-html").read_text("utf-8")


@pytest.mark.real_time
async def test_a_file_that_the_browser_has_is_not_sent_again() -> None:
    async with visiting(open_stage()) as visitor:
        path = "/board/A/ui/board/board.js"
        _, body, headers = await visitor.get(path)
        status, again, _ = await visitor.get(path, **{"If-None-Match": headers["ETag"]})
        assert (status, again) == (304, "")
        assert body


@pytest.mark.real_time
async def test_the_page_knows_its_build_and_paths_lead_nowhere_else() -> None:
    async with visiting(open_stage()) as visitor:
        _, page, _ = await visitor.get("/board/A/")
        assert f'data-build="{Shell().build}"' in page
        for path in ("../edge/web/server.py", "%2e%2e/pyproject.toml", "vendor/LICENSE.lit-html", "nothing.js"):
            assert (await visitor.get(f"/board/A/ui/{path}"))[0] == 404, path


@pytest.mark.slow
def test_the_types_of_the_pages_hold(tmp_path: Path) -> None:
    tsc = shutil.which("tsc")
    if tsc is None:
        pytest.skip("the TypeScript compiler is not installed: types in JSDoc are not checked here")
    options = {
        "compilerOptions": {
            "allowJs": True,
            "checkJs": True,
            "noEmit": True,
            "strict": True,
            "target": "es2022",
            "module": "es2022",
            "moduleResolution": "bundler",
            "lib": ["es2022", "dom", "dom.iterable"],
        },
        "files": [str(FOLDER / kind / f"{kind}.js") for kind in KINDS],
    }
    project = tmp_path / "tsconfig.json"
    project.write_text(json.dumps(options), "utf-8")
    done = subprocess.run([tsc, "-p", str(project)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
