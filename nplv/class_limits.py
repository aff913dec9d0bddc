"""Where the classes of a choropleth begin and end."""

import numpy as np
import pandas as pd

# With many units the tails have classes of their own: the focus areas lie in the tail of the country, and would all
# have one colour else. With few units there is not enough for that.
_MANY = 100
_WITH_TAILS = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
_QUINTILES = (0.2, 0.4, 0.6, 0.8)


def class_limits(values: pd.Series, decimals: int) -> tuple[float, ...]:
    """Limits between classes by quantiles of the values as shown, rounded likewise.

    Pass the values of all years of an indicator, so that one year's map can be laid beside another's.

    Args:
        values: Known and missing values of one indicator at one level.
        decimals: Decimals in which the values are shown.

    Returns:
        Ascending limits: quantiles 5, 20, 40, 60, 80 and 95% of a hundred known values or more, else quintiles; fewer
        where there are fewer values, or where limits coincide after rounding. Quantiles are those of ``numpy.quantile``
        (method 7 of Hyndman and Fan, 1996, Sample quantiles in statistical packages).
    """
    known = np.round(values.dropna().to_numpy(dtype=float), decimals)  # else no value shown might lie below a limit
    if not len(known):
        return ()
    wanted: tuple[float, ...] = _WITH_TAILS if len(known) >= _MANY else _QUINTILES
    distinct = len(np.unique(known))
    if distinct <= len(wanted):
        wanted = tuple(np.arange(1, distinct) / distinct)
    limits = np.unique(np.round(np.quantile(known, wanted), decimals)) if wanted else np.array([])
    return tuple(float(limit) for limit in limits if known.min() < limit <= known.max())
