"""Whether the tests run under Wine, whose files and locks differ from those of Windows in a few points."""

from __future__ import annotations

import ctypes
import os
from typing import Any


def on_wine() -> bool:
    """True under Wine: only its ntdll tells a version of Wine."""
    if os.name != "nt":
        return False
    loader: Any = ctypes
    return hasattr(loader.WinDLL("ntdll"), "wine_get_version")
