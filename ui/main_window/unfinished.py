"""What was begun is kept beside the settings every second, and brought back after the program was killed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from compare_app.domain.model import Product
from compare_app.drafts import Drafts, Entry, FormDraft, load, save
from compare_app.text.message import M
from ui.widgets.fields import fields_of, said_by, say_again

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from ui.main_window.window import MainWindow

EVERY_MS: Final = 1000  # at most two seconds of typing are lost
IMPORT: Final = "import"


IN_TABLE: Final = "table "


@runtime_checkable
class TypesInTable(Protocol):
    """A form with a table whose cells are typed into."""

    def typed(self) -> dict[str, str]:
        """What was typed, by its place."""

    def type_again(self, typed: Mapping[str, str]) -> None:
        """Put it there again."""


class Unfinished(QObject):
    """Lives as long as the window. Looking costs nothing where nothing is open and nothing is typed."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        self._written = load(path)
        self._begun = self._written  # by the program that was killed; offered once, with its project
        self._clean: dict[QDialog, dict[str, Entry]] = {}  # what the fields of a form said when it came
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.keep)
        self._timer.start(EVERY_MS)
        window.session.project_changed.connect(self._on_project)
        if window.session.is_open:
            self._on_project()

    def close(self) -> None:
        """The program ends as it should: what is open was left by choice."""
        self._timer.stop()
        save(Drafts(), self._path)

    # --- keeping ----------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write what is unfinished now, where it is something else than before."""
        now = self._now()
        if now != self._written and (not now.is_empty or self._begun.is_empty):
            save(now, self._path)
            self._written = now

    def _now(self) -> Drafts:
        window = self._window
        path = window.session.path
        if path is None:
            return Drafts()
        forms: list[FormDraft] = []
        for key, form in window.standing_forms():
            kind, subject = _named(key)
            entered = self._entered(form)
            if kind and entered:
                forms.append(FormDraft(kind, subject, entered))
        wizard = window.import_under_way()
        return Drafts(str(path), tuple(forms), wizard.begun() if wizard is not None else None, self._typing())

    def _entered(self, form: QDialog) -> dict[str, Entry]:
        """What a person entered: what says something else than when the form came."""
        said = {place: said_by(field) for place, field in fields_of(form).items()}
        if isinstance(form, TypesInTable):
            said |= {f"{IN_TABLE}{place}": text for place, text in form.typed().items()}
        if form not in self._clean:
            self._clean[form] = said
            form.destroyed.connect(lambda: self._clean.pop(form, None))
        clean = self._clean[form]
        return {place: entry for place, entry in said.items() if clean.get(place) != entry}

    def watch(self, form: QDialog) -> None:
        """A form came: remember what it says before a person does anything."""
        self._entered(form)

    def _typing(self) -> str:
        """A word in a field of a page or in a cell that is being edited; it is stored when its field is left."""
        focused = self._window.focusWidget()
        if focused is None or not self._window.stack.isAncestorOf(focused):
            return ""
        fields = fields_of(focused.parentWidget() or focused)
        if not any(one is focused for one in fields.values()):
            return ""
        said = said_by(focused)
        return said if isinstance(said, str) and self._is_being_written(focused) else ""

    @staticmethod
    def _is_being_written(field: QWidget) -> bool:
        modified = getattr(field, "isModified", None)
        document = getattr(field, "document", None)
        return bool(modified() if modified is not None else document is not None and document().isModified())

    # --- bringing back ----------------------------------------------------------------------------------

    def _on_project(self) -> None:
        self._clean.clear()
        begun, path = self._begun, self._window.session.path
        if path is None or begun.is_empty or Path(begun.project) != path:
            return
        self._begun = Drafts()
        QTimer.singleShot(0, self, lambda: self.bring_back(begun))

    def bring_back(self, begun: Drafts) -> None:
        """Open again what was open, at its step, with what was entered, and say so."""
        window = self._window
        window.show_page(window.page_name)
        for draft in begun.forms:
            self._open(draft)
        if begun.taking_in is not None and Path(begun.taking_in.file).is_file():
            window.chores.take_files((Path(begun.taking_in.file),))
            wizard = window.import_under_way()
            if wizard is not None:
                wizard.go_on_with(begun.taking_in)
        if begun.typing:
            text = begun.typing
            window.tell_for_good(
                M("The program was ended while you wrote “{text}”", text=text[:80]),
                M("Copy it"),
                lambda: window.copy_text(text),
            )
        else:
            window.tell_for_good(M("What you had begun when the program was ended is open again"))

    def _open(self, draft: FormDraft) -> None:
        window = self._window
        subject: object = draft.subject[0] if len(draft.subject) == 1 else draft.subject
        if draft.kind == "role":
            subject = window.session.project.get(Product, str(subject))
        before = {form for _, form in window.standing_forms()}
        window.chores.open_dialog(draft.kind, subject)
        for _, form in window.standing_forms():
            if form not in before:
                self.watch(form)
                fields = fields_of(form)
                for place, entry in draft.fields.items():
                    if place in fields:
                        say_again(fields[place], entry)
                if isinstance(form, TypesInTable):
                    form.type_again(
                        {
                            place.removeprefix(IN_TABLE): str(entry)
                            for place, entry in draft.fields.items()
                            if place.startswith(IN_TABLE)
                        }
                    )


def _named(key: Hashable) -> tuple[str, tuple[str, ...]]:
    """A form of the desk as a kind and ids; no kind where it is not about something of the project."""
    match key:
        case (str() as kind, str() as subject):
            return kind, (subject,)
        case (str() as kind, tuple() as subjects) if all(isinstance(one, str) for one in subjects):
            return kind, subjects
        case _:
            return "", ()
