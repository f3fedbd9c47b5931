"""Cut the bundled font down to the characters a Chinese quality engineer meets.

    python packaging/subset_fonts.py FONT_PACKAGE UNIHAN_OTHER_MAPPINGS OUT

FONT_PACKAGE is the unpacked npm package @expo-google-fonts/noto-sans-sc, UNIHAN_OTHER_MAPPINGS the Unihan
file of that name (Debian: unicode-data). Kept are GB 2312, all 8 105 characters of the 通用规范汉字表 of 2013
(kTGH; every character that a mainland name or place may have), the common characters of Big5, kana, Latin,
Greek and the signs of units, comparison and drawing.
"""

import bz2
import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

WEIGHTS = {"400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
           "700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf"}  # fmt: skip

SIGN_BLOCKS = (
    range(0x0020, 0x007F), range(0x00A0, 0x0250), range(0x02B0, 0x0300), range(0x0370, 0x0400),
    range(0x2000, 0x2800),  # punctuation, super- and subscripts, letterlike, arrows, operators, boxes
    range(0x3000, 0x3100),  # CJK punctuation, kana
    range(0x3200, 0x3400),  # enclosed letters, squared units such as ㎡ and ㎏
    range(0xFF00, 0xFFF0),  # full-width forms
)  # fmt: skip

# signs the font lacks, drawn from one it has: character → (model, scale, right, up in 1/1000 em)
BORROWED = {
    "⁻": ("−", 0.6, 0, 350), "⁺": ("+", 0.6, 0, 350), "✕": ("×", 1.3, 110, -80), "✗": ("×", 1.3, 110, -80),
    **{sign: (digit, 0.63, 5, 315) for sign, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)},
    **{sign: (digit, 0.63, 5, -130) for sign, digit in zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)},
}  # fmt: skip


def double_byte(encoding: str, first: range, second: range) -> set[int]:
    """Every character that the encoding writes in two bytes, one of `first` and one of `second`."""
    kept = set()
    for lead in first:
        for trail in second:
            text = bytes([lead, trail]).decode(encoding, errors="ignore")
            if len(text) == 1:
                kept.add(ord(text))
    return kept


def table_of_general_characters(unihan: Path) -> set[int]:
    """The characters that carry kTGH in Unihan."""
    data = bz2.decompress(unihan.read_bytes()) if unihan.suffix == ".bz2" else unihan.read_bytes()
    codes = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", data.decode("utf-8"), re.MULTILINE)
    return {int(code, 16) for code in codes}


def borrow_missing_signs(font: TTFont) -> None:
    """Give the font the signs of `BORROWED` that it lacks, as scaled copies of their models."""
    known, glyphs = font.getBestCmap(), font.getGlyphSet()
    for sign, (model, scale, right, up) in BORROWED.items():
        if ord(sign) in known:
            continue
        name = f"uni{ord(sign):04X}"
        pen = TTGlyphPen(None)
        glyphs[known[ord(model)]].draw(TransformPen(pen, (scale, 0, 0, scale, right, up)))
        font["glyf"][name] = pen.glyph()
        font["glyf"][name].recalcBounds(font["glyf"])
        width = glyphs[known[ord(model)]].width * scale if scale < 1 else 1000
        font["hmtx"][name] = (round(width), font["glyf"][name].xMin)
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format in (4, 12):
                table.cmap[ord(sign)] = name


def main(argv: list[str]) -> int:
    package, unihan, out = map(Path, argv)
    general = table_of_general_characters(unihan)
    if len(general) < 8105:
        raise SystemExit(f"{unihan} names {len(general)} characters of the table, 8105 expected")
    kept = general.union(
        double_byte("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)),
        double_byte("big5", range(0xA4, 0xC7), range(0x40, 0xFF)),
        *SIGN_BLOCKS,
    )
    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx"]  # nothing is set in columns from top to bottom
    out.mkdir(parents=True, exist_ok=True)
    for source, name in WEIGHTS.items():
        font = subset.load_font(str(package / source), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=sorted(kept))
        cutter.subset(font)
        borrow_missing_signs(font)
        subset.save_font(font, str(out / name), options)
        print(f"{name}: {len(font.getBestCmap())} characters, {(out / name).stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
