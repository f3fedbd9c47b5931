"""The grammar of the command line: its verbs, their arguments and their help, in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from compare_app import __version__
from compare_app.cli import demo, give_out, manage, plan, prove, take_in
from compare_app.domain.charts import CHART_KINDS
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
        self._chart()
        self._check()
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
            "files", metavar=self.words("FILE"), nargs="+", type=Path, help=self.words("xlsx or csv")
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
            "--issues",
            metavar="OUT.json",
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
            "--propose",
            action="store_true",
            help=self.words("first store a plan row for each gap without one"),
        )
        self._date(verb)

    def _merge(self) -> None:
        verb = self._verb("merge", plan.merge, self.words("take an edited plan workbook back"))
        self._project(verb)
        verb.add_argument(
            "plan", metavar="plan.xlsx", type=Path, help=self.words("as `export` wrote it, edited since")
        )
        verb.add_argument(
            "--dry-run", action="store_true", help=self.words("say what would happen and store nothing")
        )

    def _chart(self) -> None:
        verb = self._verb("chart", give_out.chart, self.words("draw one chart into a picture file"))
        self._project(verb)
        self._product(verb)
        verb.add_argument("--kind", required=True, choices=CHART_KINDS, help=self.words("which chart"))
        self._to(verb, "x.png | x.svg | x.pdf")
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

    def _check(self) -> None:
        verb = self._verb("check", manage.check, self.words("integrity, provenance, expiring standards"))
        self._project(verb)
        self._date(verb)

    def _selftest(self) -> None:
        self._verb("selftest", prove.selftest, self.words("the published test vectors, one line each"))

    def _pictures(self) -> None:
        verb = self._verb(
            "pictures",
            prove.pictures,
            self.words("every page, dialog and chart as PNG, both languages, light and dark"),
        )
        verb.add_argument(
            "folder", metavar=self.words("DIR"), type=Path, help=self.words("made where it does not exist")
        )

    # --- what they share ---------------------------------------------------------------------------------------------

    def _verb(self, name: str, run: Any, said: str) -> argparse.ArgumentParser:
        verb: argparse.ArgumentParser = self.verbs.add_parser(
            name, words=self.words, help=said, description=said
        )
        verb.set_defaults(run=run)
        self._common(verb)
        return verb

    def _common(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("-h", "--help", action="help", help=self.words("this help"))
        parser.add_argument(
            "--lang",
            choices=LANGUAGES,
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

    def _size(self, text: str) -> int:
        if text.isdecimal() and 1 <= int(text) <= 5000:
            return int(text)
        raise argparse.ArgumentTypeError(self.words("{text} is no whole number from 1 to 5000", text=text))


class _Parser(argparse.ArgumentParser):
    """argparse in the reader's language, where it lets itself be told."""

    def __init__(self, words: Wording, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_formatter(words), **options)
        self._words = words

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
