"""The verbs about data and comparison: in, out, compared, looked after."""

from __future__ import annotations

from pathlib import Path

from compare_app.cli import (
    demo,
    give_out,
    manage,
    pack,
    plan,
    prove,
    standards,
    take_in,
)
from compare_app.cli.grammar import Grammar
from compare_app.domain.charts import CHART_KINDS
from compare_app.text.message import M


def add_demo(grammar: Grammar) -> None:
    """`demo`."""
    verb = grammar.verb(
        "demo", demo.run, grammar.words("the whole main job on the sample data, into a folder")
    )
    verb.add_argument(
        "folder", metavar=grammar.words("DIR"), type=Path, help=grammar.words("made where it does not exist")
    )
    grammar.reference(verb)


def add_new(grammar: Grammar) -> None:
    """`new`."""
    verb = grammar.verb(
        "new", manage.new, grammar.words("make an empty project, or the empty workbook to fill in")
    )
    grammar.project(verb, optional=True)
    verb.add_argument(
        "--category", metavar=grammar.words("NAME"), help=grammar.words("a first product category")
    )
    verb.add_argument(
        "--template",
        metavar="FILE.xlsx",
        type=grammar.file,
        help=grammar.words("write the empty five-sheet workbook"),
    )


def add_import(grammar: Grammar) -> None:
    """`import`."""
    verb = grammar.verb(
        "import", take_in.run, grammar.words("take in workbooks and tables; each file whole or not at all")
    )
    grammar.project(verb)
    verb.add_argument(
        "files",
        metavar=grammar.words("FILE"),
        nargs="+",
        type=Path,
        help=grammar.words("workbooks and text tables; of a folder all in it"),
    )
    verb.add_argument(
        "--overwrite",
        action="store_true",
        help=grammar.words("also replace what people wrote here by what a table says"),
    )
    verb.add_argument(
        "--keep-going",
        action="store_true",
        help=grammar.words("go on with the next file where one cannot be taken in"),
    )
    verb.add_argument(
        "--table",
        metavar="N",
        type=int,
        default=1,
        help=grammar.words("with --propose: which of several tables on the sheet"),
    )
    verb.add_argument(
        "--sheet",
        metavar=grammar.words("NAME"),
        default="",
        help=grammar.words("which sheet of a wide table"),
    )
    verb.add_argument(
        "--mapping",
        metavar="M.json",
        type=Path,
        help=grammar.words("how to read a wide table (docs/mapping.md)"),
    )
    verb.add_argument(
        "--propose",
        metavar="M.json",
        type=Path,
        help=grammar.words("write a proposed mapping for the file and stop"),
    )
    verb.add_argument(
        "--dry-run", action="store_true", help=grammar.words("say what would happen and store nothing")
    )
    verb.add_argument(
        "--password-file",
        metavar="FILE",
        type=Path,
        help=grammar.words(
            "whose first line opens files that are protected with a password; - for standard input"
        ),
    )
    verb.add_argument(
        "--issues",
        metavar="OUT.json|xlsx",
        type=Path,
        help=grammar.words("write everything that was not understood"),
    )
    verb.add_argument(
        "--accept",
        action="store_true",
        help=grammar.words("go on although cells are held: they keep their text and carry no value"),
    )


def add_compare(grammar: Grammar) -> None:
    """`compare`."""
    verb = grammar.verb(
        "compare", give_out.compare, grammar.words("both comparisons of one product, as text or as JSON")
    )
    grammar.project(verb)
    grammar.product(verb)
    grammar.reference(verb)
    verb.add_argument(
        "--json", metavar="OUT", help=grammar.words("write JSON (docs/comparison-json.md); - is stdout")
    )
    verb.add_argument(
        "--pool",
        metavar="OUT.csv",
        help=grammar.words("write a table of every product of the category beside this one; - is stdout"),
    )


def add_export(grammar: Grammar) -> None:
    """`export`."""
    verb = grammar.verb(
        "export",
        give_out.export,
        grammar.words("write the plan workbook, a report, a comparison, or the whole project"),
    )
    grammar.project(verb)
    grammar.product(
        verb,
        required=False,
        more=grammar.words("without it, .xlsx is the whole project as our five-sheet workbook"),
    )
    grammar.to(verb, "plan.xlsx | report.pdf | comparison.csv | comparison.json")
    verb.add_argument(
        "--one-page",
        action="store_true",
        help=grammar.words("a PDF of one page for the chief quality officer"),
    )
    verb.add_argument(
        "--proposals",
        action="store_true",
        help=grammar.words("only what the next edition of our standard could say, as .xlsx or .csv"),
    )
    verb.add_argument(
        "--template",
        metavar="COMPANY.xlsx",
        type=Path,
        help=grammar.words("fill in a copy of the company's own workbook (docs/plan-workbook.md)"),
    )
    verb.add_argument(
        "--propose",
        action="store_true",
        help=grammar.words("first store a plan row for each gap without one"),
    )
    grammar.reference(verb)


def add_merge(grammar: Grammar) -> None:
    """`merge`."""
    verb = grammar.verb("merge", plan.merge, grammar.words("take edited plan workbooks back"))
    grammar.project(verb)
    verb.add_argument(
        "plans",
        metavar="plan.xlsx",
        nargs="+",
        type=Path,
        help=grammar.words("as `export` wrote it, edited since; several are taken one after the other"),
    )
    verb.add_argument(
        "--take",
        choices=tuple(plan.SIDES),
        help=grammar.words(
            "decide every conflict for one side; without it ours stays and the exit code is 1"
        ),
    )
    verb.add_argument(
        "--review",
        metavar="OUT.json",
        type=Path,
        help=grammar.words("write the review, cell by cell (docs/plan-workbook.md)"),
    )
    verb.add_argument(
        "--dry-run", action="store_true", help=grammar.words("say what would happen and store nothing")
    )


