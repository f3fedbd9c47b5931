"""The verbs about what is agreed: the decision rule, equivalences, a person's verdicts."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TypeVar

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, author_of, category_of, opened, product_id
from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Category, Equivalence, Indicator
from compare_app.domain.rules import (
    back_to_automatic,
    override_of,
    overrule,
    rule_of,
    state_equivalence,
)
from compare_app.domain.scheme import by_name
from compare_app.domain.terms import Conformity, Difference, GuardBand, Verdict
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M
from compare_app.workspace import Workspace

Word = TypeVar("Word", Verdict, Conformity)


def rule(options: Namespace, console: Console, tools: Tools) -> int:
    """Show the decision rule of a category; change it where a guard or the states are given."""
    from compare_app.engine.compare import rule_sentence

    with opened(options.project) as workspace:
        category = category_of(workspace, options.category)
        present = rule_of(workspace.project, category.id)
        if options.guard is not None or options.four_state is not None:
            guard = (
                GuardBand(options.guard) if options.guard else (present.guard if present else GuardBand.NONE)
            )
            states = options.four_state
            if states is None:
                states = present.four_state if present else False
            author = author_of(options)
            edit = workspace.with_rule(
                category.id, guard, four_state=states, author=author, reason=options.reason
            )
            workspace.apply(edit, author)
            present = rule_of(workspace.project, category.id)
        console.data(console.words(rule_sentence(present)))
    return 0


def equivalence(options: Namespace, console: Console, tools: Tools) -> int:
    """State an equivalence or take one back; then list all of the category, one a line."""
    with opened(options.project) as workspace:
        category = category_of(workspace, options.category)
        project, author = workspace.project, author_of(options)
        if options.remove:
            if project.get(Equivalence, options.remove) is None:
                raise AppError(
                    "EQUIVALENCE-UNKNOWN",
                    M("There is no equivalence {id}", id=options.remove),
                    M("Call the verb without --remove: the ids stand first in each line"),
                )
            label = M("Take back an equivalence")
            workspace.apply(Edit(label, removes=(Ref(Equivalence, options.remove),)), author)
        elif options.between:
            indicator = indicator_of(workspace, category, options.indicator or "")
            edit = state_equivalence(
                indicator, Difference(options.aspect), *options.between, author=author, reason=options.reason
            )
            workspace.apply(edit, author)
        for one in workspace.project.all(Equivalence).values():
            if one.category_id == category.id:
                about = workspace.project.get(Indicator, one.indicator_id)
                name = about.name if about else "—"
                parts = (one.id, name, one.aspect.value, one.group_a, one.group_b, one.author, one.reason)
                console.data("\t".join(parts))
    return 0


def verdict(options: Namespace, console: Console, tools: Tools) -> int:
    """Set a person's verdict or take it back; then list those of the product, one a line."""
    with opened(options.project) as workspace:
        name = product_id(workspace, options.product)
        comparison = workspace.compare(name, options.date)
        limits = {row.key: f"standard:{row.key}" for row in (*comparison.standards, *comparison.other_scopes)}
        results = {
            one.requirement_id: f"result:{name}:{one.requirement_id}"
            for row in comparison.indicators
            for one in row.judgements
        }
        if options.on is not None:
            subject = limits.get(options.on) or results.get(options.on)
            if subject is None:
                raise AppError(
                    "VERDICT-SUBJECT",
                    M("Nothing is judged under the key {key}", key=options.on),
                    M("Take `key` of standards or `requirement_id` of conformity from compare --json"),
                )
            author = author_of(options)
            if options.back:
                workspace.apply(back_to_automatic(workspace.project, subject), author)
            elif options.set is not None:
                limit = options.on in limits
                said = _member(Verdict, options.set) if limit else _member(Conformity, options.set)
                edit = overrule(workspace.project, subject, said, author=author, reason=options.reason)
                workspace.apply(edit, author)
        for subject in (*limits.values(), *results.values()):
            override = override_of(workspace.project, subject)
            if override is not None:
                console.data(f"{subject}\t{override.verdict}\t{override.author}\t{override.reason}")
    return 0


def _member(words: type[Word], text: str) -> Word:
    try:
        return words(text)
    except ValueError:
        raise AppError(
            "VERDICT-WORD",
            M("{text} is no verdict that can stand here", text=text),
            M("Choose one of: {names}", names=tuple(str(one.value) for one in words)),
        ) from None


def indicator_of(workspace: Workspace, category: Category, name: str) -> Indicator:
    """An indicator of a category by any of its names, or an AppError that lists them."""
    indicators = workspace.project.indicators(category.id)
    found = by_name(indicators).get(key(name))
    if found is None:
        raise AppError(
            "INDICATOR-UNKNOWN",
            M("There is no indicator named {name}", name=name or "—"),
            M("Indicators of this category: {names}", names=_names(one.name for one in indicators)),
        )
    return found


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names) or ("—",)
