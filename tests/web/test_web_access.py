"""Who may open which screen."""

import pytest

from edge.web.access import is_known_host, place_of_token
from edge.web.plan import Screen, ScreenKind, ScreenPlan
from tests.web.hall_at_work import SCREENS, open_stage
from tests.web.visiting import ELSEWHERE, visiting

HERE = ("/ticket/", "/ticket/door/", "/board/A/", "/rating/1/", "/clerk/2/", "/kiosk/", "/supervisor/", "/technician/")


@pytest.mark.real_time
@pytest.mark.parametrize("base", HERE)
async def test_this_machine_needs_nothing_and_every_other_gets_403(base: str) -> None:
    async with visiting(open_stage()) as visitor:
        assert (await visitor.get(base))[0] == 200
        for path in (base, f"{base}api/live", f"{base}ui/shared/shared.js", f"{base}api/health", "/healthz", "/"):
            assert (await visitor.get(path, **ELSEWHERE))[0] == 403, path


@pytest.mark.real_time
@pytest.mark.parametrize("base", ["/ticket/attic/", "/board/Z/", "/rating/77/", "/clerk/77/"])
async def test_what_the_hall_does_not_have_is_not_found(base: str) -> None:
    async with visiting(open_stage()) as visitor:
        assert (await visitor.get(base))[0] == 404


@pytest.mark.real_time
async def test_a_secret_link_opens_its_one_screen_from_anywhere() -> None:
    async with visiting(open_stage()) as visitor:
        status, page, _ = await visitor.get("/s/clerk-secret-0002/", **ELSEWHERE)
        assert status == 200
        assert "ui/clerk/clerk.js" in page
        assert (await visitor.get("/s/clerk-secret-0002/ui/clerk/clerk.js", **ELSEWHERE))[0] == 200
        assert (await visitor.get("/s/clerk-secret-0003/", **ELSEWHERE))[0] == 403
        assert (await visitor.get("/s//", **ELSEWHERE))[0] in (403, 404)


@pytest.mark.real_time
async def test_a_clerks_link_acts_for_its_own_window_only() -> None:
    async with visiting(open_stage()) as visitor:
        visitor.stage.take("social")
        status, answer = await visitor.act("/s/clerk-secret-0002/", "next")
        assert (status, answer["number"]) == (200, "A001")
        assert visitor.stage.commands.hall.state.windows[2].ticket
        status, answer = await visitor.act("/s/clerk-secret-0002/", "next", window=1)
        assert (status, answer["code"]) == (400, "bad_args")


@pytest.mark.real_time
async def test_a_screen_cannot_do_what_belongs_to_another() -> None:
    async with visiting(open_stage()) as visitor:
        for base, what in (
            ("/s/pad-secret-0001/", "next"),
            ("/s/ticket-secret-000d/", "open_day"),
            ("/s/board-secret-000a/", "take"),
            ("/clerk/1/", "test"),
        ):
            assert (await visitor.act(base, what))[0] == 400, (base, what)


@pytest.mark.real_time
async def test_a_page_of_another_site_cannot_reach_us_by_renaming_itself() -> None:
    async with visiting(open_stage()) as visitor:
        assert (await visitor.get("/ticket/", Host="evil.example:8080"))[0] == 403
        assert (await visitor.get("/s/clerk-secret-0002/", Host="evil.example"))[0] == 403
        assert (await visitor.get("/ticket/", Host="localhost:8080"))[0] == 200


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        ("localhost:8080", True),
        ("LOCALHOST", True),
        ("127.0.0.1:8080", True),
        ("192.168.1.5", True),
        ("[::1]:8080", True),
        ("[::1]", True),
        ("hall.lan:8080", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example:8080", False),
        ("", False),
    ],
)
def test_only_addresses_and_configured_names_are_ours(host: str, is_known: bool) -> None:
    assert is_known_host(host, ScreenPlan("厅", host_names=("hall.lan",))) is is_known


def test_a_token_names_its_screen() -> None:
    place = place_of_token("pad-secret-0001", SCREENS)
    assert place is not None
    assert (place.kind, place.name, place.window) == (ScreenKind.RATING, "pad-1", 1)


def test_a_screen_without_a_token_and_the_technicians_page_have_no_link() -> None:
    plan = ScreenPlan("厅", screens=(Screen("a", ScreenKind.CLERK, ""), Screen("t", ScreenKind.TECHNICIAN, "secret")))
    assert place_of_token("", plan) is None
    assert place_of_token("secret", plan) is None


def test_tokens_are_not_shown_by_accident() -> None:
    assert "pad-secret" not in repr(SCREENS)


@pytest.mark.real_time
async def test_the_front_door_leads_to_the_only_dispenser() -> None:
    async with visiting(open_stage()) as visitor:
        status, _, headers = await visitor.get("/")
        assert (status, headers["Location"]) == (302, "/ticket/")
        status, _, headers = await visitor.get("/board/A")
        assert (status, headers["Location"]) == (308, "/board/A/")
