"""Colours, sizes and the look of controls: one value per theme, light or dark, and everything derived from it."""

# annotations are values here, not texts: each text of a named tuple's field would be compiled at every start

from collections.abc import Sequence
from string import Template
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from compare_app.domain.tone import Tone
from resources import FOLDER

GRID: Final = 4  # px; every distance is a multiple of it


class TypeScale(NamedTuple):
    """Sizes of type in points. Body is Windows' 9 pt; nothing is smaller than 8 pt."""

    small: float = 8.0
    body: float = 9.0
    lead: float = 10.5
    title: float = 13.0
    headline: float = 18.0
    figure: float = 24.0

    def times(self, factor: float) -> "TypeScale":
        """All sizes larger or smaller by a factor."""
        return TypeScale(*(factor * size for size in self))


TYPE: Final = TypeScale()


class Theme(NamedTuple):
    """The tokens. Inks read at 4.5 : 1 or better on surface, raised and sunken; fills stand out at 3 : 1 or better.

    Blue and orange mean better and worse, red means 不合格 and nothing else. The pairs stay apart for readers with
    protanopia, deuteranopia and tritanopia, and every colour comes with a sign or a word.
    """

    name: str
    dark: bool
    # grounds
    surface: str
    surface_raised: str
    surface_sunken: str
    # inks and lines
    text: str
    text_quiet: str
    line: str
    line_strong: str
    # attention
    accent: str
    on_accent: str
    accent_hover: str
    focus: str
    selection: str
    on_selection: str
    hover: str
    # standing: ink, fill of a bar or sign, tint of a ground
    better: str
    better_fill: str
    better_tint: str
    level: str
    level_fill: str
    level_tint: str
    worse: str
    worse_fill: str
    worse_tint: str
    fail: str
    fail_fill: str
    fail_tint: str
    unknown: str
    unknown_fill: str
    unknown_tint: str
    # roles of products
    ours: str
    domestic: str
    international: str
    peer: str
    # five classes of a heat map, −2 … +2; `text` reads on each
    heat: tuple[str, str, str, str, str]

    def ink(self, tone: Tone) -> str:
        """The colour of words and marks of a tone."""
        match tone:
            case Tone.OURS:
                return self.ours
            case Tone.DOMESTIC:
                return self.domestic
            case Tone.INTERNATIONAL:
                return self.international
            case Tone.PEER:
                return self.peer
            case Tone.BETTER:
                return self.better
            case Tone.LEVEL:
                return self.level
            case Tone.WORSE:
                return self.worse
            case Tone.FAIL:
                return self.fail
            case Tone.UNKNOWN:
                return self.unknown
            case Tone.NEUTRAL:
                return self.text

    def fill(self, tone: Tone) -> str:
        """The colour of a bar or a sign of a tone; never of words."""
        match tone:
            case Tone.BETTER:
                return self.better_fill
            case Tone.LEVEL:
                return self.level_fill
            case Tone.WORSE:
                return self.worse_fill
            case Tone.FAIL:
                return self.fail_fill
            case Tone.UNKNOWN:
                return self.unknown_fill
            case _:
                return self.ink(tone)

    def tint(self, tone: Tone) -> str:
        """The ground behind words of a tone."""
        match tone:
            case Tone.BETTER:
                return self.better_tint
            case Tone.WORSE:
                return self.worse_tint
            case Tone.FAIL:
                return self.fail_tint
            case Tone.UNKNOWN:
                return self.unknown_tint
            case Tone.LEVEL:
                return self.level_tint
            case _:
                return self.surface_sunken

    def heat_colour(self, step: int) -> str:
        """The ground of a heat-map cell, `step` −2 (worse) … +2 (better); steps beyond are the outermost class."""
        return self.heat[max(-2, min(2, step)) + 2]


LIGHT: Final = Theme(
    name="light",
    dark=False,
    surface="#f5f6f8",
    surface_raised="#ffffff",
    surface_sunken="#eceff3",
    text="#1a222d",
    text_quiet="#525d6c",
    line="#d8dde4",
    line_strong="#9aa4b2",
    accent="#1b5da8",
    on_accent="#ffffff",
    accent_hover="#164d8c",
    focus="#1b5da8",
    selection="#d5e5f8",
    on_selection="#10263f",
    hover="#e6eaf0",
    better="#145fad",
    better_fill="#2f7fd6",
    better_tint="#e2eefb",
    level="#445062",
    level_fill="#7f8a9a",
    level_tint="#e9ecf0",
    worse="#a04c00",
    worse_fill="#e0781a",
    worse_tint="#fdecdb",
    fail="#b01e2d",
    fail_fill="#c9303f",
    fail_tint="#fbe3e5",
    unknown="#59636f",
    unknown_fill="#868f9b",
    unknown_tint="#eef0f3",
    ours="#14213d",
    domestic="#0a6e64",
    international="#8a35a3",
    peer="#5c6674",
    heat=("#f2a65e", "#fbdcbd", "#eceff3", "#cfe1f6", "#86b6ee"),
)

