"""Tables as in Excel: the view with its header, its strips, its blocks of cells."""
