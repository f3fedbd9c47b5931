"""What an open project says: results, comparisons, charts, proposals, what would be if."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from compare_app.domain.against_pool import AgainstPool
from compare_app.domain.charts import ChartSpec
from compare_app.domain.comparison import Comparison
from compare_app.domain.edit import Edit
from compare_app.domain.front_runner import FrontRunner
from compare_app.domain.loop import Action, Case, Remedy
from compare_app.domain.model import Product, Result
from compare_app.domain.pool import Pool
from compare_app.domain.profile import Profile
from compare_app.domain.project import Project
from compare_app.domain.rules import change_rule
from compare_app.domain.samples import ResultLinks
from compare_app.domain.standard_change import StandardChange
from compare_app.domain.terms import GuardBand, Role, Step
from compare_app.domain.way_up import WayUp
from compare_app.domain.what_if import WhatIf
from compare_app.errors import AppError
from compare_app.progress import Progress
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from compare_app.domain.case_fields import CaseProposal
    from compare_app.engine.what_if import Present

from compare_app.workspace.core import Core


class Reading(Core):
    """Everything that is computed of a project; nothing here stores."""

    def results(self, product_id: str) -> tuple[Result, ...]:
        """Every result of one product."""
        return self._store.results(product_id)

    def result_count(self) -> int:
        """How many results the project holds."""
        return self._store.result_count()

    def result_links(self) -> ResultLinks:
        """How many results name each sample and each report."""
        return self._store.result_links()

    def pool(self, category_id: str) -> Pool:
        """The columns of a category, cached until results or the scheme change."""
        return self._found(self._pools, category_id, lambda project: self._store.pool(category_id))

    def compare(self, product_id: str, on: date | None = None) -> Comparison:
        """One product against its standards, benchmarks and pool on a reference date (default: today)."""
        from compare_app.engine.compare import compare

        def computed(project: Project) -> Comparison:
            product = self._product(product_id)
            needed = {product_id, *(other.id for other in project.benchmarks_of(product))}
            details = {one: self._store.results(one) for one in needed}
            return compare(
                project, product_id, details, self.pool(product.category_id), when, self._store.results
            )

        when = on or date.today()
        return self._found(self._comparisons, (product_id, when), computed)

    def against_pool(self, product_id: str, on: date | None = None, yardstick_id: str = "") -> AgainstPool:
        """One product against every product of its category, as arrays; the last one asked for is kept.

        Scores are measured by the primary benchmark as in `compare`, by ours where there is none, or by `yardstick_id`.
        """
        from compare_app.engine.against_pool import against_pool

        def computed(project: Project) -> AgainstPool:
            product = self._product(product_id)
            if yardstick_id:
                self._product(yardstick_id)
            pool = self.pool(product.category_id)
            whole = self._comparisons.get(asked[:2])
            mine = None if whole is None else {row.indicator_id: row.ours for row in whole.indicators}
            found = against_pool(project, product_id, pool, asked[1], self._store.results, yardstick_id, mine)
            self._against.clear()
            return found

        asked = (product_id, on or date.today(), yardstick_id)
        return self._found(self._against, asked, computed)

    def what_if(
        self,
        product_id: str,
        targets: Mapping[str, str],
        on: date | None = None,
        standard: Collection[str] = (),
    ) -> WhatIf:
        """One product with supposed values in place of its results, by indicator id; nothing is stored.

        `standard` are ids of open rows of the plan: our standard then reads as those of type standard propose it.
        """
        from compare_app.engine.measures import planned
        from compare_app.engine.what_if import what_if

        def computed() -> WhatIf:
            present = self._present(product_id, on)
            return what_if(present, targets, planned(present, standard).limits if standard else ())

        return self._steady(computed)

    def plan_targets(self, product_id: str, on: date | None = None) -> Mapping[str, str]:
        """The targets of the plan's open rows as `what_if` takes them, by indicator id; of several the best."""
        from compare_app.engine.measures import planned

        return self._steady(lambda: planned(self._present(product_id, on)).targets)

    def way_up(
        self,
        product_id: str,
        goal: Step | None = None,
        on: date | None = None,
        progress: Progress | None = None,
    ) -> WayUp:
        """The cheapest set of the plan's measures that reaches a step (default: the next); nothing is stored."""
        from compare_app.engine.way_up import way_up

        return self._steady(lambda: way_up(self._present(product_id, on), goal, progress))

    def _present(self, product_id: str, on: date | None) -> Present:
        from compare_app.engine.what_if import Present
        from compare_app.storage.pools import with_results

        comparison = self.compare(product_id, on)
        return Present(
            self.project,
            comparison,
            self.results(product_id),
            self.pool(comparison.category_id),
            lambda project, pool, results: with_results(project, pool, product_id, results),
            self._store.results,
        )

    def _product(self, product_id: str) -> Product:
        product = self.project.get(Product, product_id)
        if product is None:
            raise AppError("PRODUCT-UNKNOWN", M("There is no product {id} in this project", id=product_id))
        return product

    def our_products(self) -> tuple[Product, ...]:
        """The products whose role is 本企业."""
        return tuple(product for product in self.project.all(Product).values() if product.role is Role.OURS)

    def chart(self, product_id: str, kind: str, words: Wording, on: date | None = None) -> ChartSpec:
        """One chart of a comparison, in the reader's language; kinds are `CHART_KINDS`.

        A kind may name its yardstick (``diverging:international_benchmark``) or, by id or code, its indicator
        (``distribution:apf``).
        """
        from compare_app.engine.charts import chart_of

        comparison = self.compare(product_id, on)
        return chart_of(
            self.project,
            comparison,
            kind,
            words,
            pool=lambda: self.pool(comparison.category_id),
            results=lambda: self.results(product_id),
        )

    def propose_actions(
        self, product_id: str, on: date | None = None, only: Collection[str] = ()
    ) -> tuple[Action, ...]:
        """Plan rows born from the gaps that no row covers yet; nothing is stored.

        `only` names requirements: then rows that ask our standard for these, and no others.
        """
        from compare_app.engine.plan import propose

        return propose(self.project, self.compare(product_id, on), on or date.today(), only)

    def propose_case(
        self,
        product_id: str,
        indicator_id: str,
        on: date | None = None,
        requirement_id: str = "",
        complaint: str = "",
    ) -> CaseProposal:
        """A case (病历) of an indicator as it would be opened, with the reasons; nothing is stored."""
        from compare_app.engine.cases import propose_case

        when, comparison = on or date.today(), self.compare(product_id, on)
        return propose_case(
            self.project, comparison, indicator_id, when, requirement_id=requirement_id, complaint=complaint
        )

    def case_reminders(self, case: Case, comparison: Comparison | None) -> tuple[Message, ...]:
        """What should be done first in a case; without a comparison what is known without it."""
        from compare_app.engine.cases import reminders

        return reminders(self.project, case, comparison)

    def actions_of_prescription(self, case: Case, on: date | None = None) -> tuple[Action, ...]:
        """Plan rows for the measures of a case that are none yet; nothing is stored."""
        from compare_app.engine.cases import actions_from

        comparison = self.compare(case.product_id, on)
        return actions_from(self.project, comparison, case, on or date.today())

    def lessons(self, case: Case) -> tuple[Remedy, ...]:
        """Lines that the library can learn from a case; nothing is stored."""
        from compare_app.engine.cases import lessons

        return lessons(self.project, case)

    def case_chart(self, case: Case, words: Wording) -> ChartSpec:
        """The fishbone of a case as it is edited."""
        from compare_app.engine.fishbone import case_fishbone

        return case_fishbone(self.project, case, words)

    def example_changes(self) -> tuple[StandardChange, ...]:
        """The built-in examples of changes of standards, beside what the project knows of them; nothing is stored."""
        from compare_app.importers.standard_changes import example_changes

        return example_changes(self.project)

    def example_edit(self, numbers: Collection[str]) -> Edit | None:
        """The edit that takes examples over, by number; None where the project holds them already."""
        from compare_app.importers.standard_changes import example_edit

        return example_edit(self.project, numbers)

    def front_runner(self, category_id: str, on: date | None = None) -> FrontRunner:
        """The enterprise standards of a category in tiers, as 企业标准“领跑者” has them (R37)."""
        from compare_app.engine.front_runner import front_runner

        return front_runner(self.project, category_id, on or date.today())

    def profile(self, on: date | None = None, bands: str = "") -> Profile:
        """Pass rates, estimate of the honour list and simulated index of the enterprise on a reference date (default:
        today). `bands` names a set of bands (`domain.index_table.BAND_SETS`); empty: the first one.
        """
        from compare_app.engine.profile import profile_of

        when = on or date.today()
        return self._found(self._profiles, (when, bands), lambda project: profile_of(project, when, bands))

    def profile_chart(
        self, kind: str, words: Wording, on: date | None = None, bands: str = "", year: int | None = None
    ) -> ChartSpec:
        """One chart of the profile, kinds are `PROFILE_CHARTS`; `year` chooses the index, otherwise the last one."""
        from compare_app.engine.profile.charts import profile_chart

        return profile_chart(self.profile(on, bands), kind, words, year)

    @staticmethod
    def take_remedy(case: Case, remedy: Remedy) -> Case:
        """A case with one line of the library taken over; nothing is stored."""
        from compare_app.engine.cases import take_over

        return take_over(case, remedy)

    # --- what is agreed ----------------------------------------------------------------------------------------------

    def with_rule(
        self, category_id: str, guard: GuardBand, *, four_state: bool, author: str, reason: str = ""
    ) -> Edit:
        """The edit that agrees on a decision rule; with results in the category it needs a reason (R30)."""
        return change_rule(
            self.project,
            category_id,
            guard,
            four_state=four_state,
            author=author,
            reason=reason,
            locked=self.has_results(category_id),
        )

    def has_results(self, category_id: str) -> bool:
        """Whether any product of a category has a result: its decision rule is fixed then."""
        return any(bool(column.count.any()) for column in self.pool(category_id).columns.values())

    def with_role(self, product: Product, role: Role, *, primary: bool, reason: str) -> Edit:
        """The edit that gives a product a role; another primary of the same role in the category steps down."""
        puts = [replace(product, role=role, primary=primary, reason=reason)]
        if primary:
            puts += [
                replace(other, primary=False)
                for other in self.project.products(product.category_id)
                if other.role is role and other.primary and other.id != product.id
            ]
        return Edit(M("Role of {product}", product=product.name), tuple(puts))
