"""One file a page, in the order of the work; a page shows the session and asks the main window for the rest."""
