"""The verbs `case` and `remedies`: open, look at, write and close cases; search the table of likely causes."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date

from compare_app.cli.agree import indicator_of
from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, author_of, opened, product_id
from compare_app.domain.case_fields import CAPTIONS, term_of, typed_cause, with_causes, with_field
from compare_app.domain.case_proof import LEARNT_FROM, actions_of_case, close
from compare_app.domain.cause import parse_diagnosis
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Case, Remedy
from compare_app.domain.model import Category, Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.remedy_library import found, library
from compare_app.domain.terms import CaseOutcome
from compare_app.engine.cases import learn, lessons, reminders, take_over
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M
from compare_app.workspace import Workspace


def run(options: Namespace, console: Console, tools: Tools) -> int:
    """Open or find a case, write into it as one step of undo, close it, tell it; without a case list them."""
    on = options.date or date.today()
    with opened(options.project) as workspace:
        product = product_id(workspace, options.product)
        if options.open is None and options.show is None:
            if options.set or options.cause or options.take or options.close or options.to or options.to_plan:
                raise AppError(
                    "CASE-WHICH",
                    M("Which case is meant?"),
                    M("Add --show NUMBER, or --open INDICATOR for a new one"),
                )
            _list(workspace.project, product, console)
            return 0
        case = (
            _opened(workspace, product, options, on, console)
            if options.open
            else _named(workspace, product, options)
        )
        case = _written(workspace, case, options, on, console)
        if options.close:
            edit = close(
                workspace.project,
                case,
                term_of(CaseOutcome, options.close),
                options.follow_up,
                on,
                options.reason,
            )
            workspace.apply(edit, author_of(options))
            case = workspace.project.all(Case)[case.id]
        _learn(workspace, case, options, console)
        if options.to is not None:
            renderer = tools.make_renderer() if options.to.suffix.lower() == ".pdf" else None
            workspace.export_case(case.id, options.to, console.words, renderer=renderer, on=on)
            console.say(M("Wrote {file}", file=str(options.to)))
        _tell(workspace, case, on, console)
    return 0


def _opened(workspace: Workspace, product: str, options: Namespace, on: date, console: Console) -> Case:
    category = workspace.project.all(Category)[workspace.project.all(Product)[product].category_id]
    proposal = workspace.propose_case(product, indicator_of(workspace, category, options.open).id, on)
    for reason in proposal.reasons:
        console.say(reason)
    return proposal.case


def _named(workspace: Workspace, product: str, options: Namespace) -> Case:
    cases = [one for one in workspace.project.all(Case).values() if one.product_id == product]
    for one in cases:
        if key(options.show) == key(one.number) or options.show == one.id:
            return one
    raise AppError(
        "CASE-UNKNOWN",
        M("There is no case {number} of this product", number=options.show),
        M("Cases of this product: {names}", names=tuple(one.number or one.id for one in cases) or ("—",)),
    )


def _written(workspace: Workspace, before: Case, options: Namespace, on: date, console: Console) -> Case:
    """The case with everything that is asked for, stored as one step of undo."""
    case = before
    for text in options.set:
        name, equals, value = text.partition("=")
        if not equals:
            raise AppError(
                "CASE-SET",
                M("“{text}” does not say which part gets which text", text=text),
                M("Write it as FIELD=TEXT; fields are: {names}", names=tuple(CAPTIONS)),
            )
        case = with_field(case, name.strip(), value)
    if options.cause:
        case = with_causes(case, (*parse_diagnosis(case.diagnosis), *map(typed_cause, options.cause)))
    lines = {one.id: one for one in library(workspace.project)}
    for name in options.take:
        if name not in lines:
            raise AppError(
                "REMEDY-UNKNOWN",
                M("There is no line {id} in the library", id=name),
                M("The verb `remedies` lists them: the ids stand first"),
            )
        case = take_over(case, lines[name])
    actions: tuple[Action, ...] = ()
    if options.to_plan:
        actions = workspace.actions_of_prescription(case, on)
        console.say(M("Plan rows made from the prescription: {count}", count=len(actions)))
    puts: tuple[Record, ...] = (*((case,) if options.open or case != before else ()), *actions)
    if puts:
        label = (
            M("Open case {number}", number=case.number)
            if options.open
            else M("Case {number}", number=case.number)
        )
        workspace.apply(Edit(label, puts), author_of(options))
    return case


def _learn(workspace: Workspace, case: Case, options: Namespace, console: Console) -> None:
    """After 治愈 or 好转 the confirmed causes and their measures are offered; stored only where asked for."""
    offered = lessons(workspace.project, case) if case.outcome in LEARNT_FROM else ()
    if offered and options.learn:
        workspace.apply(learn(offered), author_of(options))
        console.say(M("Lines added to the library: {count}", count=len(offered)))
    elif offered:
        console.say(M("The library can learn {count} lines from this case: add --learn", count=len(offered)))


def _list(project: Project, product: str, console: Console) -> None:
    words = console.words
    for one in project.all(Case).values():
        if one.product_id == product:
            parts = (
                one.number or one.id,
                one.opened.isoformat() if one.opened else "—",
                _indicator(project, one),
                words.term(one.urgency),
                words.term(one.outcome),
                " ".join(one.complaint.split()) or "—",
            )
            console.data("\t".join(parts))


def _tell(workspace: Workspace, case: Case, on: date, console: Console) -> None:
    """The case in lines; what it still lacks goes to the person."""
    words, project = console.words, workspace.project

    def line(caption: object, text: str) -> None:
        if text:
            console.data(words(M("{title}: {text}", title=caption, text=text)))

    line(CAPTIONS["number"], case.number)
    line(M("Indicator"), _indicator(project, case))
    for name in ("kind", "urgency", "source"):
        line(CAPTIONS[name], words.term(getattr(case, name)))
    line(CAPTIONS["opened"], case.opened.isoformat() if case.opened else "")
    for name in ("experts", "complaint", "examination", "containment"):
        line(CAPTIONS[name], getattr(case, name))
    for cause in parse_diagnosis(case.diagnosis):
        branch = words.term(cause.branch) if cause.branch is not None else cause.branch_as_written or "—"
        console.data(f"  {branch}: {cause.text} ({words.term(cause.state)})")
        for why in cause.why:
            console.data(f"    ← {why}")
    for name in ("prescription", "advice"):
        line(CAPTIONS[name], getattr(case, name))
    line(M("Plan rows"), ", ".join(str(one.position) for one in actions_of_case(project, case.id)))
    line(M("Outcome"), f"{words.term(case.outcome)} {case.closed.isoformat() if case.closed else ''}".strip())
    line(CAPTIONS["follow_up"], case.follow_up)
    for said in reminders(project, case, workspace.compare(case.product_id, on)):
        console.say(M("! {said}", said=said))


def _indicator(project: Project, case: Case) -> str:
    indicator = project.get(Indicator, case.indicator_id)
    return indicator.name if indicator is not None else "—"


# --- remedies ---------------------------------------------------------------------------------------------------------


def remedies(options: Namespace, console: Console, tools: Tools) -> int:
    """The table symptom → likely cause → measure, of a project or as it is shipped; all of it is 参考."""
    if str(options.project) == "-":
        lines = library(Project("", ""))
    else:
        with opened(options.project) as workspace:
            lines = library(workspace.project)
    lines = found(lines, options.search)
    if options.json:
        rows = [_as_data(one) for one in lines]
        console.out.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return 0
    words = console.words
    for one in lines:
        branch = words.term(one.branch) if one.branch is not None else "—"
        parts = (
            one.id,
            one.category,
            one.symptom,
            f"{branch}: {one.cause}",
            one.measure,
            one.source.document,
        )
        console.data("\t".join(part or "—" for part in parts))
    console.say(M("Lines: {count}; they are for reference and prove nothing", count=len(lines)))
    return 0


def _as_data(one: Remedy) -> dict[str, str]:
    return {
        "id": one.id,
        "category": one.category,
        "indicator": one.indicator,
        "symptom": one.symptom,
        "branch": one.branch.value if one.branch is not None else "",
        "cause": one.cause,
        "measure": one.measure,
        "action_type": one.action_type.value,
        "advice": one.advice,
        "document": one.source.document,
        "place": one.source.place,
        "trust": one.source.trust.value,
    }
