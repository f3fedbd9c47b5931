"""Where the project lives, as the window tells it: the strip above the pages, and the way back from a bad home."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from compare_app.errors import AppError
from compare_app.text.message import M, Message
from ui.phrases import labelled, sentence
from ui.widgets.strip import Choice, Strip

if TYPE_CHECKING:
    from compare_app.domain.recovery import Offer
    from compare_app.progress import Progress
    from ui.main_window.window import MainWindow
    from ui.tasks import Job

FROM_BACKUP: Final = frozenset(
    {"PROJECT-DAMAGED", "PROJECT-NOT-OURS", "PROJECT-EMPTY", "PROJECT-FOREIGN-SCHEMA", "PROJECT-MISSING"}
)
"""What a project is refused for that a backup may mend."""


class Homes:
    """The strip of one main window and what its buttons do."""

    def __init__(self, window: MainWindow, strip: Strip) -> None:
        self._window = window
        self.strip = strip
        self._path = Path()
        self._offered = M("")
        self._handing_over: Job | None = None
        self._leaving = False  # what could be handed over was, or it was tried

    # --- an open project --------------------------------------------------------------------------------

    def show(self) -> None:
        """What holds for the open project; nothing for one on a drive of this computer that can be written."""
        session, words = self._window.session, self._window.words
        self._handing_over, self._leaving = None, False
        if not session.is_open:
            self.strip.clear()
            return
        workspace = session.workspace
        parts: list[Message] = []
        choices: list[Choice] = []
        if workspace.reading_only is not None:
            parts.append(workspace.reading_only)
            parts.append(
                M(
                    "This project can only be read here. To change it, copy the file to a folder you may write to."
                )
                if workspace.reading_only_for_good
                else M(
                    "Here it can be read; what you want to change, change there or when it was closed there"
                )
            )
        elif workspace.is_copy and workspace.home.sentence is not None:
            parts.append(workspace.home.sentence)
            parts.append(
                M("You work on a copy on this computer, which is checked in when you close the project")
            )
            choices.append((words("Check in now"), session.check_in))
        if workspace.conflicts:
            parts.append(
                M(
                    "Two computers changed it at the same time; the other version lies beside it: {names}",
                    names=workspace.conflicts,
                )
            )
        if parts:
            said = sentence(*(words(one) for one in parts), words=words)
            self.strip.say(said, "trouble" if workspace.conflicts else "info", choices)
        else:
            self.strip.clear()

    def hand_over_first(self, go_on: Callable[[], object]) -> bool:
        """Before the window goes: put what waits into the home and the second place, beside it, and go on then; False
        where nothing waits.

        A stick takes its time, and who does not see the window any more pulls it out. Where it cannot be put there
        the window stays and says so; asked again it goes, and what is on this computer keeps the edits. Asked again
        while only the backup is on its way, it is left.
        """
        from PySide6.QtCore import QTimer

        session = self._window.session
        if self._handing_over is not None:
            if not session.is_open or session.workspace.waits_for_home:
                return True
            self._handing_over.cancel()
            self._handing_over, self._leaving = None, True
        if self._leaving or not session.is_open:
            return False
        words, workspace, place = self._window.words, session.workspace, session.second_place
        home, second = workspace.waits_for_home, place.waits
        if not home and not second:
            return False
        said = (
            M(
                "Checking in {file}: do not pull the stick out and do not cut the connection before the window closes",
                file=workspace.path.name,
            )
            if home
            else M(
                "Putting a backup into the second place {folder}: do not pull the drive out before the window closes. "
                "Close again to leave without it",
                folder=place.folder,
            )
        )
        self.strip.say(words(said), "trouble")

        def refused(error: BaseException) -> None:
            self._handing_over, self._leaving = None, True
            session.failed(error)
            more, choices = M("Everything is stored in the project itself. Close again to leave"), []
            if workspace.waits_for_home:
                more = M(
                    "The edits stay in the copy on this computer and are offered at the next start. "
                    "Close again to leave"
                )
                choices = [(words("Check in now"), session.check_in)]
            self.strip.say(words(more), "trouble", choices)

        def settled() -> None:
            if self._handing_over is job:  # neither refused nor left
                self._handing_over, self._leaving = None, True
                QTimer.singleShot(0, self._window, go_on)  # who told this is still at it

        job = session.tasks.start(
            _hand_over(workspace.check_in if home else None, place.work() if second else None),
            "hand-over",
            lasting=True,
        )
        self._handing_over = job
        job.failed.connect(refused)
        job.ended.connect(settled)
        return True

    def doubt(self, wrong: tuple[Message, ...]) -> None:
        """The look at the open project beside the work found something wrong."""
        window, words = self._window, self._window.words
        path = window.session.path
        if path is None:
            return
        self._path = path
        said = words(wrong[0])
        more = M("Do not go on working with it: let the program restore it from a sound backup")
        self.strip.say(
            sentence(said, words(more), words=words), "trouble", [(words("Close and restore…"), self._leave)]
        )

    def _leave(self) -> None:
        path = self._path
        self._window.session.close()
        self.offer(path, AppError("PROJECT-DAMAGED", M("{file} is damaged", file=path.name), M("")))

    # --- a project that does not open -------------------------------------------------------------------

    def offer(self, path: Path, trouble: AppError) -> None:
        """Say what could bring a project back, with a button for it; nothing where nothing could."""
        self._path, self._offered = path, trouble.what
        if trouble.code == "PROJECT-DAMAGED":  # the page and the error of SQLite help nobody here
            self._offered = M("{file} is damaged", file=path.name)
        words = self._window.words
        if trouble.code == "HOME-DAMAGED":
            self._ask(trouble.remedy, [(words("Put the copy there"), partial(self._repair, ""))])
        elif trouble.code == "PROJECT-BOTH-CHANGED":
            choices: list[Choice] = [
                (words("Go on with my copy"), partial(self._repair, "mine")),
                (words("Go on with the file there"), partial(self._repair, "theirs")),
            ]
            self._ask(trouble.remedy, choices)
        elif trouble.code in FROM_BACKUP:
            job = self._window.session.tasks.start(_looker(path), "recovery")
            job.done.connect(self._on_offer)

    def _on_offer(self, found: Offer | None) -> None:
        if found is None:
            return
        words = self._window.words
        at = f"{found.made.astimezone():%Y-%m-%d %H:%M}"
        said = M("The newest sound backup is of {at}", at=at)
        if found.edits:
            said = M(
                "The newest sound backup is of {at}; edits kept since: {edits}", at=at, edits=found.edits
            )
        self._ask(said, [(words("Restore"), partial(self._repair, ""))])

    def _ask(self, more: Message, choices: list[Choice]) -> None:
        words = self._window.words
        self._window.message_bar.clear()
        said = sentence(labelled(self._path.name, words(self._offered), words), words(more), words=words)
        if self._path.name in words(self._offered):
            said = sentence(words(self._offered), words(more), words=words)
        self.strip.say(said, "trouble", choices)

    def _repair(self, keep: Literal["mine", "theirs", ""]) -> None:
        path = self._path
        self.strip.clear()

        def work(progress: Progress) -> Message:
            from compare_app.workspace import Workspace

            return Workspace.repair(path, keep)

        job = self._window.session.tasks.start(work, "recovery")
        job.done.connect(self._on_repaired)
        job.failed.connect(self._window.session.failed)

    def _on_repaired(self, done: Message) -> None:
        window = self._window
        if window.open_project(self._path):
            window.message_bar.say(window.words(done), "info")

    # --- at the start -----------------------------------------------------------------------------------

    def look_for_waiting(self) -> None:
        """Edits that were never checked in are offered; looked for beside the window."""
        job = self._window.session.tasks.start(_waiting, "waiting")
        job.done.connect(self._on_waiting)

    def _on_waiting(self, homes: list[Path]) -> None:
        window = self._window
        homes = [one for one in homes if one != window.session.path]
        if not homes or window.session.is_open:
            return
        words, home = window.words, homes[0]
        place = str(home.parent)
        said = words(
            M(
                "{file}: edits wait on this computer that were never checked in ({folder})",
                file=home.name,
                folder=place,
            )
        )
        self.strip.say(said, "info", [(words("Open it"), partial(self._open, home))])

    def _open(self, home: Path) -> None:
        self.strip.clear()
        self._window.open_project(home)


def _hand_over(
    check_in: Callable[[], object] | None, carry: Callable[[Progress], object] | None
) -> Callable[[Progress], None]:
    """Both, each whatever becomes of the other; the trouble with the home is the one to hear of."""

    def work(progress: Progress) -> None:
        trouble: AppError | None = None
        for one in (check_in, None if carry is None else partial(carry, progress)):
            try:
                if one is not None:
                    one()
            except AppError as error:
                trouble = trouble or error
        if trouble is not None:
            raise trouble

    return work


def _looker(path: Path) -> Callable[[Progress], Offer | None]:
    def work(progress: Progress) -> Offer | None:
        from compare_app.workspace import Workspace

        return Workspace.recovery_offer(path)

    return work


def _waiting(progress: Progress) -> list[Path]:
    from compare_app.workspace import Workspace

    return Workspace.waiting()
