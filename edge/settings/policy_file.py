"""A policy to rehearse: a file with the table [policy] alone, or a whole hall's configuration."""

from pathlib import Path

from drivers import registry
from edge.hall.policy import Policy
from edge.settings.devices import Drivers
from edge.settings.draft import Draft
from edge.settings.policy_table import PolicyTable
from edge.settings.problems import ConfigProblems, suggestion
from edge.settings.reading import parsed, settings_from


def read_policy(path: Path, drivers: Drivers = registry) -> Policy:
    """Read it; ConfigProblems if anything in the file is wrong."""
    raw = parsed(path)
    if "hall" in raw:
        return settings_from(raw, path.parent, drivers).policy()
    draft = Draft(raw)
    for key in raw:
        if key != "policy":
            draft.complain("the file", f"unknown table [{key}]{suggestion(key, ['policy'])}")
    if not raw:
        draft.complain("the file", "[policy] is missing: a policy to rehearse stands in this table")
    table = draft.one("policy", PolicyTable)
    if draft.problems or table is None:
        raise ConfigProblems(draft.problems)
    return table.policy()
