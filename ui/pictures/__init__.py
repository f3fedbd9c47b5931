"""Proof by eye: every page, dialog, step of the wizard, chart and state, Chinese and English, light and dark, as PNGs.

`python main.py pictures FOLDER` writes them. What one would not put before a customer is not done.
"""

from ui.pictures.album import take_pictures

__all__ = ["take_pictures"]
