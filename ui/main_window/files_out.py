"""What leaves the program as a file: outputs of a product, the whole project, pictures. Each asks, writes, tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compare_app.text.message import M, Message

if TYPE_CHECKING:
    from compare_app.domain.charts import ChartSpec
    from ui.dialogs.picture_size import PictureSize
    from ui.main_window.window import MainWindow
    from ui.renderer import Renderer
    from ui.writing import HeldTarget

OUTPUTS: Final[dict[str, tuple[str, Callable[[str], Message], Message]]] = {
    "plan": (
        ".xlsx",
        lambda name: M("{product} improvement plan", product=name),
        M("Excel workbook (*.xlsx)"),
    ),
    "one_page": (".pdf", lambda name: M("{product} on one page", product=name), M("PDF document (*.pdf)")),
    "report": (
        ".pdf",
        lambda name: M("{product} comparison report", product=name),
        M("PDF document (*.pdf)"),
    ),
    "proposals": (
        ".xlsx",
        lambda name: M("{product} standard proposals", product=name),
        M("Excel workbook (*.xlsx);;CSV table (*.csv)"),
    ),
    "minutes": (
        ".xlsx",
        lambda name: M("Monthly meeting"),
        M("Workbook or PDF (*.xlsx *.pdf)"),
    ),
    "csv": (".csv", lambda name: M("{product} comparison", product=name), M("CSV table (*.csv)")),
    "json": (".json", lambda name: M("{product} comparison", product=name), M("JSON document (*.json)")),
}
"""What can be written of a product: suffix, proposed name, file pattern."""

PROFILE_PATTERN: Final = M("Workbook, PDF, CSV or JSON (*.xlsx *.pdf *.csv *.json)")
PICTURE_PATTERN: Final = M("Pictures (*.png *.svg *.pdf)")

_FORBIDDEN: Final = str.maketrans(dict.fromkeys('<>:"/\\|?*', " "))


class FilesOut:
    """The files that one main window writes, one after the other beside the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._written: Path | None = None
        self._renderer: Renderer | None = None
        self._picture: PictureSize | None = None  # as asked for last
        self._then: Callable[[], object] | None = None  # what waits until everything is written

    def save_template(self) -> None:
        """Write the empty five-sheet workbook."""
        from compare_app.workspace import Workspace

        window = self._window
        words = window.words
        self.write(
            words("Import template"),
            f"{words('Import template')}.xlsx",
            words(M("Excel workbook (*.xlsx)")),
            lambda path: Workspace.write_template(path, words),
        )

    def export_project(self) -> None:
        """Write the whole project as our workbook."""
        window = self._window
        words = window.words
        name = safe_name(window.session.project.name or "project")
        self.write(
            words("Export the project"),
            f"{name}.xlsx",
            words(M("Excel workbook (*.xlsx)")),
            lambda path: window.session.workspace.export_project(path, words),
        )

    def export_plan(self) -> None:
        """The improvement plan in Excel."""
        self.export("plan")

    def export_one_page(self) -> None:
        """One page for the chief quality officer."""
        self.export("one_page")

    def export_report(self) -> None:
        """The full report."""
        self.export("report")

    def export_proposals(self) -> None:
        """What the next edition of our standard could say."""
        self.export("proposals")

    def export_csv(self) -> None:
        """The comparison as a table."""
        self.export("csv")

    def export_json(self) -> None:
        """The comparison as data."""
        self.export("json")

    def export_profile(self) -> None:
        """The profile of the enterprise; the suffix of the chosen name says as what."""
        window = self._window
        words, session = window.words, window.session
        title = words("Enterprise quality profile")
        name = safe_name(f"{session.project.name} {title}".strip())
        renderer = self.drawing_part()
        workspace, on, bands = session.workspace, session.on, session.bands

        def write(path: Path) -> None:
            workspace.export_profile(path, words, renderer=renderer, on=on, bands=bands)

        self.write(words("Save"), f"{name}.xlsx", words(PROFILE_PATTERN), write)

    def export_case(self, case_id: str) -> None:
        """The record of a case as a workbook to go on writing in, or as PDF."""
        from compare_app.domain.loop import Case

        session, words = self._window.session, self._window.words
        case = session.project.get(Case, case_id)
        if case is None:
            return
        name = safe_name(words("Case record {number}", number=case.number or "—"))
        renderer, workspace, on = self.drawing_part(), session.workspace, session.on

        def write(path: Path) -> None:
            workspace.export_case(case_id, path, words, renderer=renderer, on=on)

        self.write(words("Save"), f"{name}.xlsx", words(M("Workbook or PDF (*.xlsx *.pdf)")), write)

    def export(self, output: str) -> None:
        """Ask where, and write one of `OUTPUTS` for the product that is looked at, a document or the profile.

        In several languages it is several files: the first has the name that was chosen, the others say theirs.
        """
        from compare_app.domain.month import Month
        from compare_app.progress import Cancelled
        from compare_app.text.wording import Wording

        window = self._window
        if output == "profile":
            self.export_profile()
            return
        if output.startswith("case:"):
            self.export_case(output.removeprefix("case:"))
            return
        if output not in OUTPUTS:
            from ui.main_window.documents import export_document

            export_document(window, output, self.drawing_part())
            return
        session = window.session
        product = session.product
        if product is None:
            return
        suffix, title, pattern = OUTPUTS[output]
        words = window.words
        name = safe_name(words(title(product.name)))

        draws = suffix in (".pdf", ".xlsx") and output != "proposals"
        renderer = self.drawing_part() if draws else None
        workspace, product_id, on = session.workspace, product.id, session.on

        def write_one(path: Path, said: Wording) -> Message | None:
            if output == "minutes":
                month = Month(on.year, on.month)
                workspace.export_minutes(path, month, said, renderer=renderer, on=on)
                return None
            return workspace.export(
                product_id,
                path,
                said,
                renderer=renderer,
                on=on,
                one_page=output == "one_page",
                proposals=output == "proposals",
            )

        languages = session.languages or (words.language,)
        notes: list[Message] = []

        def write(path: Path) -> Message | None:
            for turn, language in enumerate(languages):
                said = words if language == words.language else Wording.load(language)
                try:
                    note = write_one(path if not turn else path.with_stem(f"{path.stem}-{language}"), said)
                except Cancelled:
                    if not turn:
                        raise
                    return M("stopped after {done} of {all} languages", done=turn, all=len(languages))
                if note is not None:
                    notes.append(note)
            return notes[0] if notes else None

        self.write(words("Save"), f"{name}{suffix}", words(pattern), write)

    def save_picture(self, spec: ChartSpec) -> None:
        """Ask for format, size and resolution, then where, and write one chart."""
        from ui.dialogs.picture import PictureDialog
        from ui.dialogs.picture_size import PictureSize

        window = self._window

        def make() -> PictureDialog:
            size = self._picture or PictureSize()
            dialog = PictureDialog(window.session, spec.title, window.words, size, window)
            dialog.accepted.connect(lambda: self._write_picture(spec, dialog.size_asked))
            return dialog

        window.desk.close("picture")  # that of another chart, or of another moment
        window.desk.show("picture", make, remade=False)

    def _write_picture(self, spec: ChartSpec, size: PictureSize) -> None:
        from compare_app.domain.renderer import Look

        self._picture = size
        words, renderer = self._window.words, self.drawing_part()

        def write(path: Path) -> None:
            renderer.chart(
                spec,
                path,
                width_mm=size.width_mm,
                height_mm=size.height_mm,
                dpi=size.dpi,
                look=Look(dark=size.dark),
            )

        name = f"{safe_name(spec.title)}.{size.suffix}"
        self.write(words("Save"), name, words(PICTURE_PATTERN), write)

    def copy_picture(self, spec: ChartSpec, suffix: str, dpi: int) -> None:
        """Put a chart on the clipboard as PNG at a resolution, as SVG or as PDF, in the size chosen last."""
        from PySide6.QtCore import QMimeData
        from PySide6.QtGui import QGuiApplication, QImage

        from ui.dialogs.picture_size import PictureSize

        window, size = self._window, self._picture or PictureSize()
        renderer = self.drawing_part()
        data = renderer.drawn(spec, f".{suffix}", width_mm=size.width_mm, height_mm=size.height_mm, dpi=dpi)
        mime = QMimeData()
        if suffix == "png":
            mime.setImageData(QImage.fromData(data))
        mime.setData({"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}[suffix], data)
        QGuiApplication.clipboard().setMimeData(mime)
        window.tell(M("Copied as {format}", format=suffix.upper()))

    def drawing_part(self) -> Renderer:
        """The renderer, made once and in the window's thread, because it registers fonts."""
        if self._renderer is None:
            from ui.renderer import Renderer

            self._renderer = Renderer()
            self._renderer.practise()
        return self._renderer

    def write(self, title: str, suggestion: str, pattern: str, write: Callable[[Path], object]) -> None:
        """Ask where, write beside the window, and tell how it went. A forgotten suffix is put back.

        `write` may answer with a message: what to know of the file beside that it is there.
        """
        window = self._window
        chosen = window.ask.save_file(window, title, suggestion, pattern)
        if chosen is None:
            return
        path = chosen if chosen.suffix else chosen.with_suffix(Path(suggestion).suffix)
        window.session.writing.start(path, write)

    def tell_written(self, path: Path, said: object) -> None:
        """A file stands there: name it, with what its writer had to say and a button that opens it."""
        self._written = path
        message = M("Written: {name}", name=path.name)
        if isinstance(said, Message):
            message = M("{left}; {right}", left=message, right=said)
        self._window.tell(message, M("Open it"), self._open_written)

    def finish_first(self, go_on: Callable[[], object]) -> bool:
        """Before the window goes: let what is being written be finished, and go on then; False where nothing is.

        Asked again it is stopped. Where it cannot be written the window stays, for somebody has to hear of it.
        """
        session = self._window.session
        if not session.being_written:
            return False
        if self._then is not None:
            self._then = None
            session.stop_writing()
            return False
        self._then = go_on
        names = ", ".join(path.name for path in session.being_written)
        self._window.tell_for_good(
            M("{name} is still being written; then the window closes. Close again to stop it", name=names)
        )
        return True

    def settle(self) -> None:
        """One file less is under way: go on with what waited for the last one."""
        if self._then is not None and not self._window.session.being_written:
            from PySide6.QtCore import QTimer

            then, self._then = self._then, None
            QTimer.singleShot(0, self._window, then)  # who told this is still at it

    def stay(self) -> None:
        """Something could not be written: nothing goes on by itself."""
        self._then = None

    def tell_given_up(self, path: Path) -> None:
        """Somebody stopped it."""
        self._window.tell_for_good(
            M("{name} was not written: stopped. A file of that name is as it was before", name=path.name)
        )

    def ask_about_held(self, held: HeldTarget) -> None:
        """The target is open in another program: a choice, not an error."""
        self.stay()
        from compare_app.workspace import free_name
        from ui.dialogs.held_target import HeldTargetDialog

        window = self._window
        other = free_name(held.path)
        window.desk.show(
            ("held", held.path),
            lambda: HeldTargetDialog(held, other, window.words, window),
            of_project=False,
        )

    def offer_record(self, record: Path) -> None:
        """The program died when it ran last: the record of it can be saved and handed on."""
        from ui.black_box import record_text

        window = self._window

        def save() -> None:
            self.write(
                window.words("Save the crash record"),
                record.name,
                window.words(M("Text (*.log *.txt)")),
                lambda path: write_text(path, record_text(record)),
            )

        window.message_bar.say(
            window.words(
                "The program ended by a mistake of its own last time. What was shown as saved is in the project file."
            ),
            "trouble",
            window.words("Save the crash record…"),
            save,
        )

    def _open_written(self) -> None:
        if self._written is not None:
            open_own_file(self._written)


def open_own_file(path: Path) -> None:
    """Open a file that we have just written with the program of its kind."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def write_text(path: Path, text: str) -> None:
    """Write a text whole or not at all."""
    from compare_app.workspace import write_bytes

    write_bytes(path, text.encode("utf-8"))


def safe_name(text: str) -> str:
    """A file name out of any text: no signs that a file system refuses, no trailing dot, at most 80 characters."""
    name = "".join(sign for sign in text.translate(_FORBIDDEN) if sign.isprintable())
    return " ".join(name.split())[:80].strip(" .") or "export"
