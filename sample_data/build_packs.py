"""Write the library packs of the sample categories anew from the sample workbooks; unchanged ones stay as they are.

    python sample_data/build_packs.py

A pack keeps the ids of the one before it, so that projects which took that one in are updated and not doubled.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from compare_app import __version__  # noqa: E402  (the path is set above)
from compare_app.domain.model import Category  # noqa: E402
from compare_app.domain.pack import PackInfo  # noqa: E402
from compare_app.workspace import Workspace  # noqa: E402

PACKS: Final = HERE / "packs"
SOURCE: Final = "sample_data/README.md"
NOTE: Final = "示例库包：虚构产品标有“示例”；出处不明的内容标为未核实。 Sample: made-up products are marked."


def main() -> None:
    """Every workbook of a category into its pack."""
    PACKS.mkdir(exist_ok=True)
    for book in ("ceramic_tiles", "led_light_sources", "room_air_conditioners"):
        build(HERE / f"{book}.xlsx", PACKS / f"{book}.dcpack")


def build(book: Path, to: Path) -> None:
    """The pack of one workbook."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "p.dcmp")
        try:
            before = workspace.read_pack(to) if to.exists() else None
            if before is not None:
                workspace.take_pack(workspace.compare_pack(before))
            workspace.commit(workspace.read(book))
            category = next(iter(workspace.project.all(Category).values()))
            now = datetime.now(UTC).replace(microsecond=0)
            info = PackInfo(
                category.id, category.name, now.strftime("%Y.%m.%d"), category.name, now,
                source=SOURCE, note=NOTE, program=__version__,
            )  # fmt: skip
            if before is not None:
                again = replace(info, made_at=before.info.made_at, version=before.info.version)
                workspace.write_pack(category.id, Path(folder) / "same.dcpack", again)
                if (Path(folder) / "same.dcpack").read_bytes() == to.read_bytes():
                    return
            workspace.write_pack(category.id, to, info)
        finally:
            workspace.close()


if __name__ == "__main__":
    main()
