"""Single values far from the others (R32): Grubbs' test as GB/T 4883-2008 has it. A flag, never a deletion.

Dixon's test is left out until a sourced table of its critical values is at hand (rulings 17).
"""

from __future__ import annotations

from collections.abc import Sequence

from compare_app.domain.comparison import Suspect
from compare_app.domain.replicates import Reading
from compare_app.domain.terms import Statistic
from compare_app.domain.value import Number

_FEWEST = 3


def suspects_of(readings: Sequence[Reading]) -> tuple[Suspect, ...]:
    """The single value that Grubbs' two-sided test flags at 0.05, and every value that a person has flagged.

    Tested are the single values of specimens, the first of each (repeats on one specimen are no replicates); fewer than
    three, or values without spread, flag nothing.
    """
    singles = [
        one for one in readings if isinstance(one.value, Number) and one.result.statistic is Statistic.SINGLE
    ]
    marked = tuple(
        Suspect(one.result.raw, one.result.cell, None, 0.0, 0.0, one.result.outlier)
        for one in singles
        if one.result.outlier
    )
    specimens: dict[tuple[str, str], Reading] = {}
    for one in singles:
        name = one.result.specimen or f"#{one.result.replicate}"
        specimens.setdefault((one.result.sample_id, name), one)
    tested = list(specimens.values())
    if len(tested) < _FEWEST or len({one.value for one in tested}) == 1:
        return marked  # scipy is not loaded for what has no answer
    from compare_app.domain.statistics import grubbs

    found = grubbs([one.value.value for one in tested if isinstance(one.value, Number)])
    if found is None or not found.straggler:
        return marked
    far = tested[found.index].result
    flagged = Suspect(far.raw, far.cell, found.statistic, found.detection, found.rejection, far.outlier)
    return (flagged, *(one for one in marked if one.cell != far.cell or one.text != far.raw))
