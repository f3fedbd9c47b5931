"""In which language a command speaks: --lang, then the machine's, then Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from compare_app.text.wording import LANGUAGES

_CHINESE = 0x04  # primary language id of Windows


def choose_language(argv: Sequence[str]) -> str:
    """The language of a command, known before its arguments are parsed, because the help is spoken too."""
    for at, argument in enumerate(argv):
        name, _, value = argument.partition("=")
        if name == "--lang":
            wanted = value or (argv[at + 1] if at + 1 < len(argv) else "")
            if wanted in LANGUAGES:
                return wanted
    return machine_language(os.environ)


def machine_language(environment: Mapping[str, str]) -> str:
    """The language of the machine; where it states none (C, POSIX), Chinese, the first language of the program."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        stated = environment.get(name, "").partition(".")[0]
        if stated and stated not in ("C", "POSIX"):
            return "zh_CN" if stated.lower().startswith("zh") else "en"
        if stated:
            return "zh_CN"
    if sys.platform == "win32":
        import ctypes

        language: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "zh_CN" if language & 0xFF == _CHINESE else "en"
    return "zh_CN"
