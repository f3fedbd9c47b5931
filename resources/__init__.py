"""What the program carries beside its code: fonts, icons, style sheets and translations.

A package on purpose: a frozen build and an installed one take the folder along because it is imported.
"""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
"""Where it lies, in a checkout, an installation and a frozen build: always a real folder."""
