"""Built-in examples of changes of standards: shown with their sources, taken over only when chosen, always 未核实."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from compare_app.domain.standard_change import StandardChange
from compare_app.domain.terms import Trust
from compare_app.domain.tone import Tone
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.plain import PlainLabel
from ui.wording import joined, listed


class StandardChangesDialog(Beside[tuple[bool, ...]]):
    """A table of examples; chosen ones become editions of the project, as one step of undo."""

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, parent)
        self.setWindowTitle(words("Examples of changes of standards"))
        self.resize(900, 420)
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("Examples of changes of standards"), frozen=1)
        self.view.setModel(self.model)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.take_button = buttons.addButton(
            words("Take the chosen ones over"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.take_button.clicked.connect(self.take)
        buttons.rejected.connect(self.reject)
        column = self.column
        hint = words(
            "None of these is checked against the printed standard: each is taken in as unconfirmed, and a fact that "
            "the project holds already stays as it is."
        )
        column.addWidget(PlainLabel(hint, wrap=True))
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        self.begin()

    def now(self) -> tuple[bool, ...]:
        """Which of the examples the project holds."""
        return tuple(one.taken for one in self._session.workspace.example_changes())

    def show_now(self, now: tuple[bool, ...]) -> None:
        """The table; what is selected stays so."""
        self.model.show(changes_grid(self._session.workspace.example_changes(), self._words))
        self._on_selection()

    def chosen(self) -> list[str]:
        """The numbers of the selected examples."""
        rows = sorted({index.row() for index in self.view.selectedIndexes()})
        return [str(self.model.key_at(row)) for row in rows]

    def take(self) -> None:
        """Store what the project does not hold yet."""
        numbers = self.chosen()
        edit = self._session.workspace.example_edit(numbers)
        if edit is None:
            self._session.told.emit(M("The project holds them already; nothing was changed"))
        elif self.apply(lambda: edit):
            self._session.told.emit(M("Taken over, not confirmed: {numbers}", numbers=numbers))
            self.settle()

    def _on_selection(self) -> None:
        self.take_button.setEnabled(bool(self.chosen()) and not self._session.read_only)


def changes_grid(examples: Sequence[StandardChange], words: Wording) -> Grid:
    """One row an example; its key is the number of the new edition."""
    columns = (
        Column("number", words("Number"), width=18),
        Column("title", words("Title"), width=28),
        Column("force", words("Force"), width=13),
        Column("effective", words("In force from"), width=11),
        Column("replaces", words("Replaces"), width=18),
        Column("state", words("State"), width=18),
        Column("trust", words("Checked"), width=12),
        Column("source", words("Source"), width=30),
        Column("note", words("Note"), width=40),
    )
    rows = []
    for one in examples:
        edition = one.new
        title = (edition.title_en or edition.title) if words.language == "en" else edition.title
        source = joined((f"{edition.source.document} {edition.source.place}".strip(),), words)
        state = words("in the project") if one.taken else words("not in the project")
        rows.append(
            (
                edition.number,
                (
                    Cell(edition.number, bold=True),
                    Cell(title, tip=title),
                    Cell(words.term(edition.force)),
                    Cell(edition.effective.isoformat() if edition.effective else "—"),
                    Cell(listed((older.number for older in one.replaced), words) or "—"),
                    Cell(f"{'●' if one.taken else '○'} {state}", quiet=not one.taken),
                    Cell(
                        words.term(edition.source.trust),
                        tone=Tone.UNKNOWN if edition.source.trust is Trust.UNCONFIRMED else Tone.NEUTRAL,
                    ),
                    Cell(source, tip=source),
                    Cell(edition.note, tip=edition.note, quiet=True),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))
