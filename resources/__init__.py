"""Files that the program reads: words, fonts, vectors, icons."""
