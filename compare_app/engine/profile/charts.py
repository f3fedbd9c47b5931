"""The charts of the profile as specs: pass rates over years with their intervals, and the nodes of the index."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from compare_app.domain.charts import ChartSpec, NoChart, ScoreBar, Scores, Trend, TrendPoint
from compare_app.domain.index_table import LEAST, MOST
from compare_app.domain.profile import (
    INDEX_NOTICE,
    IndexYear,
    NodeScore,
    PassRates,
    Profile,
    YearRate,
    index_text,
    interval_text,
    rate_text,
    score_text,
    share_text,
)
from compare_app.domain.profile_digest import weighted_line
from compare_app.domain.tone import Mark, Tone
from compare_app.text.wording import Wording

MOST_YEARS: Final = 12  # points that can still be read side by side; the table has all of them


def profile_chart(profile: Profile, kind: str, words: Wording, year: int | None = None) -> ChartSpec:
    """One of `PROFILE_CHARTS`; the index of a year, the last one where none is named. Another kind is a KeyError."""
    match kind:
        case "own_rates":
            return _trend(profile.own, words("Pass rate of our inspected batches"), words)
        case "market_rates":
            return _trend(profile.market, words("Pass rate of batches on the market"), words)
        case "index":
            found = profile.index_of(year) if year is not None else None
            return _index(profile, found or (profile.index[-1] if profile.index else None), words)
    raise KeyError(kind)


def _trend(rates: PassRates, title: str, words: Wording) -> ChartSpec:
    if not rates.years:
        return NoChart(
            title,
            words("No inspection is entered"),
            words(
                "Add rows to the table of inspections, or import a workbook with a sheet 监督抽查 (Inspections)"
            ),
        )
    shown = rates.years[-MOST_YEARS:]
    legend = [(words("passed / tested, with 95 % interval"), Tone.OURS, Mark.SOLID)]
    if any(one.weighted is not None for one in shown):
        legend.append((words("weighted by output"), Tone.NEUTRAL, Mark.HOLLOW))
    rest = len(rates.years) - len(shown)
    below = [words("Earlier years, not drawn: {count}", count=rest)] if rest else []
    if any(one.unconfirmed for one in shown):
        below.append(words("Rests on unconfirmed values"))
    return Trend(
        title=title,
        axis=words("Pass rate, %"),
        points=tuple(_point(one, words) for one in shown),
        legend=tuple(legend),
        footnote=_joined(below, words),
    )


def _point(one: YearRate, words: Wording) -> TrendPoint:
    story = [
        words("{title}: {text}", title=str(one.year), text=rate_text(one.rate)),
        words("95 % interval: {interval}", interval=interval_text(one.rate)),
    ]
    if one.weighted is not None:
        story.append(words(weighted_line(one)))
    return TrendPoint(
        key=one.key,
        label=str(one.year),
        value=_per_cent(one.rate.share),
        text=share_text(one.rate.share),
        interval=(_per_cent(one.rate.low), _per_cent(one.rate.high)),
        note=f"{one.rate.passed}/{one.rate.tested}",
        second=None if one.weighted is None else _per_cent(one.weighted),
        second_text="" if one.weighted is None else share_text(one.weighted),
        story="\n".join(story),
    )


def _per_cent(share: Decimal) -> float:
    return float(share * 100)


def _index(profile: Profile, one: IndexYear | None, words: Wording) -> ChartSpec:
    title = words("Competitiveness index, simulated")
    if one is None:
        return NoChart(
            title,
            words("No figure of the index is entered"),
            words("Add the twelve figures of a year with their bounds to the table of index figures"),
        )
    bars = [
        ScoreBar(
            "index",
            words("Index, simulated"),
            None if one.value is None else float(one.value),
            index_text(one.value, profile.bands),
            note=words("no index: nothing known of {names}", names=one.empty)
            if one.band is None
            else words(one.band.name),
            bold=True,
        )
    ]
    for half in one.halves:
        bars.append(
            ScoreBar(
                half.code,
                _capital(words(half.name)),
                None if half.score is None else float(half.score),
                score_text(half.score),
                note=words("a node is empty") if half.score is None else "",
                bold=True,
            )
        )
        bars += [_bar(node, words) for node in half.nodes]
    return Scores(
        title=f"{title} · {one.year}",
        axis=words(
            "Score, 60 to 100; figures with a score: {covered} of {total}",
            covered=one.covered,
            total=one.total,
        ),
        bars=tuple(bars),
        low=float(LEAST),
        high=float(MOST),
        rules=tuple(
            (float(band.low), words(band.name)) for band in profile.bands.bands if band.low is not None
        ),
        footnote=_joined(
            [words(INDEX_NOTICE), *([words("Rests on unconfirmed values")] if one.unconfirmed else [])], words
        ),
    )


def _bar(node: NodeScore, words: Wording) -> ScoreBar:
    story = [words("{title}: {text}", title=words.term(node.node), text=score_text(node.score))]
    story += [
        words("{title}: {text}", title=words.term(one.item), text=score_text(one.score)) for one in node.items
    ]
    covered = f"{node.covered}/{len(node.items)}"
    return ScoreBar(
        node.node.value,
        _capital(words.term(node.node)),
        None if node.score is None else float(node.score),
        score_text(node.score),
        note=words("empty") if node.score is None else covered if node.covered < len(node.items) else "",
        story="\n".join(story),
    )


def _joined(parts: list[str], words: Wording) -> str:
    return ("；" if words.language == "zh_CN" else "; ").join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