DARK: Final = Theme(
    name="dark",
    dark=True,
    surface="#171b21",
    surface_raised="#1f252d",
    surface_sunken="#12161b",
    text="#e7ebf1",
    text_quiet="#a7b1be",
    line="#343d49",
    line_strong="#66717f",
    accent="#74b3fb",
    on_accent="#0d1722",
    accent_hover="#94c5fd",
    focus="#74b3fb",
    selection="#24466e",
    on_selection="#f3f7fc",
    hover="#2a323c",
    better="#79b8ff",
    better_fill="#4a94e6",
    better_tint="#1b3350",
    level="#bcc6d2",
    level_fill="#8793a2",
    level_tint="#2b333d",
    worse="#f7a757",
    worse_fill="#dd8128",
    worse_tint="#47301a",
    fail="#ff8087",
    fail_fill="#e4505c",
    fail_tint="#4b2328",
    unknown="#a2acb9",
    unknown_fill="#74808e",
    unknown_tint="#262d36",
    ours="#f5f8fc",
    domestic="#45c9b6",
    international="#d59bf0",
    peer="#a0abb8",
    heat=("#99500f", "#5b3c1e", "#2f3741", "#1f4166", "#2463a8"),
)


def theme_of(*, dark: bool) -> Theme:
    """The dark or the light theme."""
    return DARK if dark else LIGHT


def font(families: Sequence[str], points: float = TYPE.body, *, bold: bool = False) -> QFont:
    """A font of the program; `families` come from `ui.assets.load_fonts`."""
    made = QFont()
    made.setFamilies(list(families))
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


def palette(theme: Theme) -> QPalette:
    """The theme as Fusion understands it: most controls need nothing else."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, colour in (
        (roles.Window, theme.surface),
        (roles.WindowText, theme.text),
        (roles.Base, theme.surface_raised),
        (roles.AlternateBase, theme.surface),
        (roles.Text, theme.text),
        (roles.PlaceholderText, theme.text_quiet),
        (roles.Button, theme.surface_raised),
        (roles.ButtonText, theme.text),
        (roles.BrightText, theme.fail),
        (roles.ToolTipBase, theme.surface_raised),
        (roles.ToolTipText, theme.text),
        (roles.Highlight, theme.selection),
        (roles.HighlightedText, theme.on_selection),
        (roles.Accent, theme.accent),
        (roles.Link, theme.accent),
        (roles.LinkVisited, theme.accent),
        (roles.Light, theme.surface_raised),
        (roles.Midlight, theme.hover),
        (roles.Mid, theme.line),
        (roles.Dark, theme.line_strong),
        (roles.Shadow, theme.line_strong),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.line_strong))
    return made


def ring_palette(theme: Theme) -> QPalette:
    """The palette of controls that a style sheet cannot reach without drawing them whole: a focus that is seen."""
    made = palette(theme)
    made.setColor(QPalette.ColorRole.Highlight, QColor(theme.focus))
    made.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.on_accent))
    return made


def style_sheet(theme: Theme, sizes: TypeScale = TYPE) -> str:
    """What a palette cannot say. Widgets take part by object name (`rail`, `messageBar`) or dynamic property:

    `card` = true (a raised frame), `chip` = true, `tone` = a `Tone` value (a label or chip), `primary` = true (a
    button), `pane` = true (a scroll area that takes the focus), `look` = link (a button) or title, subtitle,
    headline, figure, lead, quiet, small, question (a label).
    """
    values = {key: value for key, value in theme._asdict().items() if isinstance(value, str)}
    points = {f"size_{key}": f"{value:g}pt" for key, value in sizes._asdict().items()}
    tones = "\n".join(
        f'QLabel[tone="{tone.value}"] {{ color: {theme.ink(tone)}; }}\n'
        f'QLabel[chip="true"][tone="{tone.value}"], QFrame[chip="true"][tone="{tone.value}"]'
        f" {{ background: {theme.tint(tone)}; }}"
        for tone in Tone
    )
    tick = FOLDER / "marks" / f"tick-{'dark' if theme.dark else 'light'}.svg"
    values["tick"] = tick.as_posix()  # a style sheet wants slashes on Windows too
    template = (FOLDER / "qss" / "sheet.qss").read_text(encoding="utf-8")
    return Template(template).substitute(values, **points) + tones


SYSTEM_IS_DARK: Final = "systemIsDark"
"""Property of the application: whether the system is dark, as far as it says so."""


def is_dark(app: QGuiApplication, theme: str) -> bool:
    """Whether a setting means the dark theme now; "system" does as the system does."""
    return theme == "dark" or (theme == "system" and bool(app.property(SYSTEM_IS_DARK)))


def look_at_ground(app: QGuiApplication) -> None:
    """Before anything is dressed the ground is the system's: asking for its scheme by name would load all of Qt's."""
    app.setProperty(SYSTEM_IS_DARK, app.palette().window().color().lightness() < 128)


def dress_frame(app: QGuiApplication, theme: str) -> None:
    """What the system draws around the window is as dark as the window; with "system" it is the system that says so."""
    from PySide6.QtCore import Qt

    hints = app.styleHints()
    if theme == "system":
        hints.unsetColorScheme()
        app.setProperty(SYSTEM_IS_DARK, hints.colorScheme() is Qt.ColorScheme.Dark)
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if theme == "dark" else Qt.ColorScheme.Light)


def apply_theme(app: QApplication, theme: Theme, families: Sequence[str], sizes: TypeScale = TYPE) -> None:
    """Dress the whole program: our palette, our sheet, our font. The style, Fusion, was chosen with the application."""
    app.setPalette(palette(theme))
    # Fusion rings what has the focus in the colour of the selection
    for kind in ("QComboBox", "QAbstractSpinBox"):
        app.setPalette(ring_palette(theme), kind)  # type: ignore[arg-type]  # takes text, whatever its stub says
    app.setFont(font(families, sizes.body))
    app.setStyleSheet(style_sheet(theme, sizes))
