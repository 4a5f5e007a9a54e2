"""The tables of the file that say how services are offered: as a tree of groups, and as themes (一件事)."""

from typing import Annotated

from pydantic import Field

from edge.hall.plan import Group, Theme
from edge.settings.tables import Name, Table, TopicWord


class GroupTable(Table):
    """A branch of the tree of services; one that stands in another makes the third level."""

    code: TopicWord
    name: Name
    name_en: str = ""
    parent: str = ""

    def group(self) -> Group:
        """Return the rules' own value of it."""
        return Group(self.code, self.name, self.name_en, self.parent)


class ThemeTable(Table):
    """Several services in one visit, in this order, with one ticket."""

    code: TopicWord
    name: Name
    name_en: str = ""
    services: Annotated[tuple[str, ...], Field(min_length=2, max_length=8)]

    def theme(self) -> Theme:
        """Return the rules' own value of it."""
        return Theme(self.code, self.name, self.services, self.name_en)
