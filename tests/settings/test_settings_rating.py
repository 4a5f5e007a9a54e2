"""The table [rating]: a region's profile with the hall's changes, and links that cannot be made up."""

from collections.abc import Callable

import pytest

from edge.ratings.profile import names
from tests.settings.conftest import Reader

Complaints = Callable[..., list[str]]

KEY = "00" * 32


def rating(lines: str) -> tuple[str, str]:
    """Return the change that puts the table into the small hall's file."""
    return ("[hall]", f"[rating]\n{lines}\n\n[hall]")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('profile = "nation"', '[rating]: "profile": there is no profile "nation"; did you mean "national"?'),
        ('profil = "national"', '[rating]: unknown setting "profil"; did you mean "profile"?'),
        (
            'link = "https://x/{token}"',
            '[rating]: "link" and "link_key" belong together: an unsigned link could be made up by anybody',
        ),
        (f'link = "https://x/"\nlink_key = "{KEY}"', '[rating]: "link": must name {token}, or every rating would'),
        (f'link = "x{{token}}"\nlink_key = "{KEY}"', '[rating]: "link": must be a link that a phone can open'),
        (f'link = "https://x/{{a}}"\nlink_key = "{KEY}"', '[rating]: "link": only {token} can stand in braces'),
        (
            'link = "https://x/{token}"\nlink_key = "secret-word"',
            '[rating]: "link_key": must be 64 hexadecimal digits; make them with: openssl rand -hex 32',
        ),
        ("serves_links = true", '[rating]: "serves_links" needs "link" and "link_key"'),
        ("public_at_least = 1", '[rating]: "public_at_least" is wrong: input should be greater than or equal to 5'),
        ('region = { joining = ";" }', "[rating]: \"region\": joining: Input should be '|' or ','"),
        ('region = { levels = { 5 = "4" } }', '[rating]: "region": Value error, "levels" must give each of 1 to 5'),
        ('region = { tags = "x" }', '[rating]: "region": Value error, there is no list "x"; there are national-2020'),
        ("region = { default_level = 3 }", '"default_level" and "default_after_days" belong together'),
        ('items.socal.code = "1"', "[rating.items.socal]: no such service is configured"),
    ],
)
def test_a_mistake_is_a_sentence(complaints: Complaints, lines: str, sentence: str) -> None:
    said = complaints(rating(lines))
    assert any(sentence in one for one in said), said
    assert not any("secret-word" in one for one in said)


def test_without_the_table_a_hall_rates_as_the_national_platform_does(read_hall: Reader) -> None:
    plan = read_hall().plan().rating
    assert (plan.profile, plan.tags.version, plan.is_anonymous, plan.link_s) == ("national", "national-2020", True, 0)
    assert plan.default_after_s == 0


@pytest.mark.parametrize("name", names())
def test_every_profile_can_be_chosen(read_hall: Reader, name: str) -> None:
    assert read_hall(rating(f'profile = "{name}"')).plan().rating.profile == name


def test_a_region_changes_what_it_does_otherwise_and_keeps_the_rest(read_hall: Reader) -> None:
    settings = read_hall(rating('region = { deadline_days = 3, channels = { 7 = "9" } }'))
    profile = settings.rating.region_profile()
    assert (profile.deadline_days, profile.channels[7], profile.channels[6]) == (3, "9", "6")


def test_links_last_as_long_as_the_hall_says(read_hall: Reader) -> None:
    settings = read_hall(rating(f'link = "https://x/{{token}}"\nlink_key = "{KEY}"\nlink_days = 2'))
    assert settings.plan().rating.link_s == 2 * 86400
    assert KEY not in repr(settings.rating)