def add_pack(grammar: Grammar) -> None:
    """`pack`."""
    verb = grammar.verb(
        "pack", pack.run, grammar.words("hand a category on as a library pack, look at one, or take one in")
    )
    grammar.project(verb, optional=True)
    for name, said in (
        ("--write", M("write the category as a pack")),
        ("--take", M("take a pack in; what people changed here stays")),
        ("--show", M("say what a pack holds; needs no project")),
    ):
        verb.add_argument(name, metavar="FILE.dcpack", type=Path, help=grammar.words(said))
    grammar.category(verb, required=False)
    for name, said in (
        ("--name", M("name of the pack; default: that of the category")),
        ("--edition", M("version of the pack; default: the day")),
        ("--author", M("who made it")),
        ("--source", M("where its facts come from")),
        ("--note", M("anything else that its readers should know")),
    ):
        verb.add_argument(name, metavar=grammar.words("TEXT"), default="", help=grammar.words(said))
    verb.add_argument(
        "--with-ours", action="store_true", help=grammar.words("also products of our own and their results")
    )
    verb.add_argument(
        "--dry-run", action="store_true", help=grammar.words("say what would happen and store nothing")
    )
    verb.add_argument(
        "--overwrite",
        action="store_true",
        help=grammar.words("also where people changed or removed something here"),
    )


def add_chart(grammar: Grammar) -> None:
    """`chart`."""
    verb = grammar.verb(
        "chart",
        give_out.chart,
        grammar.words("draw one chart into a picture file, or write its data as CSV"),
    )
    grammar.project(verb)
    grammar.product(verb)
    verb.add_argument(
        "--kind",
        required=True,
        type=grammar.chart_kind,
        metavar="KIND",
        help=grammar.words(
            "which chart: {kinds}; distribution, control, histogram and fishbone take an indicator: control:CODE",
            kinds=", ".join(CHART_KINDS),
        ),
    )
    grammar.to(verb, "x.png | x.svg | x.pdf | x.csv")
    verb.add_argument(
        "--width", metavar="MM", type=grammar.size, default=180, help=grammar.words("width in millimetres")
    )
    verb.add_argument(
        "--height", metavar="MM", type=grammar.size, default=120, help=grammar.words("height in millimetres")
    )
    verb.add_argument(
        "--dpi", metavar="N", type=grammar.size, default=200, help=grammar.words("dots per inch of a PNG")
    )
    verb.add_argument("--dark", action="store_true", help=grammar.words("light on dark"))
    grammar.reference(verb)


def add_check(grammar: Grammar) -> None:
    """`check`."""
    verb = grammar.verb("check", manage.check, grammar.words("integrity, provenance, expiring standards"))
    grammar.project(verb)
    grammar.reference(verb)


def add_backup(grammar: Grammar) -> None:
    """`backup`."""
    verb = grammar.verb(
        "backup", manage.backup, grammar.words("a verified copy now, on another drive as well")
    )
    grammar.project(verb)
    verb.add_argument(
        "--to",
        metavar="DIR",
        type=Path,
        help=grammar.words(
            "carry the newest backup into this folder too, thinned as those beside the project"
        ),
    )


def add_recover(grammar: Grammar) -> None:
    """`recover`."""
    verb = grammar.verb(
        "recover", manage.recover, grammar.words("bring back a project that cannot be opened")
    )
    grammar.project(verb)
    verb.add_argument(
        "--dry-run",
        action="store_true",
        help=grammar.words("say which backup it would be, and change nothing"),
    )
    verb.add_argument(
        "--without-edits",
        action="store_true",
        help=grammar.words("only the backup, not the edits that were confirmed since"),
    )
    verb.add_argument(
        "--keep",
        choices=("mine", "theirs"),
        help=grammar.words("changed on two computers: go on with the copy here, or with what lies there"),
    )


def add_changes(grammar: Grammar) -> None:
    """`changes`."""
    verb = grammar.verb(
        "changes",
        standards.changes,
        grammar.words("examples of changes of standards; a project takes over those that are named"),
    )
    grammar.project(verb)
    verb.add_argument(
        "--take",
        metavar=grammar.words("NUMBER"),
        action="append",
        default=[],
        help=grammar.words("take this example over, marked as not confirmed; may be given several times"),
    )


def add_selftest(grammar: Grammar) -> None:
    """`selftest`."""
    grammar.verb("selftest", prove.selftest, grammar.words("the published test vectors, one line each"))


def add_check_update(grammar: Grammar) -> None:
    """`check-update`."""
    verb = grammar.verb(
        "check-update",
        prove.check_update,
        grammar.words("whether an installer or zip of this program is the published one"),
    )
    verb.add_argument(
        "file", metavar=grammar.words("FILE"), type=grammar.file, help=grammar.words("what was downloaded")
    )
    verb.add_argument(
        "--sha256",
        metavar="HEX",
        default="",
        help=grammar.words("as published; otherwise SHA256SUMS.txt beside it"),
    )


def add_pictures(grammar: Grammar) -> None:
    """`pictures`."""
    verb = grammar.verb(
        "pictures",
        prove.pictures,
        grammar.words("every page, dialog and chart as PNG, both languages, light and dark"),
    )
    verb.add_argument(
        "--only",
        metavar=grammar.words("PATTERN"),
        default="*",
        help=grammar.words("names such as “4*-zh_CN-light”: * is anything, ? one character"),
    )
    verb.add_argument(
        "folder", metavar=grammar.words("DIR"), type=Path, help=grammar.words("made where it does not exist")
    )
