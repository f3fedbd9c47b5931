"""The verb `profile`: the enterprise's profile as text, JSON, workbook, PDF or CSV."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened, write_text
from compare_app.domain.month import Month
from compare_app.domain.profile import HONOUR_NOTICE, INDEX_NOTICE, Profile
from compare_app.domain.profile_digest import left_out, profile_lines
from compare_app.text.message import M


def run(options: Namespace, console: Console, tools: Tools) -> int:
    """Files where they are asked for, otherwise a short text."""
    from compare_app.exporters.profile_json import profile_text

    with opened(options.project) as workspace:
        profile = workspace.profile(options.date, options.bands)
        if options.to is not None:
            workspace.export_profile(
                options.to,
                console.words,
                renderer=tools.make_renderer() if options.to.suffix.lower() == ".pdf" else None,
                on=options.date,
                bands=options.bands,
            )
            console.say(M("Wrote {file}", file=str(options.to)))
        text = "" if options.json is None else profile_text(workspace.project, profile)
    if options.json == "-":
        console.out.write(text)
    elif options.json is not None:
        write_text(Path(options.json), text)
        console.say(M("Wrote {file}", file=options.json))
    if options.json is None and options.to is None:
        describe(profile, console)
    return 0


def write_minutes(options: Namespace, console: Console, tools: Tools) -> int:
    """The minutes of the monthly meeting as a workbook to go on writing in, or as a PDF."""
    on = options.date or date.today()
    with opened(options.project) as workspace:
        workspace.export_minutes(
            options.to,
            options.month or Month(on.year, on.month),
            console.words,
            renderer=tools.make_renderer() if options.to.suffix.lower() == ".pdf" else None,
            on=on,
        )
    console.say(M("Wrote {file}", file=str(options.to)))
    return 0


def describe(profile: Profile, console: Console) -> None:
    """A line for each part, what is open, what does not count, and both notices."""
    words = console.words
    for caption, said in profile_lines(profile):
        console.data(words(M("{title}: {text}", title=caption, text=said)))
    for window in profile.honour.windows:
        console.data("  " + words(window.reason))
    for said in profile.honour.open:
        console.data("  ○ " + words(said))
    for said in left_out(profile):
        console.data("! " + words(said))
    console.data(words(HONOUR_NOTICE))
    console.data(words(INDEX_NOTICE))
