"""How much a reading child may take, on each system."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess


MEMORY: Final = 1_500_000_000
"""Bytes of address space. The largest honest sheets stay far below; bombs end here."""


def limit_memory(most: int) -> None:
    """Set the limit for this very process, where the system lets a process do so."""
    if sys.platform == "win32":
        return  # the parent puts it into a job
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def confine(process: subprocess.Popen[bytes], most: int) -> object | None:
    """Put a child into a job of Windows: its memory is limited and it dies with us. Keep what is returned."""
    if os.name != "nt":
        return None
    from compare_app.importers.apart.windows_job import Job

    return Job(process, most)
