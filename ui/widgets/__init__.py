"""Small parts of the face that know nothing of projects: they are given values and answer by signal."""
