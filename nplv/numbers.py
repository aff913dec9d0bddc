"""Writes numbers and dates as a Dutch reader expects them: the only formatter of the project.

A number is rounded half away from zero, as Statistics Netherlands does, and after cutting it to fourteen
significant digits: 75.25 stored as 75.24999999999999 is shown as 75,3. Minus is the true minus sign.
"""

import math
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from nplv.registry import Indicator

MISSING = "—"
MINUS = "\N{MINUS SIGN}"
THOUSANDS_OF_EUROS = "x € 1.000"
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_DUTCH = str.maketrans(",.-", ".," + MINUS)


def rounded(value: float, decimals: int) -> Decimal:
    """Return `value` rounded half away from zero to `decimals` places; never minus zero."""
    cut = Decimal(f"{value:.14g}")
    return cut.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def shown(values: NDArray[np.float64], decimals: int) -> NDArray[np.float64]:
    """Round many values at once as `rounded` does, to whole numbers: each value times ten to the power `decimals`.

    Args:
        values: Numbers; a missing one stays missing.
        decimals: Decimals in which a reader sees them.
    """
    size = np.abs(values) * 10.0**decimals
    # Half a unit too small in the fourteenth digit is a half all the same; see the note on top.
    return np.copysign(np.floor(size * (1 + 2e-14) + 0.5), values) + 0.0


def is_missing(value: float | None) -> bool:
    """Whether there is no number: None, NaN, pandas' NA, or an infinity (a division by zero)."""
    try:
        return value is None or not math.isfinite(value)
    except TypeError:  # pandas.NA
        return True


def number(value: float | None, decimals: int = 0) -> str:
    """Write 1234.5 as "1.234,5", -0.25 as "−0,25", a missing number as "—"."""
    if value is None or is_missing(value):
        return MISSING
    return f"{rounded(value, decimals):,f}".translate(_DUTCH)


def percent(value: float | None, decimals: int = 1) -> str:
    """Write 13.2 (already in percent) as "13,2%"."""
    return _suffixed(number(value, decimals), "%")


def euro(amount: float | None) -> str:
    """Write an amount in euros: "€ 500.000", from a million "€ 27,1 mln", from a billion "€ 1,2 mld"."""
    if amount is None or is_missing(amount):
        return MISSING
    size = abs(amount)
    # The limits are those of the rounded text, so that 999.999.999 is € 1 mld and not € 1.000 mln.
    if rounded(size / 1e6, 1) >= 1000:
        text = f"{_without_zero_decimal(size / 1e9)} mld"
    elif rounded(size, 0) >= 1_000_000:
        text = f"{_without_zero_decimal(size / 1e6)} mln"
    else:
        text = number(size)
    return f"{MINUS if amount < 0 and text != '0' else ''}€ {text}"


def day(value: date) -> str:
    """Write a date: "19 juli 2026"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """Write a moment in the time of the Netherlands: 24 november 2026, 14.03 uur."""
    local = value.astimezone(ZoneInfo("Europe/Amsterdam"))
    return f"{day(local.date())}, {local:%H.%M} uur"


def with_unit(value: float | None, indicator: Indicator) -> str:
    """Write a value of an indicator with its unit: "73,9 per 1.000 inwoners", "13,2%", "€ 378.000".

    A deviation or a score has no unit to write: "−0,248".
    """
    if value is None or is_missing(value):
        return MISSING
    text = number(value, indicator.decimals)
    match indicator.unit:
        case "%":
            return f"{text}%"
        case unit if unit == THOUSANDS_OF_EUROS:
            return _thousands_of_euros(rounded(value, indicator.decimals))
        case unit if is_score(indicator):
            return text
        case unit:
            return f"{text} {unit}"


def is_score(indicator: Indicator) -> bool:
    """Whether the unit is a scale of its own (a deviation or a score), which has no word after the number."""
    return indicator.unit.split()[0] in ("afwijking", "score")


def shown_difference(value: float, other: float, indicator: Indicator) -> Decimal:
    """Return `value` minus `other` as a reader finds it who subtracts the two figures on the screen.

    Both are rounded to the indicator's decimals first. The difference of the unrounded values can be one
    unit in the last decimal away from that, and would then contradict the figures beside it.
    """
    return rounded(value, indicator.decimals) - rounded(other, indicator.decimals)


def difference(value: float | None, other: float | None, indicator: Indicator) -> str:
    """Write how `value` differs from `other`: "29,6 meer", "5,8 procentpunt hoger", "gelijk".

    Rates and counts are "meer" or "minder"; percentages, amounts and scores are "hoger" or "lager".
    """
    if value is None or other is None or is_missing(value) or is_missing(other):
        return MISSING
    gap = shown_difference(value, other, indicator)
    if gap == 0:
        return "gelijk"
    counted = indicator.unit not in ("%", THOUSANDS_OF_EUROS) and not is_score(indicator)
    higher, lower = ("meer", "minder") if counted else ("hoger", "lager")
    return f"{size(gap, indicator)} {higher if gap > 0 else lower}"


def size(gap: Decimal | float, indicator: Indicator) -> str:
    """Write how large a difference is, without its sign: "29,6", "5,8 procentpunt", "€ 4.000"."""
    amount = abs(rounded(float(gap), indicator.decimals))
    if indicator.unit == THOUSANDS_OF_EUROS:
        return _thousands_of_euros(amount)
    text = number(float(amount), indicator.decimals)
    return f"{text} procentpunt" if indicator.unit == "%" else text


def _suffixed(text: str, suffix: str) -> str:
    return text if text == MISSING else text + suffix


def _without_zero_decimal(value: float) -> str:
    return number(value, 1).removesuffix(",0")


def _thousands_of_euros(value: Decimal) -> str:
    """Write 378 (x € 1.000) as "€ 378.000": the zeros show how the source rounds."""
    sign = MINUS if value < 0 else ""
    return f"{sign}€ {number(float(abs(value)) * 1000)}"
