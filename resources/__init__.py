"""What the program carries beside its code: fonts, icons, style sheets and translations.

A package on purpose: a frozen build and an installed one take the folder along because it is imported.
"""
