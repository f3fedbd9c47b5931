"""Judgement and comparison: pure functions over a snapshot and columns."""
