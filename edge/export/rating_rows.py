"""Ratings under the field names of a region's platform; what the hall does not know stays empty, nothing is guessed.

Names, numbers and telephones of whoever rated are not known here at all: the hall never joins a rating to a card.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from edge.export.rated import Rated
from edge.ratings.profile import Layout, Profile
from edge.settings.rating_table import ItemTable, RatingTable
from edge.texts import sentence

Row = dict[str, str]

AREA_DIGITS = 9  # of an administrative division in GB/T 39046


def rows(found: list[Rated], profile: Profile, table: RatingTable) -> list[Row]:
    """Return one row a rating.

    Table 9 of GB/T 39046 has no field that says "nobody rated, the region counts this": such defaults are left out of
    it, or they would be taken for citizens' ratings.
    """
    make = _LAYOUTS[profile.layout]
    has_flag = profile.layout is Layout.INTERFACE
    return [make(one, profile, table) for one in found if has_flag or not one.is_default]


def _interface(one: Rated, profile: Profile, table: RatingTable) -> Row:
    item = table.items.get(one.service, ItemTable())
    flags = profile.flags
    return {
        "areaCode": table.area_code,
        "areaName": table.area_name,
        "deptCode": item.department,
        "taskCode": item.code,
        "taskHandleItem": "",
        "taskName": item.name,
        "subMatter": "",
        "projectNo": one.case,
        "proStatus": "",
        "proDepartCode": item.department,
        "proDepart": item.department_name,
        "proManager": one.clerk,
        "acceptDate": "",
        "promiseTime": profile.item_types[item.type] if item.type else "",
        "userProp": "",
        "userName": "",
        "userPageType": "",
        "certKey": "",
        "certKeyGOV": "",
        "handleUserName": "",
        "handleUserPageType": "",
        "handleUserPageCode": "",
        "mobile": "",
        "pf": _channel(one, profile),
        "satisfaction": profile.level(one.level),
        "evalDetail": profile.joined(one.tags),
        "writingEvaluation": one.text,
        "assessTime": profile.time(one.at),
        "assessNumber": _sequence(one, profile),
        "anonymity": flags["yes" if one.is_anonymous else "no"],
        "appStatus": "",
        "isDefault": flags["yes" if one.is_default else "no"],
        "rectification": one.rectified,
        "valid": "",
        "answer": "",
        "dataSource": table.data_source,
    }


def _performance(one: Rated, profile: Profile, table: RatingTable) -> Row:
    return {
        "办件编号": one.case,
        "评价渠道": _channel(one, profile),
        "评价人": "",
        "评价时间": profile.time(one.at),
        "评价次数": _sequence(one, profile),
        "满意度": sentence(f"level.{one.level}"),
        "满意度代码": profile.level(one.level),
        "文字评价": one.text,
        "行政区划": table.area_code[:AREA_DIGITS],
    }


def _channel(one: Rated, profile: Profile) -> str:
    return profile.default_channel if one.channel is None else profile.channel(one.channel)


def _sequence(one: Rated, profile: Profile) -> str:
    return profile.sequences["first" if one.sequence == 1 else "second"]


_LAYOUTS: Mapping[Layout, Callable[[Rated, Profile, RatingTable], Row]] = MappingProxyType(
    {Layout.INTERFACE: _interface, Layout.PERFORMANCE: _performance}
)
