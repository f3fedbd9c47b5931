"""When something of ours breaks: it is written down, told in plain words, and the program goes on."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from compare_app import __version__
from compare_app.errors import AppError
from compare_app.text.wording import Wording
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel

log = logging.getLogger("ui")

LOG_BYTES = 1_000_000


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
        from logging.handlers import RotatingFileHandler

        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                self.log_path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
            )
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
            logging.getLogger().addHandler(handler)
            self._handler = handler
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
            text = "".join(traceback.format_exception(kind, error, trace))
            log.error("%s", text)
            self.broken.emit(text)

    def _on_thread_exception(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self._on_exception(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def _on_unraisable(self, hook: sys.UnraisableHookArgs) -> None:
        if hook.exc_value is not None:
            log.error("unraisable: %s", "".join(traceback.format_exception(hook.exc_value)))

    def _on_qt_message(self, kind: QtMsgType, context: object, text: str) -> None:
        level = {
            QtMsgType.QtDebugMsg: logging.DEBUG,
            QtMsgType.QtInfoMsg: logging.INFO,
            QtMsgType.QtWarningMsg: logging.WARNING,
        }.get(kind, logging.ERROR)
        log.log(level, "Qt: %s", text)


class CrashDialog(Dialog):
    """Something of ours broke: what is safe, where the record is, and the record itself."""

    def __init__(self, details: str, log_path: Path, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Something went wrong"))
        self.setMinimumSize(640, 380)
        column = QVBoxLayout(self)
        column.addWidget(
            PlainLabel(
                words("The last step did not finish because of a mistake in this program."), "lead", wrap=True
            )
        )
        column.addWidget(
            PlainLabel(
                words("Everything shown as saved is in the project file. You can go on working."), wrap=True
            )
        )
        column.addWidget(
            PlainLabel(
                words("Please send this record to those who look after the program: {path}", path=log_path),
                "quiet",
                wrap=True,
            ).selectable()
        )
        record = QPlainTextEdit(f"Dual Compare {__version__}\n\n{details}")
        record.setReadOnly(True)
        record.setAccessibleName(words("Record"))
        column.addWidget(record, 1)
        buttons = QDialogButtonBox()
        copy = buttons.addButton(words("Copy the record"), QDialogButtonBox.ButtonRole.ActionRole)
        go_on = buttons.addButton(words("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        copy.clicked.connect(record.selectAll)
        copy.clicked.connect(record.copy)
        go_on.clicked.connect(self.accept)
        column.addWidget(buttons)
        self.record = record


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
        self.dialog = CrashDialog(details, self._watch.log_path, self._words(), self._window)
        self.dialog.finished.connect(self._gone)
        self.dialog.open()

    def _gone(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
