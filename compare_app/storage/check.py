"""Looking after a project: is the file sound, what is unconfirmed, which standards run out, what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compare_app.domain.formula import FormulaError, names
from compare_app.domain.formula_units import fit
from compare_app.domain.model import (
    Executed,
    HeldCell,
    ImportBatch,
    Indicator,
    Provenance,
    Requirement,
    Result,
    StandardEdition,
)
from compare_app.domain.project import Project
from compare_app.domain.record import KINDS
from compare_app.domain.terms import EditionStatus, Trust
from compare_app.domain.transition import GONE, Shelf, transition_of
from compare_app.errors import Level
from compare_app.progress import Quiet
from compare_app.storage import backups, history
from compare_app.storage.kinds import WORDS
from compare_app.storage.proof_check import altered
from compare_app.storage.store import Store
from compare_app.storage.verify import damage
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth knowing: REFUSE where the file is damaged, HOLD where a person should act, NOTE otherwise."""

    level: Level
    message: Message


def check_store(store: Store, on: date) -> tuple[Finding, ...]:
    """Everything there is to say about a project on a date, the gravest first; a sound project gets one note."""
    found = [
        *_file(store),
        *_standards(store.project, on),
        *_formulas(store.project),
        *_held(store.project),
        *_provenance(store),
    ]
    order = (Level.REFUSE, Level.HOLD, Level.NOTE)
    records = sum(len(store.project.all(kind)) for kind in KINDS)
    if not any(one.level is Level.REFUSE for one in found):
        results = store.result_count()
        found.append(
            Finding(
                Level.NOTE,
                M(
                    "The file is sound; records: {records}, results: {results}",
                    records=records,
                    results=results,
                ),
            )
        )
    return tuple(sorted(found, key=lambda one: order.index(one.level)))


def _file(store: Store) -> Iterator[Finding]:
    """Pages, references, seals and the audit trail."""
    for (text,) in store.database.rows("PRAGMA integrity_check(5)"):
        if text != "ok":
            yield Finding(Level.REFUSE, M("The file is damaged: {detail}", detail=text))
    tables = Counter(row[0] for row in store.database.rows("PRAGMA foreign_key_check"))
    for table, count in tables.items():
        yield Finding(
            Level.REFUSE,
            M("Rows of {table} that refer to something missing: {count}", count=count, table=table),
        )
    with store.database.reading() as connection:
        trail = history.trail(connection)
        wrong = [*damage(connection, Quiet()), *altered(connection, store.project)]
        anchor = backups.anchor(store.database.path, store.project.id)
        cut = anchor is not None and not history.goes_on_from(connection, anchor[1])
    yield from (Finding(Level.REFUSE, one) for one in wrong)
    if anchor is not None and cut:
        yield Finding(
            Level.HOLD,
            M(
                "The change record does not go on from that of the backup of {at} (entries: {entries}, head {head}):"
                " an earlier state was put back by hand, or entries were cut off or computed anew",
                at=f"{anchor[0].astimezone():%Y-%m-%d %H:%M}",
                entries=anchor[1].entries,
                head=anchor[1].short,
            ),
        )
    yield Finding(
        Level.NOTE,
        M(
            "Change record: {entries} entries, head {head}",
            entries=trail.entries,
            head=trail.short or "—",
        ),
    )


def _standards(project: Project, on: date) -> Iterator[Finding]:
    """Editions in use that are not in force, or will not be for long (R16), and stale adoptions of any (R18)."""
    executed = {one.edition_id for one in project.all(Executed).values()}
    used = executed | {one.edition_id for one in project.all(Requirement).values()}
    shelf = Shelf(project, on)
    for edition in project.all(StandardEdition).values():
        used_here = edition.id in used
        if not used_here and edition.id not in shelf.stale:
            continue
        change = transition_of(shelf, edition, executed=edition.id in executed)
        if change is None:
            if shelf.status(edition) is EditionStatus.UNKNOWN:
                what = M(
                    "Whether {standard} is in force is not known: dates are missing", standard=edition.number
                )
                yield Finding(Level.NOTE, what)
            continue
        for step in change.steps:
            if used_here or step.rule == "R18":
                gone = change.status in GONE and step is change.steps[0]
                yield Finding(Level.HOLD if gone else Level.NOTE, step.message)


def _formulas(project: Project) -> Iterator[Finding]:
    """Formulas without a value: unreadable, over codes that are not there, with units that do not fit (R24)."""
    for indicator in project.all(Indicator).values():
        if indicator.formula and (wrong := _wrong(indicator, project)) is not None:
            yield Finding(
                Level.HOLD,
                M(
                    "{indicator} has no value, its formula {formula} does not work: {reason}",
                    indicator=indicator.name,
                    formula=indicator.formula,
                    reason=wrong,
                ),
            )


def _wrong(indicator: Indicator, project: Project) -> Message | None:
    units = {one.code: one.unit for one in project.indicators(indicator.category_id)}
    try:
        missing = sorted(names(indicator.formula) - units.keys())
        if missing:
            return M("no indicator of the category has the code {codes}", codes=missing)
        return fit(indicator.formula, units, indicator.unit).wrong
    except FormulaError as error:
        return error.what


def _held(project: Project) -> Iterator[Finding]:
    """Cells of imports that still wait for a person."""
    batches = project.all(ImportBatch)
    waiting = Counter(one.batch_id for one in project.all(HeldCell).values() if not one.resolved)
    for batch_id, count in waiting.items():
        name = batches[batch_id].file_name
        yield Finding(
            Level.HOLD, M("{file}: cells that were not understood and wait: {count}", count=count, file=name)
        )


def _provenance(store: Store) -> Iterator[Finding]:
    """Facts that nobody has confirmed, by kind (R10)."""
    for kind in KINDS:
        sources = (getattr(record, "source", None) for record in store.project.tables.get(kind, {}).values())
        count = sum(
            isinstance(source, Provenance) and source.trust is Trust.UNCONFIRMED for source in sources
        )
        if count:
            yield _unconfirmed(kind, count)
    results = store.database.rows(
        "SELECT count(*) FROM result WHERE context IN (SELECT seq FROM result_context WHERE trust = ?)",
        (Trust.UNCONFIRMED.value,),
    )[0][0]
    if results:
        yield _unconfirmed(Result, results)


def _unconfirmed(kind: type, count: int) -> Finding:
    return Finding(Level.NOTE, M("Not confirmed: {kind} ({count})", kind=WORDS[kind], count=count))
