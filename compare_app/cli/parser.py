"""The grammar of the command line: its verbs, their arguments and their help, in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from compare_app import __version__
from compare_app.cli import (
    agree,
    case,
    demo,
    give_out,
    manage,
    pack,
    papers,
    plan,
    profile,
    proof_grammar,
    prove,
    rate,
    rounds,
    samples,
    standards,
    suppose,
    take_in,
)
from compare_app.domain.charts import CHART_KINDS
from compare_app.domain.document import DOCUMENTS
from compare_app.domain.index_table import BAND_SETS
from compare_app.domain.month import Month
from compare_app.domain.rules import ASPECTS
from compare_app.domain.terms import GuardBand, RoundState, SampleKind
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording

PROGRAM = "main.py"
_DAY = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")


def build_parser(words: Wording) -> argparse.ArgumentParser:
    """The whole grammar; the parsed options carry the function of their verb as `run`."""
    return _Grammar(words).parser()


class _Grammar:
    """Builds the parser; every help text goes through the wording."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.verbs: Any = None

    def parser(self) -> argparse.ArgumentParser:
        parser = _Parser(self.words, prog=PROGRAM, description=self.words("Dual Compare on the command line"))
        parser.add_argument(
            "--version",
            action="version",
            version=f"Dual Compare {__version__}",
            help=self.words("the version"),
        )
        self._common(parser)
        self.verbs = parser.add_subparsers(
            metavar=self.words("VERB"), required=True, title=self.words("verbs")
        )
        self._demo()
        self._new()
        self._import()
        self._compare()
        self._export()
        self._merge()
        self._suppose()
        self._case()
        self._remedies()
        self._pack()
        self._chart()
        self._rule()
        self._equivalence()
        self._verdict()
        self._round()
        self._attach()
        self._samples()
        self._ladder()
        self._grades()
        self._front_runner()
        self._profile()
        self._minutes()
        self._document()
        self._logo()
        self._proof()
        self._check()
        self._changes()
        self._selftest()
        self._pictures()
        return parser

    # --- the verbs ---------------------------------------------------------------------------------------------------

    def _demo(self) -> None:
        verb = self._verb(
            "demo", demo.run, self.words("the whole main job on the sample data, into a folder")
        )
        verb.add_argument(
            "folder", metavar=self.words("DIR"), type=Path, help=self.words("made where it does not exist")
        )
        self._date(verb)

    def _new(self) -> None:
        verb = self._verb(
            "new", manage.new, self.words("make an empty project, or the empty workbook to fill in")
        )
        self._project(verb, optional=True)
        verb.add_argument(
            "--category", metavar=self.words("NAME"), help=self.words("a first product category")
        )
        verb.add_argument(
            "--template",
            metavar="FILE.xlsx",
            type=Path,
            help=self.words("write the empty five-sheet workbook"),
        )

    def _import(self) -> None:
        verb = self._verb(
            "import", take_in.run, self.words("take in workbooks and tables; each file whole or not at all")
        )
        self._project(verb)
        verb.add_argument(
            "files",
            metavar=self.words("FILE"),
            nargs="+",
            type=Path,
            help=self.words("workbooks and text tables; of a folder all in it"),
        )
        verb.add_argument(
            "--overwrite",
            action="store_true",
            help=self.words("also replace what people wrote here by what a table says"),
        )
        verb.add_argument(
            "--keep-going",
            action="store_true",
            help=self.words("go on with the next file where one cannot be taken in"),
        )
        verb.add_argument(
            "--table",
            metavar="N",
            type=int,
            default=1,
            help=self.words("with --propose: which of several tables on the sheet"),
        )
        verb.add_argument(
            "--sheet", metavar=self.words("NAME"), default="", help=self.words("which sheet of a wide table")
        )
        verb.add_argument(
            "--mapping",
            metavar="M.json",
            type=Path,
            help=self.words("how to read a wide table (docs/mapping.md)"),
        )
        verb.add_argument(
            "--propose",
            metavar="M.json",
            type=Path,
            help=self.words("write a proposed mapping for the file and stop"),
        )
        verb.add_argument(
            "--dry-run", action="store_true", help=self.words("say what would happen and store nothing")
        )
        verb.add_argument(
            "--password-file",
            metavar="FILE",
            type=Path,
            help=self.words(
                "whose first line opens files that are protected with a password; - for standard input"
            ),
        )
        verb.add_argument(
            "--issues",
            metavar="OUT.json|xlsx",
            type=Path,
            help=self.words("write everything that was not understood"),
        )
        verb.add_argument(
            "--accept",
            action="store_true",
            help=self.words("go on although cells are held: they keep their text and carry no value"),
        )

    def _compare(self) -> None:
        verb = self._verb(
            "compare", give_out.compare, self.words("both comparisons of one product, as text or as JSON")
        )
        self._project(verb)
        self._product(verb)
        self._date(verb)
        verb.add_argument(
            "--json", metavar="OUT", help=self.words("write JSON (docs/comparison-json.md); - is stdout")
        )
        verb.add_argument(
            "--pool",
            metavar="OUT.csv",
            help=self.words("write a table of every product of the category beside this one; - is stdout"),
        )

    def _export(self) -> None:
        verb = self._verb(
            "export",
            give_out.export,
            self.words("write the plan workbook, a report, a comparison, or the whole project"),
        )
        self._project(verb)
        self._product(
            verb,
            required=False,
            more=self.words("without it, .xlsx is the whole project as our five-sheet workbook"),
        )
        self._to(verb, "plan.xlsx | report.pdf | comparison.csv | comparison.json")
        verb.add_argument(
            "--one-page",
            action="store_true",
            help=self.words("a PDF of one page for the chief quality officer"),
        )
        verb.add_argument(
            "--proposals",
            action="store_true",
            help=self.words("only what the next edition of our standard could say, as .xlsx or .csv"),
        )
        verb.add_argument(
            "--template",
            metavar="COMPANY.xlsx",
            type=Path,
            help=self.words("fill in a copy of the company's own workbook (docs/plan-workbook.md)"),
        )
        verb.add_argument(
            "--propose",
            action="store_true",
            help=self.words("first store a plan row for each gap without one"),
        )
        self._date(verb)

    def _merge(self) -> None:
        verb = self._verb("merge", plan.merge, self.words("take edited plan workbooks back"))
        self._project(verb)
        verb.add_argument(
            "plans",
            metavar="plan.xlsx",
            nargs="+",
            type=Path,
            help=self.words("as `export` wrote it, edited since; several are taken one after the other"),
        )
        verb.add_argument(
            "--take",
            choices=tuple(plan.SIDES),
            help=self.words(
                "decide every conflict for one side; without it ours stays and the exit code is 1"
            ),
        )
        verb.add_argument(
            "--review",
            metavar="OUT.json",
            type=Path,
            help=self.words("write the review, cell by cell (docs/plan-workbook.md)"),
        )
        verb.add_argument(
            "--dry-run", action="store_true", help=self.words("say what would happen and store nothing")
        )

    def _suppose(self) -> None:
        verb = self._verb(
            "what-if", suppose.what_if, self.words("one product with supposed values; nothing is stored")
        )
        self._project(verb)
        self._product(verb)
        verb.add_argument(
            "--set",
            dest="targets",
            metavar="CODE=TEXT",
            nargs="+",
            action="extend",
            type=suppose.target,
            required=True,
            help=self.words("an indicator by code or name, and the value supposed for it"),
        )
        verb.add_argument(
            "--with-standard",
            action="store_true",
            help=self.words("with our standard as the plan's rows of type standard propose it"),
        )
        self._supposed(verb)
        verb = self._verb(
            "way-up", suppose.way_up, self.words("the cheapest measures of the plan that reach a step")
        )
        self._project(verb)
        self._product(verb)
        verb.add_argument(
            "--step",
            metavar="L3",
            type=suppose.step,
            help=self.words("the step to reach; default: the next one"),
        )
        self._supposed(verb)

    def _supposed(self, verb: argparse.ArgumentParser) -> None:
        verb.add_argument("--json", metavar="OUT", help=self.words("write JSON; - is stdout"))
        self._date(verb)

    def _case(self) -> None:
        verb = self._verb(
            "case", case.run, self.words("open, look at, write and close the cases of a product")
        )
        self._project(verb)
        self._product(verb)
        which = verb.add_mutually_exclusive_group()
        which.add_argument(
            "--open", metavar=self.words("INDICATOR"), help=self.words("open a case of this indicator")
        )
        which.add_argument(
            "--list",
            action="store_true",
            help=self.words("list the cases, one a line; so without anything else"),
        )
        which.add_argument("--show", metavar=self.words("NUMBER"), help=self.words("the case that is meant"))
        for name, metavar, said in (
            ("--set", M("FIELD=TEXT"), M("write a part of the case; may be given several times")),
            ("--cause", M("TEXT"), M("add a cause, its branch before a colon; may be given several times")),
            ("--take", M("ID"), M("take over a line of the library; may be given several times")),
        ):
            verb.add_argument(
                name, metavar=self.words(metavar), action="append", default=[], help=self.words(said)
            )
        verb.add_argument(
            "--to-plan",
            action="store_true",
            help=self.words("make a plan row of each measure of the prescription"),
        )
        verb.add_argument(
            "--close",
            metavar=self.words("OUTCOME"),
            help=self.words("cured, improved, no_effect or referred; open opens it again"),
        )
        verb.add_argument(
            "--follow-up",
            metavar=self.words("TEXT"),
            default="",
            help=self.words("what the follow-up showed"),
        )
        verb.add_argument(
            "--learn",
            action="store_true",
            help=self.words("add the confirmed causes of a case that is closed well to the library"),
        )
        verb.add_argument(
            "--to", metavar="case.xlsx | case.pdf", type=Path, help=self.words("write the case record")
        )
        self._author(verb)
        self._date(verb)

    def _remedies(self) -> None:
        verb = self._verb(
            "remedies",
            case.remedies,
            self.words("the table of symptoms, likely causes and measures, for reference"),
        )
        verb.add_argument(
            "project",
            metavar=self.words("PROJECT"),
            type=Path,
            help=self.words("the project file (*.dcmp); - is the table as it is shipped"),
        )
        verb.add_argument(
            "--search",
            metavar=self.words("WORDS"),
            default="",
            help=self.words("only lines in which each of these words stands"),
        )
        verb.add_argument("--json", action="store_true", help=self.words("as JSON on stdout"))

    def _chart(self) -> None:
        verb = self._verb(
            "chart",
            give_out.chart,
            self.words("draw one chart into a picture file, or write its data as CSV"),
        )
        self._project(verb)
        self._product(verb)
        verb.add_argument(
            "--kind",
            required=True,
            type=self._chart_kind,
            metavar="KIND",
            help=self.words(
                "which chart: {kinds}; distribution, control, histogram and fishbone take an indicator: control:CODE",
                kinds=", ".join(CHART_KINDS),
            ),
        )
        self._to(verb, "x.png | x.svg | x.pdf | x.csv")
        verb.add_argument(
            "--width", metavar="MM", type=self._size, default=180, help=self.words("width in millimetres")
        )
        verb.add_argument(
            "--height", metavar="MM", type=self._size, default=120, help=self.words("height in millimetres")
        )
        verb.add_argument(
            "--dpi", metavar="N", type=self._size, default=200, help=self.words("dots per inch of a PNG")
        )
        verb.add_argument("--dark", action="store_true", help=self.words("light on dark"))
        self._date(verb)

    def _rule(self) -> None:
        verb = self._verb(
            "rule", agree.rule, self.words("show the decision rule of a category, or change it")
        )
        self._project(verb)
        self._category(verb)
        verb.add_argument(
            "--guard",
            choices=[guard.value for guard in GuardBand],
            help=self.words(
                "none: simple acceptance; the width of the guard band; or proof with p_c of 95 %%"
            ),
        )
        states = verb.add_mutually_exclusive_group()
        states.add_argument(
            "--four-state",
            action="store_true",
            default=None,
            help=self.words("conditional pass and fail too"),
        )
        states.add_argument(
            "--binary", dest="four_state", action="store_false", help=self.words("pass or fail only")
        )
        self._author(verb)

    def _equivalence(self) -> None:
        verb = self._verb(
            "equivalence",
            agree.equivalence,
            self.words("show what was stated to be equivalent, state one more, or take one back"),
        )
        self._project(verb)
        self._category(verb)
        verb.add_argument("--indicator", metavar=self.words("NAME"), help=self.words("name or code"))
        verb.add_argument(
            "--aspect",
            choices=[aspect.value for aspect in ASPECTS],
            default=ASPECTS[0].value,
            help=self.words("what is equivalent"),
        )
        verb.add_argument(
            "--between",
            nargs=2,
            metavar=("A", "B"),
            help=self.words(
                "two method groups, test conditions or kinds of sample, as they stand in the project"
            ),
        )
        verb.add_argument("--remove", metavar="ID", help=self.words("take back the one of this id"))
        self._author(verb)

    def _verdict(self) -> None:
        verb = self._verb(
            "verdict",
            agree.verdict,
            self.words("a person's verdict beside the automatic one: show them, set one, take one back"),
        )
        self._project(verb)
        self._product(verb)
        verb.add_argument(
            "--on",
            metavar="KEY",
            help=self.words(
                "key of a pair of limits, or requirement_id of a result, as `compare --json` has them"
            ),
        )
        verb.add_argument("--set", metavar=self.words("VERDICT"), help=self.words("the verdict, as its code"))
        verb.add_argument("--back", action="store_true", help=self.words("back to the automatic verdict"))
        self._date(verb)
        self._author(verb)

    def _round(self) -> None:
        verb = self._verb(
            "round",
            rounds.round_,
            self.words(
                "a comparison as a project: open it, move it to its next state, see what is in the way"
            ),
        )
        self._project(verb)
        self._product(verb)
        verb.add_argument("--new", metavar=self.words("TITLE"), help=self.words("open a round of this title"))
        for name, text in (
            ("market", M("target market")),
            ("team", M("who works on it")),
            ("leader", M("who leads it")),
            ("experts", M("the group of experts")),
        ):
            verb.add_argument(f"--{name}", metavar=self.words("TEXT"), default="", help=self.words(text))
        verb.add_argument("--due", type=self._day, metavar="YYYY-MM-DD", help=self.words("when it shall end"))
        verb.add_argument(
            "--move",
            choices=[one.value for one in RoundState],
            help=self.words("the state to move to: the next one, or an earlier one with --reason"),
        )
        self._date(verb)
        self._author(verb)

    def _attach(self) -> None:
        verb = self._verb(
            "attach", rounds.attach, self.words("keep files in the project beside a record, by their digest")
        )
        self._project(verb)
        verb.add_argument(
            "files", metavar=self.words("FILE"), nargs="+", type=Path, help=self.words("the files to keep")
        )
        verb.add_argument(
            "--to",
            metavar="KIND:NAME",
            required=True,
            type=rounds.owner,
            help=self.words(
                "what they belong to, for example report:2026-001; kinds: {kinds}", kinds=tuple(rounds.OWNERS)
            ),
        )
        verb.add_argument("--note", metavar=self.words("TEXT"), default="", help=self.words("a remark"))
        self._author(verb)
        verb = self._verb(
            "attachments", rounds.attachments, self.words("list the kept files, or give all of them out")
        )
        self._project(verb)
        verb.add_argument(
            "--save",
            metavar=self.words("DIR"),
            type=Path,
            help=self.words("write every file into this folder"),
        )

    def _samples(self) -> None:
        verb = self._verb(
            "samples",
            samples.samples,
            self.words("samples of a product and of its benchmarks; blind codes, and the laboratory's list"),
        )
        self._project(verb)
        self._product(verb)
        verb.add_argument("--add", metavar=self.words("CODE"), help=self.words("add a sample of the product"))
        self._texts(
            verb,
            ("batch", M("batch or lot")),
            ("units", M("units to test")),
            ("reserve", M("units kept in reserve")),
            ("seal", M("number of the seal")),
            ("produced", M("day of production")),
            ("purchase", M("where it was bought, at what price, invoice")),
            ("remark", M("a remark")),
        )
        verb.add_argument(
            "--kind",
            choices=[one.value for one in SampleKind],
            help=self.words("how it came to the laboratory"),
        )
        verb.add_argument(
            "--blind", action="store_true", help=self.words("draw a blind code for every sample without one")
        )
        verb.add_argument(
            "--laboratory",
            metavar="OUT.xlsx",
            type=Path,
            help=self.words("write the laboratory's list: blind codes and tests, no product"),
        )
        self._author(verb)
        verb = self._verb(
            "reports", samples.reports, self.words("test reports, and how many results name each")
        )
        self._project(verb)
        verb.add_argument(
            "--add", metavar=self.words("NUMBER"), help=self.words("add a report of this number")
        )
        self._texts(
            verb,
            ("laboratory", M("who tested")),
            ("cma", M("number of the CMA approval")),
            ("cnas", M("number of the CNAS accreditation")),
            ("issued", M("day of issue")),
            ("remark", M("a remark")),
        )
        self._author(verb)

    def _texts(self, verb: argparse.ArgumentParser, *options: tuple[str, Message]) -> None:
        for name, text in options:
            verb.add_argument(f"--{name}", metavar=self.words("TEXT"), help=self.words(text))

    def _category(self, verb: argparse.ArgumentParser, required: bool = True) -> None:
        verb.add_argument(
            "--category",
            metavar=self.words("NAME"),
            required=required,
            help=self.words("name of a product category"),
        )

    def _author(self, verb: argparse.ArgumentParser) -> None:
        verb.add_argument(
            "--reason",
            metavar=self.words("TEXT"),
            default="",
            help=self.words("why; it is printed in every output"),
        )
        verb.add_argument(
            "--author",
            metavar=self.words("NAME"),
            default="",
            help=self.words("who decides; default: who is logged in"),
        )

    def _ladder(self) -> None:
        verb = self._verb(
            "ladder", rate.ladder, self.words("show or change which step of the ladder asks for what")
        )
        self._project(verb)
        self._category(verb)
        verb.add_argument(
            "--set",
            metavar=self.words("CONDITION=L3|none"),
            dest="lines",
            nargs="+",
            type=rate.line,
            default=[],
            help=self.words("from which step on a condition must hold; none: it is not asked for"),
        )
        verb.add_argument(
            "--minimum",
            metavar="N",
            type=self._size,
            help=self.words("core indicators that must be comparable; without it, all of them"),
        )
        verb.add_argument(
            "--default",
            action="store_true",
            help=self.words("back to the default table, and all core indicators"),
        )
        self._author(verb)
        self._date(verb)

    def _grades(self) -> None:
        verb = self._verb("grades", rate.grades, self.words("grades of our products in the grading schemes"))
        self._project(verb)
        self._category(verb)
        verb.add_argument(
            "--template",
            metavar=self.words("KEY"),
            help=self.words("first take in a grading scheme of the program"),
        )
        verb.add_argument(
            "--templates", action="store_true", help=self.words("list what --template can take in")
        )
        self._date(verb)

    def _front_runner(self) -> None:
        verb = self._verb(
            "front-runner",
            rate.front_runner,
            self.words("the enterprise standards of a category in tiers: our own front-runner view"),
        )
        self._project(verb)
        self._category(verb)
        verb.add_argument(
            "--json", metavar="OUT", help=self.words("write JSON (docs/front-runner.md); - is stdout")
        )
        verb.add_argument("--csv", metavar="OUT.csv", type=Path, help=self.words("write a CSV table"))
        self._date(verb)

    def _profile(self) -> None:
        verb = self._verb(
            "profile",
            profile.run,
            self.words(
                "pass rates, honour list (estimate) and competitiveness index (simulated) of the enterprise"
            ),
        )
        self._project(verb)
        verb.add_argument(
            "--json", metavar="OUT", help=self.words("write JSON (docs/profile-json.md); - is stdout")
        )
        verb.add_argument(
            "--to", metavar="FILE", type=Path, help="profile.xlsx | profile.pdf | profile.csv | profile.json"
        )
        verb.add_argument(
            "--bands",
            choices=[one.code for one in BAND_SETS],
            default="",
            help=self.words("which published bands name the index; default: {name}", name=BAND_SETS[0].code),
        )
        self._date(verb)

    def _minutes(self) -> None:
        verb = self._verb(
            "minutes",
            profile.write_minutes,
            self.words(
                "draft of the minutes of the monthly quality meeting, filled in as far as the data go"
            ),
        )
        self._project(verb)
        verb.add_argument(
            "--month",
            metavar="YYYY-MM",
            type=self._month,
            help=self.words("which month; default: that of the reference date"),
        )
        self._to(verb, "minutes.xlsx | minutes.pdf")
        self._date(verb)

    def _document(self) -> None:
        said = self.words("write a document for authorities, a register or a meeting")
        verb = self._verb("document", papers.document, said, languages=(*LANGUAGES, papers.BOTH))
        self._project(verb)
        verb.add_argument(
            "--kind",
            required=True,
            choices=[one.key for one in DOCUMENTS],
            help="; ".join(f"{one.key}: {self.words(one.name)}" for one in DOCUMENTS),
        )
        self._product(
            verb, required=False, more=self.words("lists and annual are over all products without it")
        )
        verb.add_argument(
            "--year",
            metavar="YYYY",
            type=self._year,
            help=self.words("year of the annual summary; default: that of the reference date"),
        )
        self._to(verb, "x.xlsx | x.pdf | x.pptx")
        self._date(verb)

    def _logo(self) -> None:
        verb = self._verb("logo", papers.logo, self.words("set the enterprise's logo, which covers bear"))
        self._project(verb)
        verb.add_argument("file", metavar=self.words("FILE"), nargs="?", type=Path, help="PNG | JPEG | SVG")
        verb.add_argument("--remove", action="store_true", help=self.words("take the logo away"))

    def _proof(self) -> None:
        """Re-tests, released states and signatures."""
        proof_grammar.add(
            proof_grammar.Grammar(
                self.words, self._verb, self._project, self._product, self._date, self._day, _late
            )
        )

    def _check(self) -> None:
        verb = self._verb("check", manage.check, self.words("integrity, provenance, expiring standards"))
        self._project(verb)
        self._date(verb)

    def _changes(self) -> None:
        verb = self._verb(
            "changes",
            standards.changes,
            self.words("examples of changes of standards; a project takes over those that are named"),
        )
        self._project(verb)
        verb.add_argument(
            "--take",
            metavar=self.words("NUMBER"),
            action="append",
            default=[],
            help=self.words("take this example over, marked as not confirmed; may be given several times"),
        )

    def _pack(self) -> None:
        verb = self._verb(
            "pack", pack.run, self.words("hand a category on as a library pack, look at one, or take one in")
        )
        self._project(verb, optional=True)
        for name, said in (
            ("--write", M("write the category as a pack")),
            ("--take", M("take a pack in; what people changed here stays")),
            ("--show", M("say what a pack holds; needs no project")),
        ):
            verb.add_argument(name, metavar="FILE.dcpack", type=Path, help=self.words(said))
        self._category(verb, required=False)
        for name, said in (
            ("--name", M("name of the pack; default: that of the category")),
            ("--edition", M("version of the pack; default: the day")),
            ("--author", M("who made it")),
            ("--source", M("where its facts come from")),
            ("--note", M("anything else that its readers should know")),
        ):
            verb.add_argument(name, metavar=self.words("TEXT"), default="", help=self.words(said))
        verb.add_argument(
            "--with-ours", action="store_true", help=self.words("also products of our own and their results")
        )
        verb.add_argument(
            "--dry-run", action="store_true", help=self.words("say what would happen and store nothing")
        )
        verb.add_argument(
            "--overwrite",
            action="store_true",
            help=self.words("also where people changed or removed something here"),
        )

    def _selftest(self) -> None:
        self._verb("selftest", prove.selftest, self.words("the published test vectors, one line each"))

    def _pictures(self) -> None:
        verb = self._verb(
            "pictures",
            prove.pictures,
            self.words("every page, dialog and chart as PNG, both languages, light and dark"),
        )
        verb.add_argument(
            "--only",
            metavar=self.words("PATTERN"),
            default="*",
            help=self.words("names such as “4*-zh_CN-light”: * is anything, ? one character"),
        )
        verb.add_argument(
            "folder", metavar=self.words("DIR"), type=Path, help=self.words("made where it does not exist")
        )

    # --- what they share ---------------------------------------------------------------------------------------------

    def _verb(
        self, name: str, run: Any, said: str, languages: tuple[str, ...] = LANGUAGES
    ) -> argparse.ArgumentParser:
        verb: argparse.ArgumentParser = self.verbs.add_parser(
            name, words=self.words, help=said, description=said
        )
        verb.set_defaults(run=run)
        self._common(verb, languages)
        return verb

    def _common(self, parser: argparse.ArgumentParser, languages: tuple[str, ...] = LANGUAGES) -> None:
        parser.add_argument("-h", "--help", action="help", help=self.words("this help"))
        parser.add_argument(
            "--lang",
            choices=languages,
            default=argparse.SUPPRESS,
            help=self.words("language of everything written"),
        )

    def _project(self, verb: argparse.ArgumentParser, optional: bool = False) -> None:
        verb.add_argument(
            "project",
            metavar=self.words("PROJECT"),
            nargs="?" if optional else None,
            type=Path,
            help=self.words("the project file (*.dcmp)"),
        )

    def _product(self, verb: argparse.ArgumentParser, required: bool = True, more: str = "") -> None:
        said = self.words("name, model or id of a product")
        verb.add_argument(
            "--product",
            metavar=self.words("NAME"),
            required=required,
            help=f"{said}; {more}" if more else said,
        )

    def _to(self, verb: argparse.ArgumentParser, forms: str) -> None:
        verb.add_argument("--to", metavar="FILE", type=Path, required=True, help=forms)

    def _date(self, verb: argparse.ArgumentParser) -> None:
        verb.add_argument(
            "--date",
            metavar="YYYY-MM-DD",
            type=self._day,
            help=self.words("reference date for the status of standards; default: today"),
        )

    def _day(self, text: str) -> date:
        """2026-05-01, 2026.5.1, 2026/5/1 or 2026年5月1日."""
        found = _DAY.fullmatch(text.strip())
        try:
            if found is not None:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        said = self.words("{text} is no day of the calendar; write it as 2026-05-01", text=text)
        raise argparse.ArgumentTypeError(said)

    def _year(self, text: str) -> int:
        if len(text) == 4 and text.isdecimal():
            return int(text)
        raise argparse.ArgumentTypeError(self.words("{text} is no year; write it as 2026", text=text))

    def _month(self, text: str) -> Month:
        year, _, month = text.partition("-")
        if len(year) == 4 and (year + month).isdecimal() and 1 <= int(month) <= 12:
            return Month(int(year), int(month))
        raise argparse.ArgumentTypeError(self.words("{text} is no month; write it as 2026-05", text=text))

    def _chart_kind(self, text: str) -> str:
        """A kind of chart, perhaps with its yardstick or indicator behind a colon; the workspace knows these."""
        if text.partition(":")[0] in CHART_KINDS:
            return text
        raise argparse.ArgumentTypeError(
            self.words("{text} is no chart; there are {kinds}", text=text, kinds=list(CHART_KINDS))
        )

    def _size(self, text: str) -> int:
        if text.isdecimal() and 1 <= int(text) <= 5000:
            return int(text)
        raise argparse.ArgumentTypeError(self.words("{text} is no whole number from 1 to 5000", text=text))


