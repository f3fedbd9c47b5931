"""What every verb of the command line is made with."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from compare_app.cli.spoken import SpokenParser
from compare_app.domain.charts import CHART_KINDS
from compare_app.domain.month import Month
from compare_app.text.message import Message
from compare_app.text.wording import LANGUAGES, Wording

Verb = argparse.ArgumentParser
_DAY = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")


class Grammar:
    """Makes verbs and the options that many of them share; every help text goes through the wording."""

    def __init__(self, words: Wording, verbs: Any) -> None:
        self.words = words
        self._verbs = verbs

    def verb(self, name: str, run: Any, said: str, languages: tuple[str, ...] = LANGUAGES) -> Verb:
        """A verb with its function, its help and its languages."""
        verb: Verb = self._verbs.add_parser(name, words=self.words, help=said, description=said)
        verb.set_defaults(run=run)
        common(verb, self.words, languages)
        return verb

    def project(self, verb: Verb, optional: bool = False) -> None:
        """The project file, first on the line."""
        verb.add_argument(
            "project",
            metavar=self.words("PROJECT"),
            nargs="?" if optional else None,
            type=self.file,
            help=self.words("the project file (*.dcmp)"),
        )

    def product(self, verb: Verb, required: bool = True, more: str = "") -> None:
        """One product by name."""
        said = self.words("name, model or id of a product")
        verb.add_argument(
            "--product",
            metavar=self.words("NAME"),
            required=required,
            help=f"{said}; {more}" if more else said,
        )

    def category(self, verb: Verb, required: bool = True) -> None:
        """One category by name."""
        verb.add_argument(
            "--category",
            metavar=self.words("NAME"),
            required=required,
            help=self.words("name of a product category"),
        )

    def author(self, verb: Verb) -> None:
        """Who decides, and why."""
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

    def texts(self, verb: Verb, *options: tuple[str, Message]) -> None:
        """Options that take a text."""
        for name, text in options:
            verb.add_argument(f"--{name}", metavar=self.words("TEXT"), help=self.words(text))

    def to(self, verb: Verb, forms: str) -> None:
        """Where a file is written."""
        verb.add_argument("--to", metavar="FILE", type=Path, required=True, help=forms)

    def reference(self, verb: Verb) -> None:
        """The reference date."""
        verb.add_argument(
            "--date",
            metavar="YYYY-MM-DD",
            type=self.day,
            help=self.words("reference date for the status of standards; default: today"),
        )

    def day(self, text: str) -> date:
        """2026-05-01, 2026.5.1, 2026/5/1 or 2026年5月1日."""
        found = _DAY.fullmatch(text.strip())
        try:
            if found is not None:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        said = self.words("{text} is no day of the calendar; write it as 2026-05-01", text=text)
        raise argparse.ArgumentTypeError(said)

    def day_or_none(self, text: str) -> date | None:
        """A day, or an empty text for none."""
        return self.day(text) if text.strip() else None

    def year(self, text: str) -> int:
        """A year as a number."""
        if len(text) == 4 and text.isdecimal():
            return int(text)
        raise argparse.ArgumentTypeError(self.words("{text} is no year; write it as 2026", text=text))

    def month(self, text: str) -> Month:
        year, _, month = text.partition("-")
        if len(year) == 4 and (year + month).isdecimal() and 1 <= int(month) <= 12:
            return Month(int(year), int(month))
        raise argparse.ArgumentTypeError(self.words("{text} is no month; write it as 2026-05", text=text))

    def chart_kind(self, text: str) -> str:
        """A kind of chart, perhaps with its yardstick or indicator behind a colon; the workspace knows these."""
        if text.partition(":")[0] in CHART_KINDS:
            return text
        raise argparse.ArgumentTypeError(
            self.words("{text} is no chart; there are {kinds}", text=text, kinds=list(CHART_KINDS))
        )

    def file(self, text: str) -> Path:
        """A path that names a file; not the present folder or the root of a drive."""
        path = Path(text)
        if path.name:
            return path
        raise argparse.ArgumentTypeError(self.words("“{text}” names no file", text=text))

    def size(self, text: str) -> int:
        """A whole number of a size in millimetres or points."""
        if text.isdecimal() and 1 <= int(text) <= 5000:
            return int(text)
        raise argparse.ArgumentTypeError(self.words("{text} is no whole number from 1 to 5000", text=text))

    def day_of(self, verb: Verb, said: str) -> None:
        """A day that is no reference date."""
        verb.add_argument("--date", metavar="YYYY-MM-DD", type=self.day, help=said)

    def who(self, verb: Verb) -> None:
        """Who does it, where no reason is asked for."""
        said = self.words("who decides; default: who is logged in")
        verb.add_argument("--author", metavar=self.words("NAME"), default="", help=said)

    @staticmethod
    def late(verb: Verb, name: str) -> None:
        """The optional file of this name may stand behind the options."""
        assert isinstance(verb, SpokenParser)
        verb.late = name


def common(parser: Verb, words: Wording, languages: tuple[str, ...] = LANGUAGES) -> None:
    """What every verb has: its help and the language."""
    parser.add_argument("-h", "--help", action="help", help=words("this help"))
    parser.add_argument(
        "--lang",
        choices=languages,
        default=argparse.SUPPRESS,
        help=words("language of everything written"),
    )
