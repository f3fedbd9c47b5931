"""Slides for the review meeting as PowerPoint: the same data as the presentation on the screen."""