class _Parser(argparse.ArgumentParser):
    """argparse in the reader's language, where it lets itself be told."""

    def __init__(self, words: Wording, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_formatter(words), **options)
        self._words = words

    late = ""  # the name of an optional file that may stand behind options: argparse itself has given it up by then

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, rest = super().parse_known_args(args, namespace)
        if self.late and getattr(found, self.late) is None and len(rest) == 1 and not rest[0].startswith("-"):
            setattr(found, self.late, Path(rest.pop()))
        return found, rest

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        detail = self._said(message)
        said = self._words("Wrong usage: {detail}. See: {program} --help", detail=detail, program=self.prog)
        self.exit(2, said + "\n")

    def _said(self, message: str) -> str:
        """What argparse found wrong, in the reader's language; what it says otherwise stays as it is."""
        words = self._words
        if found := re.fullmatch(r"argument (.+?): (.+)", message, re.DOTALL):
            return words("{argument}: {trouble}", argument=found[1], trouble=self._said(found[2]))
        if found := re.fullmatch(r"invalid choice: (.+?) \(choose from (.+)\)", message, re.DOTALL):
            choices = found[2].replace("'", "")
            return words(
                "{text} is not possible; choose one of: {choices}", text=found[1].strip("'"), choices=choices
            )
        if found := re.fullmatch(r"the following arguments are required: (.+)", message):
            return words("missing: {names}", names=found[1])
        if found := re.fullmatch(r"unrecognized arguments: (.+)", message, re.DOTALL):
            return words("unknown: {names}", names=found[1])
        if message.startswith("expected "):
            return words("a value is missing behind it")
        return message

    def print_usage(self, file: Any = None) -> None:
        import sys

        super().print_usage(file or sys.stderr)


def _late(verb: argparse.ArgumentParser, name: str) -> None:
    assert isinstance(verb, _Parser)
    verb.late = name


def _formatter(words: Wording) -> type[argparse.HelpFormatter]:
    class Spoken(argparse.HelpFormatter):
        """Says `usage` and the headings in the reader's language."""

        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[Any],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, words("usage: ") if prefix is None else prefix)

        def start_section(self, heading: str | None) -> None:
            super().start_section(words(heading) if heading else heading)

    return Spoken
