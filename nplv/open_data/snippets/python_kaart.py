"""De focusgebieden met hun grenzen en het nieuwste aantal misdrijven per 1.000 inwoners, het hoogste bovenaan."""

import geopandas as gpd
import pandas as pd

OPEN_DATA = "{ADRES}"

grenzen = gpd.read_file(f"{OPEN_DATA}/geojson/focusgebieden.geojson")
cijfers = pd.read_csv(f"{OPEN_DATA}/csv/observations.csv", low_memory=False)
gekozen = cijfers[(cijfers["indicator"] == "misdrijven") & (cijfers["level"] == "focusgebied")].dropna(subset="value")
nieuwste = gekozen.sort_values("period").drop_duplicates("area_code", keep="last")
kaart = grenzen.merge(nieuwste, left_on="code", right_on="area_code")
print(kaart.sort_values("value", ascending=False)[["name", "period", "value"]].round(1).to_string(index=False))
