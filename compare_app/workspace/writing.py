"""Writing a file whole or not at all, for what the face makes itself: pictures and pages."""

from __future__ import annotations

from compare_app.exporters.atomic import write_bytes

__all__ = ["write_bytes"]
