"""Statistics Netherlands (CBS): Kerncijfers wijken en buurten and SES-WOA, as recorded extracts."""

from pathlib import Path

import pandas as pd

from nplv.sources.tables import read_csv, require_range, require_unique

_LEVELS = {"Land": "nederland", "Gemeente": "gemeente", "Wijk": "wijk", "Buurt": "buurt"}


def kerncijfers_2024(root: Path) -> pd.DataFrame:
    """Key figures 2024 (table 85984NED) of all gemeenten, wijken and buurten.

    Returns:
        Columns code, level, name, municipality, inwoners, huishoudens, inwoners_65_plus, inwoners_0_tot_15,
        woz (x 1,000 euro), koopwoningen (%), eengezinswoningen (%), inkomen (x 1,000 euro per inhabitant).
        An empty cell is secret or unknown. Counts of wijken and buurten are rounded to 5 by CBS.

    Raises:
        SourceError: The file is missing or not as expected.
    """
    path = root / "cbs" / "kwb_2024_85984NED_20velden.csv"
    table = read_csv(
        path,
        {
            "code": "code",
            "niveau": "level",
            "naam": "name",
            "gm_code": "municipality",
            "inwoners": "inwoners",
            "huishoudens": "huishoudens",
            "inwoners65plus": "inwoners_65_plus",
            "inwoners0tot15": "inwoners_0_tot_15",
            "wozWaarde": "woz",
            "koopwoningen": "koopwoningen",
            "eengezinswoning": "eengezinswoningen",
            "inkomenPerInwoner": "inkomen",
        },
    )
    require_unique(table, ["code"], name=path.name)
    for column in ("inwoners", "huishoudens", "inwoners_65_plus", "inwoners_0_tot_15", "woz", "inkomen"):
        require_range(table, column, 0, 20_000_000, name=path.name)
    for column in ("koopwoningen", "eengezinswoningen"):
        require_range(table, column, 0, 100, name=path.name)
    return table


def kerncijfers_2019_amsterdam(root: Path) -> pd.DataFrame:
    """Key figures 2019 (table 84583NED) of the country and of Amsterdam with its wijken and buurten.

    Returns:
        Columns code (division of 2019), level, name, inwoners, inwoners_0_tot_25, huishoudens,
        sociaal_minimum (% of households), jeugdzorg (% of youths), wmo (clients, count).

    Raises:
        SourceError: The file is missing or not as expected.
    """
    path = root / "cbs" / "kwb2019_amsterdam_nl_group7.csv"
    table = read_csv(
        path,
        {
            "Regioaanduiding.Codering..code.": "code",
            "Regioaanduiding.Soort.regio..omschrijving.": "level",
            "Wijken.en.buurten": "name",
            "Bevolking.Aantal.inwoners..aantal.": "inwoners",
            "Bevolking.Leeftijdsgroepen.0.tot.15.jaar..aantal.": "inwoners_0_tot_15",
            "Bevolking.Leeftijdsgroepen.15.tot.25.jaar..aantal.": "inwoners_15_tot_25",
            "Bevolking.Particuliere.huishoudens.Huishoudens.totaal..aantal.": "huishoudens",
            "Inkomen.Inkomen.van.huishoudens.Huish..onder.of.rond.sociaal.minimum....": "sociaal_minimum",
            "Zorg.Percentage.jongeren.met.jeugdzorg....": "jeugdzorg",
            "Zorg.Wmo.cliënten..aantal.": "wmo",
        },
        decimal=",",
    )
    require_unique(table, ["code"], name=path.name)
    for column in ("sociaal_minimum", "jeugdzorg"):
        table[column] = pd.to_numeric(table[column])
        require_range(table, column, 0, 100, name=path.name)
    table["level"] = table["level"].map(_LEVELS)
    table["inwoners_0_tot_25"] = table.pop("inwoners_0_tot_15") + table.pop("inwoners_15_tot_25")
    return table


def ses_woa_2019_amsterdam(root: Path) -> pd.DataFrame:
    """SES-WOA 2019 (table 85163NED) of Amsterdam with its wijken and buurten.

    Returns:
        Columns code (division of 2019), level, name, huishoudens (private households), ses_woa (mean total score).

    Raises:
        SourceError: The file is missing or not as expected.
    """
    path = root / "cbs" / "ses_woa_85163NED_2019_amsterdam_selectie.csv"
    table = read_csv(
        path,
        {
            "Regiocode (gemeente, wijk, buurt) (code)": "code",
            "Wijken en buurten": "name",
            "Particuliere huishoudens (Aantal)": "huishoudens",
            "SES-WOA/Totaalscore/Gemiddelde score (Getal)": "ses_woa",
        },
    )
    require_unique(table, ["code"], name=path.name)
    for column in ("huishoudens", "ses_woa"):
        # CBS writes a secret value as "."
        table[column] = pd.to_numeric(table[column].replace(".", None))
    require_range(table, "ses_woa", -2, 2, name=path.name)
    table["level"] = table["code"].str[:2].map({"GM": "gemeente", "WK": "wijk", "BU": "buurt"})
    return table
