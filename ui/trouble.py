"""When something of ours breaks: it is written down, told in plain words, and the program goes on."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler

from compare_app.errors import AppError
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from ui.dialogs.crash import CrashDialog

log = logging.getLogger("ui")

LOG_BYTES = 1_000_000


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
    broken = Signal(str)  # the traceback, for the crash dialog

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_path = folder / "dual-compare.log"
        self._crash_file: IO[str] | None = None
        self._handler: logging.Handler | None = None
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._open_log(folder)

    def _open_log(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = LateFile(self.log_path)
            logging.getLogger().addHandler(self._handler)
            self._crash_file = (folder / "crash.log").open("a", encoding="utf-8")
            faulthandler.enable(self._crash_file)
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
        faulthandler.disable()
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
        if self._crash_file is not None:
            self._crash_file.close()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._before[0](kind, error, trace)
        elif isinstance(error, AppError):
            self.mendable.emit(error)
        else:
            from traceback import format_exception

            text = "".join(format_exception(kind, error, trace))
            log.error("%s", text)
            self.broken.emit(text)

    def _on_thread_exception(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self._on_exception(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def _on_unraisable(self, hook: sys.UnraisableHookArgs) -> None:
        if hook.exc_value is not None:
            from traceback import format_exception

            log.error("unraisable: %s", "".join(format_exception(hook.exc_value)))

    def _on_qt_message(self, kind: QtMsgType, context: object, text: str) -> None:
        level = {
            QtMsgType.QtDebugMsg: logging.DEBUG,
            QtMsgType.QtInfoMsg: logging.INFO,
            QtMsgType.QtWarningMsg: logging.WARNING,
        }.get(kind, logging.ERROR)
        log.log(level, "Qt: %s", text)


class Reporter(QObject):
    """Shows one crash dialog at a time; what comes meanwhile is in the log."""

    def __init__(self, watch: Watch, parent: QWidget, words: Callable[[], Wording]) -> None:
        super().__init__(parent)
        self._watch = watch
        self._window = parent
        self._words = words
        self.dialog: CrashDialog | None = None
        watch.broken.connect(self._show)

    def _show(self, details: str) -> None:
        if self.dialog is not None:
            return
        from ui.dialogs.crash import CrashDialog

        self.dialog = CrashDialog(details, self._watch.log_path, self._words(), self._window)
        self.dialog.finished.connect(self._gone)
        self.dialog.show()

    def _gone(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
