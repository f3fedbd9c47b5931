"""Dual Compare: the core library. It knows files, limits and judgements, and nothing of windows."""

__version__ = "0.1.0"
