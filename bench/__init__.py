"""Measurements as ratios: every figure stands beside its pair, taken in the same run on the same machine."""
