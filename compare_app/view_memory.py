"""How the user left the window: widths, hidden and moved columns, filters, the page that was open.

One JSON file beside the settings, never in the project: how one person looks at a project is nobody else's business.

Everything read is checked; what does not fit is forgotten, because a damaged file must not keep anybody from working.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from compare_app.settings import write_whole

if TYPE_CHECKING:
    from compare_app.domain.cell_conditions import Condition, Conditions

_PROJECTS: Final = 20  # projects whose views are remembered, the latest ones
_NAMES: Final = 500  # columns remembered of one table, filters of one project
_LONGEST: Final = 1_000  # characters of a key or a text
_WIDEST: Final = 2_000  # px


@dataclass(frozen=True, slots=True)
class TableView:
    """How a table is looked at. Widths, hidden columns and their order hold in every project, the rest in one."""

    widths: Mapping[str, int] = field(default_factory=dict)  # column key → px, only where the user set them
    hidden: frozenset[str] = frozenset()
    filters: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # column key → listed texts that are shown
    sorted_by: str = ""
    descending: bool = False
    conditions: Mapping[str, Conditions] = field(
        default_factory=dict
    )  # column key → what is asked of its cells
    order: tuple[str, ...] = ()  # column keys as the user placed them; empty: as they come


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user was in a project."""

    page: str = ""
    product: str = ""
    tables: Mapping[str, TableView] = field(default_factory=dict)


class ViewMemory:
    """What is remembered. Without a path it lives as long as the program."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._tables: dict[str, TableView] = {}
        self._places: dict[str, Place] = {}  # by project id, the latest one last
        self.splits: dict[str, list[list[int]]] = {}  # page → sizes of the parts of each of its splitters, px
        self.inspector = True  # whether the user wants it beside the pages
        if path is not None:
            self._load(path)

    def table(self, project_id: str, name: str) -> TableView:
        """How a table was looked at in a project."""
        common = self._tables.get(name, TableView())
        mine = self.place(project_id).tables.get(name, TableView())
        return replace(mine, widths=common.widths, hidden=common.hidden, order=common.order)

    def place(self, project_id: str) -> Place:
        """Where the user was in a project."""
        return self._places.get(project_id, Place())

    def keep_table(self, project_id: str, name: str, view: TableView) -> None:
        """Remember how a table is looked at."""
        self._tables[name] = TableView(widths=dict(view.widths), hidden=view.hidden, order=view.order)
        if project_id:
            place = self.place(project_id)
            own = replace(view, widths={}, hidden=frozenset(), order=())
            self._keep(project_id, replace(place, tables={**place.tables, name: own}))

    def forget_columns(self) -> None:
        """Give every table back the columns it comes with: their widths, their order, none hidden."""
        self._tables.clear()

    def keep_place(self, project_id: str, page: str, product: str) -> None:
        """Remember the page and the product that are looked at."""
        if project_id:
            self._keep(project_id, replace(self.place(project_id), page=page, product=product))

    def _keep(self, project_id: str, place: Place) -> None:
        self._places.pop(project_id, None)
        self._places[project_id] = place
        for old in list(self._places)[:-_PROJECTS]:
            del self._places[old]

    # --- the file -------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Write the file whole or not at all; False where the place cannot be written or there is none."""
        if self._path is None:
            return False
        body = {
            "inspector": self.inspector,
            "splits": self.splits,
            "tables": {
                name: {"widths": dict(one.widths), "hidden": sorted(one.hidden), "order": list(one.order)}
                for name, one in self._tables.items()
            },
            "projects": {
                key: {
                    "page": place.page,
                    "product": place.product,
                    "tables": {name: _own(one) for name, one in place.tables.items() if _own(one)},
                }
                for key, place in self._places.items()
            },
        }
        return write_whole(json.dumps(body, ensure_ascii=False, indent=1), self._path)

    def _load(self, path: Path) -> None:
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        self.inspector = _part(raw, "inspector") is not False
        for name, sizes in _entries(_part(raw, "splits")):
            if _is_sizes(sizes):
                self.splits[name] = sizes
        for name, one in _entries(_part(raw, "tables")):
            widths = {
                key: width
                for key, width in _entries(_part(one, "widths"))
                if isinstance(width, int) and 0 < width <= _WIDEST
            }
            self._tables[name] = TableView(
                widths=widths,
                hidden=frozenset(_texts(_part(one, "hidden"))),
                order=_texts(_part(one, "order")),
            )
        for key, one in _entries(_part(raw, "projects"))[-_PROJECTS:]:
            tables = {name: _table(own) for name, own in _entries(_part(one, "tables"))}
            self._places[key] = Place(_text(_part(one, "page")), _text(_part(one, "product")), tables)


def _is_sizes(raw: Any) -> bool:
    """Whether this is a list of lists of sizes of parts."""
    return isinstance(raw, list) and all(
        isinstance(one, list) and all(isinstance(size, int) and 0 <= size <= _WIDEST * 4 for size in one)
        for one in raw
    )


def _own(view: TableView) -> dict[str, Any]:
    own: dict[str, Any] = {}
    if view.filters:
        own["filters"] = {key: sorted(chosen) for key, chosen in view.filters.items()}
    if view.conditions:
        own["conditions"] = {key: _asked(one) for key, one in view.conditions.items()}
    if view.sorted_by:
        own["sorted_by"] = view.sorted_by
        own["descending"] = view.descending
    return own


def _table(raw: Any) -> TableView:
    filters = {key: frozenset(_texts(chosen)) for key, chosen in _entries(_part(raw, "filters"))}
    conditions = {key: _conditions(one) for key, one in _entries(_part(raw, "conditions"))}
    return TableView(
        filters={key: chosen for key, chosen in filters.items() if chosen},
        conditions={key: one for key, one in conditions.items() if one is not None},
        sorted_by=_text(_part(raw, "sorted_by")),
        descending=_part(raw, "descending") is True,
    )


def _asked(conditions: Conditions) -> dict[str, Any]:
    parts = [[one.relation.value, one.first, one.second] for one in conditions.parts]
    return {"parts": parts, "either": conditions.either}


def _conditions(raw: Any) -> Conditions | None:
    """The conditions of a column; None where one of them is not known here or cannot be read."""
    from compare_app.domain.cell_conditions import Conditions

    parts = _part(raw, "parts")
    if not isinstance(parts, list) or not 1 <= len(parts) <= 2:
        return None
    read = [_condition(one) for one in parts]
    whole = [one for one in read if one is not None and one.is_whole]
    if len(whole) < len(parts):
        return None
    second = whole[1] if len(whole) > 1 else None
    return Conditions(whole[0], second, _part(raw, "either") is True)


def _condition(raw: Any) -> Condition | None:
    from compare_app.domain.cell_conditions import Condition, Relation

    texts = _texts(raw)
    if len(texts) != 3 or texts[0] not in set(Relation):
        return None
    return Condition(Relation(texts[0]), texts[1], texts[2])


def _part(raw: Any, name: str) -> Any:
    return raw.get(name) if isinstance(raw, dict) else None


def _entries(raw: Any) -> list[tuple[str, Any]]:
    if not isinstance(raw, dict):
        return []
    return [(key, value) for key, value in raw.items() if len(key) <= _LONGEST][:_NAMES]


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) and len(raw) <= _LONGEST else ""


def _texts(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list):
        return ()
    return tuple(one for one in raw if isinstance(one, str) and len(one) <= _LONGEST)
