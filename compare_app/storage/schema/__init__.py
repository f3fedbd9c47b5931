"""Numbered migrations, one .sql file for each version of the project file."""
