"""A project file: its texts, its edits, its accidents."""
