"""What is drawn of a figure: a bar against its threshold, and how it grew from quarter to quarter."""

from __future__ import annotations

from nhandao.public.score_views import Figure, Score
from nhandao.site.contexts import Chart, ChartPoint, Gauge
from nhandao.site.language import Language

# Lengths in px on a screen 360 px wide; the picture only ever grows from there.
_WIDTH, _HEIGHT = 288.0, 132.0
_TOP, _BASE = 26.0, 104.0  # heights of the largest value and of zero
_SIDE = 28.0  # left and right of the first and last point


def gauge(figure: Figure) -> Gauge | None:
    """The bar of a figure; ``None`` where there is nothing to hold it against."""
    if figure.least_number is not None:
        whole = max(figure.numerator, figure.least_number)
        if not whole:
            return None
        return Gauge(f"{figure.numerator * 100 // whole}", f"{figure.least_number * 100 // whole}")
    if not figure.share or not figure.least_share:
        return None
    return Gauge(figure.share, figure.least_share)


def chart(score: Score, language: Language) -> Chart | None:
    """The picture of a trend; ``None`` for fewer than two values. Quarters still to come stay empty."""
    known = [(point, _value(point.figure)) for point in score.trend]
    values = [value for _, value in known if value is not None]
    if len(values) < 2:
        return None
    least = _least(score.figure)
    most = 100.0 if score.figure.least_number is None else max([*values, least or 0.0, 1.0])
    step = (_WIDTH - 2 * _SIDE) / 3
    points = tuple(
        ChartPoint(
            point.quarter,
            point.ended,
            round(_SIDE + (point.quarter - 1) * step, 1),
            _height(value, most),
            _text(point.figure, language),
        )
        for point, value in known
        if value is not None
    )
    line = " ".join(f"{point.x:g},{point.y:g}" for point in points)
    return Chart(points, line, _height(least or 0.0, most), _WIDTH, _HEIGHT, _BASE)


def _height(value: float, most: float) -> float:
    return round(_BASE - (_BASE - _TOP) * value / most, 1)


def _value(figure: Figure) -> float | None:
    if figure.least_share:
        return float(figure.share) if figure.share else None
    return float(figure.numerator)


def _least(figure: Figure) -> float | None:
    if figure.least_share:
        return float(figure.least_share)
    return None if figure.least_number is None else float(figure.least_number)


def _text(figure: Figure, language: Language) -> str:
    return language.share(figure.share) if figure.least_share else language.num(figure.numerator)
