"""Why a file is refused, in one sentence with the remedy: said here once, raised where it is found."""

from __future__ import annotations

from collections.abc import Iterable

from compare_app.errors import Place, RefusedFile
from compare_app.importers.cells import SheetName
from compare_app.text.message import M, Message

_ASK_AGAIN = M("Ask for the file again, or open it in Excel or WPS and save it anew as .xlsx")
_SAVE_AS = M("Open it in Excel or WPS and save it as .xlsx")


def refused(code: str, file: str, what: Message, remedy: Message = _ASK_AGAIN, part: str = "") -> RefusedFile:
    """The error for a file that cannot be read at all."""
    return RefusedFile(code, what, remedy, Place(file, part))


def damaged(file: str, why: str = "") -> RefusedFile:
    """Something inside is broken."""
    if why:
        return refused("IMP-DAMAGED", file, M("{file} is damaged: {why}", file=file, why=why))
    return refused("IMP-DAMAGED", file, M("{file} is damaged or incomplete", file=file))


def truncated(file: str) -> RefusedFile:
    """The end of the archive is missing."""
    return refused(
        "IMP-TRUNCATED",
        file,
        M(
            "{file} is incomplete: the end of the workbook is missing, the mail or download was cut",
            file=file,
        ),
        M("Ask for the file again"),
    )


def other_format(file: str, name: str) -> RefusedFile:
    """A format that is not read."""
    return refused(
        "IMP-FORMAT",
        file,
        M("{file} is no workbook that can be read here but {format}", file=file, format=name),
        _SAVE_AS,
    )


def no_sheet(file: str, name: str, sheets: Iterable[SheetName]) -> RefusedFile:
    """A sheet is asked for that the file has not."""
    return refused(
        "IMP-SHEET",
        file,
        M("{file} has no sheet named {sheet}", file=file, sheet=name),
        M("Choose one of: {names}", names=[one.name for one in sheets]),
    )


def changed(file: str) -> RefusedFile:
    """It is no longer the file that was looked at."""
    return refused(
        "IMP-CHANGED",
        file,
        M("{file} was changed while it was being imported", file=file),
        M("Choose it again"),
    )


def encrypted(file: str) -> RefusedFile:
    """A password is needed."""
    return refused(
        "IMP-ENCRYPTED",
        file,
        M("{file} is protected with a password", file=file),
        M("Give the password, or save a copy without one and import the copy"),
    )


def locked_archive(file: str) -> RefusedFile:
    """Protected in a way that no password given here opens."""
    return refused(
        "IMP-ENCRYPTED",
        file,
        M("{file} is protected with a password", file=file),
        M("Open it with the password, save a copy without one, and import the copy"),
    )


def wrong_password(file: str) -> RefusedFile:
    """The password does not open the file."""
    return refused(
        "IMP-PASSWORD",
        file,
        M("The password does not open {file}", file=file),
        M("Try again; capital and small letters differ"),
    )


def not_a_table(file: str) -> RefusedFile:
    """Neither a workbook nor text."""
    return refused(
        "IMP-FORMAT",
        file,
        M("{file} is neither a workbook nor a text table", file=file),
        M("Choose an .xlsx, .xlsm, .xlsb, .xls, .ods, .csv or .txt file"),
    )


def too_many(file: str, what: Message, limit: int) -> RefusedFile:
    """More of something than any workbook of a person has."""
    return refused(
        "IMP-TOO-LARGE",
        file,
        M("{file} holds more than {limit} {what}", file=file, limit=limit, what=what),
        M("Save what is needed of it as a new workbook"),
    )


def inflated(file: str, part: str) -> RefusedFile:
    """It says the same again and again, as only a file does that is made to exhaust a reader."""
    return refused(
        "IMP-TOO-LARGE",
        file,
        M("{file}: {part} would unpack to far more than a table of its size", file=file, part=part),
        M("Open it in Excel or WPS, delete empty rows and columns, and save it anew as .xlsx"),
    )


def too_large(file: str, megabytes: int) -> RefusedFile:
    """Unpacking it would take more than we allow."""
    return refused(
        "IMP-TOO-LARGE",
        file,
        M("{file} would unpack to more than {limit} MB", file=file, limit=megabytes),
        M("Split the table into several files, or delete empty formatted rows and columns"),
    )
