let
    Bron = Csv.Document(
        Web.Contents("{ADRES}/csv/observations.csv"),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
    ),
    Kop = Table.PromoteHeaders(Bron, [PromoteAllScalars = true]),
    Typen = Table.TransformColumnTypes(
        Kop,
        {
            {"indicator", type text},
            {"level", type text},
            {"area_code", type text},
            {"period", Int64.Type},
            {"value", type number},
            {"numerator", type number},
            {"denominator", type number},
            {"denominator_period", Int64.Type},
            {"lower", type number},
            {"upper", type number},
            {"status", type text},
            {"coverage", type number},
            {"origin", type text},
            {"source", type text},
            {"reason", type text}
        },
        "en-US"
    ),
    Gekozen = Table.SelectRows(Typen, each [indicator] = "misdrijven" and [level] = "focusgebied")
in
    Gekozen
