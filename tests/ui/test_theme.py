"""The theme: contrast of every ink, colours that stay apart for colour-blind readers, icons of one family."""

import itertools
import re
from collections.abc import Callable
from importlib.resources import files

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QIcon, QImage, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

from compare_app.domain.tone import Tone
from ui.assets import BUNDLED_FAMILY, MARK_SIDES, icon, icon_names, load_fonts, mark
from ui.main_window import MainWindow
from ui.theme import DARK, LIGHT, SYSTEM_IS_DARK, Theme, font, palette, style_sheet, theme_of

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
WANTED = (
    "overview data standards indicators diagnosis plan report open new import export undo redo save print "
    "search settings help check warning error info filter columns language theme chart table add edit "
    "delete lock unlock link calendar user sign arrow-left arrow-right close file-excel file-pdf image "
    "copy "
)


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue, _ = QColor(colour).getRgbF()
    return linear(red), linear(green), linear(blue)


def luminance(colour: str) -> float:
    red, green, blue = rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_the_published_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@THEMES
def test_every_ink_reads_on_every_ground(theme: Theme) -> None:
    inks = {tone: theme.ink(tone) for tone in Tone} | {"quiet": theme.text_quiet, "accent": theme.accent}
    grounds = (theme.surface, theme.surface_raised, theme.surface_sunken)
    poor = {(name, ground): round(contrast(ink, ground), 2) for name, ink in inks.items() for ground in grounds
            if contrast(ink, ground) < 4.5}  # fmt: skip
    assert not poor


@THEMES
def test_words_read_on_tints_heat_selection_and_buttons(theme: Theme) -> None:
    pairs = [(theme.text, colour) for colour in theme.heat]
    pairs += [(theme.ink(tone), theme.tint(tone)) for tone in Tone]
    pairs += [(theme.text, theme.tint(tone)) for tone in Tone]
    pairs += [
        (theme.on_selection, theme.selection),
        (theme.on_accent, theme.accent),
        (theme.text, theme.hover),
    ]
    pairs += [(theme.on_accent, theme.accent_hover)]
    assert not [(one, two, round(contrast(one, two), 2)) for one, two in pairs if contrast(one, two) < 4.5]


@THEMES
def test_fills_and_focus_stand_out_from_the_chart(theme: Theme) -> None:
    shapes = [theme.fill(tone) for tone in Tone] + [theme.focus]
    assert not [colour for colour in shapes if contrast(colour, theme.surface_raised) < 3]


# Viénot, Brettel & Mollon 1999 (protan, deutan); Brettel's one-plane tritan approximation
BLINDNESS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritan": ((1.0, 0.1446, -0.1446), (0.0, 0.8592, 0.1408), (0.0, 0.8592, 0.1408)),
}


