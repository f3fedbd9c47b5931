"""When something of ours breaks: it is written down, told in plain words, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler

from compare_app.errors import AppError
from compare_app.text.wording import Wording
from ui.black_box import BlackBox

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from ui.dialogs.crash import CrashDialog

log = logging.getLogger("ui")

LOG_BYTES: Final = 1_000_000
SAME: Final = 20  # records of one and the same mistake; what is painted fails with every frame


class LateFile(logging.Handler):
    """The log file; what writes and turns it is loaded with the first record, which most days do not have."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(self._path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


class Watch(QObject):
    """Catches what nobody caught. An `AppError` is the user's business, everything else is ours."""

    mendable = Signal(object)  # AppError
    broken = Signal(
        str, str
    )  # where it happened, for the log; the whole traceback, for the person it happened to

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_path = folder / "dual-compare.log"
        self.box = BlackBox(folder)
        self._handler: logging.Handler | None = None
        self._seen: Counter[str] = Counter()  # by where it happened
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._open_log(folder)

    def _open_log(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = LateFile(self.log_path)
            logging.getLogger().addHandler(self._handler)
        except OSError:
            return  # a place that cannot be written must not keep the program from starting

    def install(self) -> None:
        """Take over Python's and Qt's last-resort hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(self._on_qt_message)

    def remove(self) -> None:
        """Give the hooks back and close the files."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
        self.box.close()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._before[0](kind, error, trace)
        elif isinstance(error, AppError):
            self.mendable.emit(error)
        else:
            self._tell(error, "")

    def _tell(self, error: BaseException, how: str) -> None:
        from ui.traces import bare, whole

        where = bare(error)
        self._seen[where] += 1
        if self._seen[where] <= SAME:
            log.error("%s%s", how, where)
        self.broken.emit(where, whole(error))

    def _on_thread_exception(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self._on_exception(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def _on_unraisable(self, hook: sys.UnraisableHookArgs) -> None:
        """What happens where nobody can catch it: while an object is let go, or in a call back from C."""
        if hook.exc_value is not None:
            self._tell(hook.exc_value, "unraisable: ")

    def _on_qt_message(self, kind: QtMsgType, context: object, text: str) -> None:
        level = {
            QtMsgType.QtDebugMsg: logging.DEBUG,
            QtMsgType.QtInfoMsg: logging.INFO,
            QtMsgType.QtWarningMsg: logging.WARNING,
        }.get(kind, logging.ERROR)
        log.log(level, "Qt: %s", text)


class Reporter(QObject):
    """Shows one crash dialog at a time, and each mistake once; what comes meanwhile is in the log."""

    def __init__(self, watch: Watch, parent: QWidget, words: Callable[[], Wording]) -> None:
        super().__init__(parent)
        self._watch = watch
        self._window = parent
        self._words = words
        self._shown: set[str] = set()
        self.dialog: CrashDialog | None = None
        watch.broken.connect(self._show)

    def _show(self, where: str, whole: str) -> None:
        if self.dialog is not None or where in self._shown:
            return
        from ui.dialogs.crash import CrashDialog

        self._shown.add(where)
        self.dialog = CrashDialog(where, self._watch.log_path, self._words(), self._window, whole)
        self.dialog.finished.connect(self._gone)
        self.dialog.show()

    def _gone(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
