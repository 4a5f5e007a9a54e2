"""What a person may mistype when a simulator is started: told in a sentence, and nothing is lost by it."""

from pathlib import Path

import pytest

from drivers.simulators.serving import serve, serve_pty

pytestmark = pytest.mark.real_time


async def test_a_file_in_the_way_is_not_replaced_by_a_port(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("do not lose me")
    with pytest.raises(FileExistsError, match="choose a path that is free"):
        await serve(["printer"], pty=precious)
    assert precious.read_text() == "do not lose me"
    assert not precious.is_symlink()


async def test_a_link_to_something_else_is_left_alone(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        await serve(["printer"], pty=link)
    assert link.readlink() == tmp_path / "elsewhere"


async def test_a_port_that_a_killed_simulator_left_behind_is_taken_over(tmp_path: Path) -> None:
    left = tmp_path / "tty"
    left.symlink_to("/dev/pts/99999")
    async with serve_pty({}, left) as station:
        assert station.path.readlink() != Path("/dev/pts/99999")
    assert not left.is_symlink()


@pytest.mark.parametrize("raw_tcp", ["abc", "99999", "127.0.0.1:", "-1", ""])
async def test_what_is_no_port_is_told_in_a_sentence(raw_tcp: str) -> None:
    with pytest.raises(ValueError, match="is no port"):
        await serve(["printer"], tcp=raw_tcp)