def lab(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    channels = rgb(colour)
    return tuple(sum(w * c for w, c in zip(row, channels, strict=True)) for row in matrix)  # type: ignore[return-value]


@THEMES
@pytest.mark.parametrize("kind", BLINDNESS)
def test_colours_that_must_differ_differ_for_colour_blind_readers(theme: Theme, kind: str) -> None:
    groups = (
        (theme.better_fill, theme.worse_fill),
        (theme.better, theme.worse),
        (theme.better_fill, theme.level_fill),
        (theme.worse_fill, theme.level_fill),
        (theme.ours, theme.domestic),
        (theme.ours, theme.international),
        (theme.domestic, theme.international),
        (theme.heat[0], theme.heat[4]),
        *itertools.pairwise(theme.heat),
    )
    for one, other in groups:
        first, second = lab(seen(one, BLINDNESS[kind])), lab(seen(other, BLINDNESS[kind]))
        distance = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        assert distance > 7, (one, other, round(distance, 1))


@THEMES
def test_style_sheet_is_whole(theme: Theme) -> None:
    sheet = style_sheet(theme)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert theme.accent in sheet


@pytest.mark.usefixtures("qapp")
def test_style_sheet_parses_without_a_warning(qapp: QApplication, qtlog: pytest.LogCaptureFixture) -> None:
    from PySide6.QtWidgets import QPushButton

    for theme in (LIGHT, DARK):
        button = QPushButton("x")
        button.setStyleSheet(style_sheet(theme))
        button.ensurePolished()
        button.grab()
        button.deleteLater()
    assert not [record for record in qtlog.records if "parse" in str(record)]


def test_palette_and_choice(qapp: QApplication) -> None:
    assert theme_of(dark=True) is DARK
    assert theme_of(dark=False) is LIGHT
    made = palette(DARK)
    assert made.color(QPalette.ColorRole.Window).name() == DARK.surface
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    assert disabled != made.color(QPalette.ColorRole.Text).name()


def test_font_has_the_signs_and_the_rare_names(qapp: QApplication) -> None:
    families = load_fonts()
    assert families[-1] == BUNDLED_FAMILY
    for bold in (False, True):
        made = font((BUNDLED_FAMILY,), 10, bold=bold)
        assert QFontInfo(made).family() == BUNDLED_FAMILY
        raw = QRawFont.fromFont(made)
        assert not [
            sign for sign in "▲●▼◆○≥≤±×％℃²³µΔ①—…昇堃璟標準ABCé" if not raw.supportsCharacter(ord(sign))
        ]
        assert not raw.supportsCharacter(0x10FFFD)


def test_icons_asked_for_are_there_and_of_one_family() -> None:
    assert set(WANTED.split()) <= set(icon_names())
    for name in icon_names():
        source = files("resources").joinpath("icons").joinpath(f"{name}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in source, name
        assert 'stroke-width="1.6"' in source, name
        assert "currentColor" in source, name
        assert not re.search(r"#[0-9a-fA-F]{3,6}", source), f"{name} names a colour"


def test_the_program_has_a_mark_of_its_own_at_every_size(qapp: QApplication) -> None:
    assert {size.width() for size in mark().availableSizes()} == set(MARK_SIDES)
    for side in MARK_SIDES:
        assert len(inked(mark().pixmap(side, side).toImage())) >= 3, "ground, bars and the accent bar"
    packed = files("resources").joinpath("marks").joinpath("app.ico").read_bytes()
    assert packed[:4] == b"\0\0\1\0", "an icon of Windows"
    sides = {packed[6 + 16 * at] or 256 for at in range(packed[4])}
    assert {16, 32, 48, 256} <= sides


def inked(image: QImage) -> set[str]:
    """The colours of the opaque pixels."""
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 250}  # fmt: skip


def near(one: str, other: str) -> bool:
    """Equal but for the rounding of premultiplied alpha."""
    first, second = QColor(one).getRgb(), QColor(other).getRgb()
    return all(abs(a - b) <= 2 for a, b in zip(first, second, strict=True))


@THEMES
def test_every_icon_draws_in_the_colours_of_the_theme(qapp: QApplication, theme: Theme) -> None:
    for name in icon_names():
        made = icon(name, theme)
        normal = made.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Normal).toImage()
        disabled = made.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Disabled).toImage()
        assert all(near(colour, theme.text) for colour in inked(normal)), name
        assert all(near(colour, theme.line_strong) for colour in inked(disabled)), name
        assert inked(normal), f"{name} draws nothing solid"
        edge = [normal.pixelColor(x, y).alpha() for x in range(24) for y in (0, 23)]
        assert max(edge) == 0, f"{name} touches the edge of its grid"


def test_icon_is_sharp_at_other_ratios_and_copies_live_on(qapp: QApplication) -> None:
    made = icon("report", LIGHT, "#b01e2d")
    pixmap = made.pixmap(QSize(20, 20), 2.0)
    assert pixmap.width() == 40
    assert pixmap.devicePixelRatio() == 2.0
    copy = QIcon(made)
    del made
    assert inked(copy.pixmap(QSize(32, 32), 1.0).toImage()) == {"#b01e2d"}
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)


def test_the_window_follows_the_system_until_somebody_chooses(
    make_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(theme="system")
    assert not window.theme.dark  # a system that says nothing is light
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    monkeypatch.setattr(
        "ui.main_window.window.dress_frame", lambda app, theme: None
    )  # offscreen has no scheme
    app.setProperty(SYSTEM_IS_DARK, True)
    window.follow_system()
    assert window.theme.dark
    assert window.settings.theme == "system"
    window.restyle(theme="light")
    window.follow_system()
    assert not window.theme.dark  # what was chosen stays
    assert window.settings.theme == "light"
    app.setProperty(SYSTEM_IS_DARK, False)


def test_the_frame_is_as_dark_as_the_window(make_window: Callable[..., MainWindow]) -> None:
    hints = QGuiApplication.styleHints()
    window = make_window(theme="light")
    for theme, scheme in (("dark", Qt.ColorScheme.Dark), ("light", Qt.ColorScheme.Light)):
        window.restyle(theme=theme)
        assert hints.colorScheme() in (scheme, Qt.ColorScheme.Unknown)  # offscreen has none
        assert window.theme.dark is (theme == "dark")
    window.restyle(theme="system")
    assert not window.theme.dark
