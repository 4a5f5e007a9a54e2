"""The table [rating]: the region's profile, links for phones, and what is public."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator

from edge.hall.rating_plan import DAY_S, RatingPlan
from edge.ratings.profile import Profile, names, profile
from edge.settings.draft import Draft
from edge.settings.problems import no_such, suggestion
from edge.settings.tables import Table

SEED_BYTES = 32  # of an Ed25519 key


def _link(text: str) -> str:
    try:
        text.format(token="")
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError("only {token} can stand in braces") from None
    if "{token}" not in text:
        raise ValueError("must name {token}, or every rating would have the same link")
    if not text.startswith(("https://", "http://")):
        raise ValueError("must be a link that a phone can open, beginning with https://")
    return text


def _seed(secret: SecretStr) -> SecretStr:
    try:
        is_whole = len(bytes.fromhex(secret.get_secret_value())) == SEED_BYTES
    except ValueError:
        is_whole = False
    if not is_whole:
        raise ValueError("must be 64 hexadecimal digits; make them with: openssl rand -hex 32")
    return secret


def _profile(name: str) -> str:
    if name not in names():
        raise ValueError(f'there is no profile "{name}"{suggestion(name, names())}')
    return name


class ItemTable(Table):
    """What a service is called on the platform that ratings go to."""

    code: str = ""  # 事项编码
    name: str = ""
    department: str = ""  # 18-digit credit code of the department
    department_name: str = ""
    type: Literal["", "immediate", "promised"] = ""


class RatingTable(Table):
    """How ratings are asked for here."""

    profile: Annotated[str, AfterValidator(_profile)] = "national"
    region: Mapping[str, Any] = Field(default_factory=dict)  # what this region does otherwise than its profile
    link: Annotated[str, AfterValidator(_link)] | None = None  # of central's page, or of this hall's own
    link_key: Annotated[SecretStr, AfterValidator(_seed)] | None = None  # Ed25519 seed that links are signed with
    link_days: Annotated[int, Field(ge=1, le=30)] = 7
    serves_links: bool = False  # the hall's own web server answers under /r/{token}, too
    public_at_least: Annotated[int, Field(ge=5)] = 10
    area_code: str = ""
    area_name: str = ""
    data_source: str = ""
    items: Mapping[str, ItemTable] = Field(default_factory=dict)  # by the code of the service

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (self.link is None) != (self.link_key is None):
            raise ValueError('"link" and "link_key" belong together: an unsigned link could be made up by anybody')
        if self.serves_links and self.link is None:
            raise ValueError('"serves_links" needs "link" and "link_key"')
        try:
            profile(self.profile, self.region)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise ValueError(f'"region": {where}: {first["msg"]}' if where else f'"region": {first["msg"]}') from None
        return self

    def region_profile(self) -> Profile:
        """Return the profile with this region's changes."""
        return profile(self.profile, self.region)

    def plan(self) -> RatingPlan:
        """Return the rules' own value of it."""
        link_s = self.link_days * DAY_S if self.link else 0.0
        return replace(self.region_profile().plan(self.profile), link_s=link_s, public_at_least=self.public_at_least)


def read_rating(draft: Draft) -> RatingTable:
    """Read [rating]; complains about what the platform calls a service that is none."""
    table = draft.one("rating", RatingTable) or RatingTable()
    known = draft.written("service", "code")
    for code in table.items:
        if code not in known:
            draft.complain(f"[rating.items.{code}]", no_such("service", code, known))
    return table
