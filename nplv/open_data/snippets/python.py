"""Misdrijven per 1.000 inwoners in Rotterdam-Zuid en in heel Nederland, per jaar."""

import pandas as pd

OPEN_DATA = "{ADRES}"

cijfers = pd.read_csv(f"{OPEN_DATA}/csv/observations.csv", low_memory=False)
gekozen = cijfers[
    (cijfers["indicator"] == "misdrijven")
    & cijfers["level"].isin(["focusgebied", "nederland"])
    & cijfers["area_code"].isin(["rotterdam-zuid", "NL00"])
]
reeks = gekozen.pivot(index="period", columns="area_code", values="value")
print(reeks.round(1))
