"""企业质量画像: pass rates, estimate of the honour list and simulated index, from what was entered."""

from compare_app.engine.profile.whole import profile_of

__all__ = ["profile_of"]
