"""The workbook of a profile, whole: made in memory, checked, then put in the place of the old file."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from compare_app.domain.profile import INDEX_NOTICE, Profile
from compare_app.domain.project import Project
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.plan.look import Formats, new_book
from compare_app.exporters.plan_workbook import refuse_live_content
from compare_app.exporters.profile_book.appendix import write_inputs, write_steps
from compare_app.exporters.profile_book.index import write_index
from compare_app.exporters.profile_book.material import Material
from compare_app.exporters.profile_book.summary import write_honour, write_rates, write_summary
from compare_app.text.message import M
from compare_app.text.wording import Wording


def write_profile(to: Path, project: Project, profile: Profile, words: Wording) -> None:
    """Write the workbook; an AppError where the file cannot be written, and the old one then is as it was."""
    body = profile_bytes(project, profile, words)
    write_bytes(to, body)


def profile_bytes(project: Project, profile: Profile, words: Wording) -> bytes:
    """The workbook as bytes, checked: no formula in any cell, nothing that points outside."""
    buffer = io.BytesIO()
    workbook = new_book(buffer)
    material = Material(workbook, Formats(workbook), project, profile, words)
    workbook.set_properties(
        {
            "title": words(M("Enterprise quality profile")),
            "subject": f"{project.name}  {profile.on.isoformat()}",
            "comments": words(INDEX_NOTICE),
            "author": "",
            "created": datetime.now(UTC),
        }
    )
    for write in (write_summary, write_rates, write_honour, write_index, write_inputs, write_steps):
        write(material)
    workbook.close()
    refuse_live_content(buffer)
    return buffer.getvalue()
