"""Samples (F2) and test reports (F5) as people enter them: one typed field at a time, each an edit of its own."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from compare_app.domain.attachments import attachments_of
from compare_app.domain.blind_codes import Draw, blind_codes
from compare_app.domain.day_text import entered_day
from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Attachment, Verification
from compare_app.domain.model import Product, Sample, TestReport, new_id
from compare_app.domain.natural_key import report_key
from compare_app.domain.project import Project
from compare_app.domain.terms import SampleKind
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M, Message

SAMPLE_TEXTS: Final = ("batch", "purchase", "seal", "note")
REPORT_TEXTS: Final = ("laboratory", "cma", "cnas", "note")
_MOST_UNITS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class ResultLinks:
    """How many results name a sample and a report, by their ids; those that none names are left out."""

    samples: Mapping[str, int] = field(default_factory=dict)
    reports: Mapping[str, int] = field(default_factory=dict)

    def of(self, record: Sample | TestReport) -> int:
        """How many results name a record."""
        counts = self.samples if isinstance(record, Sample) else self.reports
        return counts.get(record.id, 0)


def samples_of(project: Project, product_ids: Iterable[str]) -> tuple[Sample, ...]:
    """The samples of some products, in the order of the products, then as they came."""
    place = {one: at for at, one in enumerate(product_ids)}
    found = [one for one in project.all(Sample).values() if one.product_id in place]
    return tuple(sorted(found, key=lambda one: place[one.product_id]))


def label_of(record: Sample | TestReport) -> str:
    """What people call it: the code of a sample; the number of a report, or its laboratory where it has none."""
    return record.code if isinstance(record, Sample) else record.number or record.laboratory


def free_code(project: Project) -> str:
    """A code that no sample has, whatever product it will be given to: S1, S2 …"""
    taken = {key(one.code) for one in project.all(Sample).values()}
    number = 1
    while key(code := f"S{number}") in taken:
        number += 1
    return code


def new_sample(project: Project, product_id: str, code: str = "") -> tuple[Edit, str]:
    """The edit that adds a sample of a product, and its id; without a code it is given one.

    AppError SAMPLE-CODE where the product has a sample of that code.
    """
    made = Sample(new_id(), product_id, code.strip() or free_code(project))
    _refuse_twin(project, made)
    return Edit(M("Add the sample {code}", code=made.code), (made,)), made.id


def new_report(project: Project, number: str, laboratory: str = "") -> tuple[Edit, str]:
    """The edit that adds a report, and its id; AppError REPORT-NUMBER where neither number nor laboratory tells it from
    another.
    """
    made = TestReport(new_id(), number.strip(), laboratory.strip())
    _refuse_twin_report(project, made)
    return Edit(M("Add the report {number}", number=label_of(made)), (made,)), made.id


def changed_sample(project: Project, sample: Sample, column: str, text: str) -> Edit | None:
    """The edit that puts a typed text into a field of a sample; None where nothing changes.

    An AppError says what cannot be meant; a code twice in a product, a blind code twice in the project.
    """
    text = text.strip()
    value: Any = text
    match column:
        case "product_id":
            if project.get(Product, text) is None:
                raise AppError("SAMPLE-PRODUCT", M("There is no such product"), M("Choose one of the list"))
        case "kind":
            value = SampleKind(text)
        case "produced":
            value = entered_day(text)
        case "test_units" | "reserve_units":
            value = _units(text)
        case "code" | "blind_code":
            pass
        case _ if column not in SAMPLE_TEXTS:
            raise KeyError(column)
    after = replace(sample, **{column: value})
    if after == sample:
        return None
    _refuse_twin(project, after)
    return Edit(M("Edit the sample {code}", code=after.code), (after,))


def changed_report(project: Project, report: TestReport, column: str, text: str) -> Edit | None:
    """The edit that puts a typed text into a field of a report; None where nothing changes, an AppError as above."""
    text = text.strip()
    if column not in ("number", "issued", *REPORT_TEXTS):
        raise KeyError(column)
    changed: dict[str, Any] = {column: entered_day(text) if column == "issued" else text}
    after = replace(report, **changed)
    if after == report:
        return None
    _refuse_twin_report(project, after)
    return Edit(M("Edit the report {number}", number=label_of(after)), (after,))


def blinded(project: Project, samples: Iterable[Sample], draw: Draw = secrets.choice) -> Edit | None:
    """The edit that gives a blind code to those that have none; None where all have one.

    A code is never replaced: it may stand on a sample in a laboratory already.
    """
    bare = [one for one in samples if not one.blind_code]
    if not bare:
        return None
    codes = blind_codes(project, len(bare), draw)
    puts = tuple(replace(one, blind_code=code) for one, code in zip(bare, codes, strict=True))
    return Edit(M("Give blind codes ({count})", count=len(puts)), puts)


def removal(project: Project, records: Sequence[Sample | TestReport], links: ResultLinks) -> Edit:
    """The edit that removes samples or reports together with the files kept beside them.

    AppError SAMPLE-USED where results or re-tests name one: where a value comes from is never lost with a row.
    """
    used = [text for one in records if (text := _uses(project, one, links)) is not None]
    if used:
        raise AppError(
            "SAMPLE-USED",
            M("What values rest on stays: {used}", used=tuple(used)),
            M("Correct its fields instead, or remove those values first"),
        )
    files = tuple(file for one in records for file in attachments_of(project, type(one), one.id))
    refs = (*(Ref(type(one), one.id) for one in records), *(Ref(Attachment, one.id) for one in files))
    names = tuple(label_of(one) for one in records)
    label = M("Remove {names}", names=names)
    if files:
        label = M("Remove {names} with the files beside ({count})", names=names, count=len(files))
    return Edit(label, removes=refs)


def _uses(project: Project, record: Sample | TestReport, links: ResultLinks) -> Message | None:
    results = links.of(record)
    tests = sum(record.id in (one.sample_id, one.report_id) for one in project.all(Verification).values())
    if not (results or tests):
        return None
    return M(
        "{name} (results: {results}, re-tests: {tests})", name=label_of(record), results=results, tests=tests
    )


def _refuse_twin(project: Project, one: Sample) -> None:
    if not one.code:
        raise AppError("SAMPLE-CODE", M("A sample needs a code"), M("Number it, for example S1"))
    others = [other for other in project.all(Sample).values() if other.id != one.id]
    if any(other.product_id == one.product_id and key(other.code) == key(one.code) for other in others):
        raise AppError(
            "SAMPLE-CODE",
            M("The product has a sample {code} already", code=one.code),
            M("Give each sample of a product a code of its own"),
        )
    if one.blind_code and any(key(other.blind_code) == key(one.blind_code) for other in others):
        raise AppError(
            "SAMPLE-BLIND",
            M("The blind code {code} stands on another sample of the project", code=one.blind_code),
            M("A blind code is used once; let it be drawn"),
        )


def _refuse_twin_report(project: Project, one: TestReport) -> None:
    if not label_of(one):
        raise AppError("REPORT-NUMBER", M("A report needs a number"), M("Write it as the report states it"))
    known = report_key(one.number, one.laboratory)
    for other in project.all(TestReport).values():
        if other.id != one.id and report_key(other.number, other.laboratory) == known:
            raise AppError(
                "REPORT-NUMBER",
                M("There is a report {number} already", number=label_of(one)),
                M("Each report stands once; choose that one"),
            )


def _units(text: str) -> int:
    digits = unicodedata.normalize("NFKC", text)
    if not digits:
        return 0
    if not re.fullmatch(r"[0-9]{1,7}", digits) or int(digits) > _MOST_UNITS:
        raise AppError(
            "SAMPLE-UNITS", M("“{text}” is no count of units", text=text), M("Write a whole number, e.g. 5")
        )
    return int(digits)
