"""A person's walk through the real window, on a screen of its own."""
