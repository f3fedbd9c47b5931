"""Specs of the quality engineer's charts: control chart, histogram, Gantt and fishbone, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from compare_app.domain.tone import Tone

# --- control chart ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One plotted figure; `value` None: nothing to plot (the first moving range). `marks` number the signals."""

    value: float | None
    text: str
    marks: tuple[int, ...] = ()  # 1-based places in `Control.rules`


@dataclass(frozen=True, slots=True)
class ControlTrack:
    """Location or spread: points in their order, the centre and the limits with their words."""

    name: str
    points: tuple[ControlPoint, ...]
    centre: float
    high: float
    low: float | None  # None: there is no lower limit
    centre_text: str
    high_text: str
    low_text: str = ""


@dataclass(frozen=True, slots=True)
class ControlPlace:
    """One place on the common axis: a value, a batch or a day."""

    key: str  # result id of its first value
    label: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """Two tracks over the same places. Limits come from the process: no limit of a standard is ever drawn here."""

    title: str
    verdict: str  # what the signals say, in one sentence
    axis: str  # what the places are and how they are ordered
    places: tuple[ControlPlace, ...]
    location: ControlTrack
    spread: ControlTrack
    rules: tuple[str, ...]  # every test that was applied, in words
    legend: tuple[str, str]  # names of a plain point and of a signal
    footnote: str = ""


# --- histogram --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar: values from `low` to below `high`; `text` names the values that fall into it."""

    low: float
    high: float
    count: int
    text: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class SingleMark:
    """One value of a strip plot."""

    key: str  # result id
    value: float
    text: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class ValueRule:
    """A line across: a limit of a standard, or the mean (`mean`)."""

    value: float
    label: str
    tone: Tone
    story: str = ""
    mean: bool = False


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars where there are values enough, single marks otherwise; never both."""

    title: str
    axis: str
    key: str  # indicator id
    bins: tuple[Bin, ...]
    marks: tuple[SingleMark, ...]
    rules: tuple[ValueRule, ...]
    facts: tuple[tuple[str, str], ...]  # n, mean, s … with their words
    count_axis: str = ""
    footnote: str = ""


# --- Gantt ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One action from start to due; without a start only a mark at the due date, without dates only grey words."""

    key: str  # action id
    label: str
    start: date | None
    due: date | None
    state: str  # sign and words
    tone: Tone
    overdue: bool = False
    note: str = ""  # in grey, where there is no bar
    story: str = ""


@dataclass(frozen=True, slots=True)
class Gantt:
    title: str
    today: date
    today_text: str
    rows: tuple[GanttRow, ...]
    legend: tuple[tuple[str, Tone], ...]
    footnote: str = ""


# --- fishbone ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FishCause:
    key: str  # case or action id; of a case that is edited "<case id>#<place of the cause>"
    text: str
    state: str  # in words
    sign: str  # ● confirmed, ◆ likely, ○ open, — ruled out
    evidence: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class FishBone:
    code: str  # stable name of the branch; empty: not assigned
    name: str
    causes: tuple[FishCause, ...] = ()
    key: str = ""  # of its name, where a click adds a cause
    story: str = ""


@dataclass(frozen=True, slots=True)
class Fishbone:
    """Six bones to a head. `loose` are causes that nobody put on a bone; `hint` says how to fill an empty fish."""

    title: str
    head: str
    head_key: str  # indicator id
    bones: tuple[FishBone, ...]
    loose: FishBone
    hint: str = ""
    footnote: str = ""


QualityChart = Control | Histogram | Gantt | Fishbone
QUALITY_CHARTS = ("control", "histogram", "gantt", "fishbone")
