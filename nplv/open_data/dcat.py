"""The description of all files as DCAT-AP-NL 3.0, the Dutch profile of the W3C's vocabulary for catalogues of data.

Everything has a name in dcat.ttl, so that both forms of the description say the same and the same snapshot gives the
same bytes. Sources: https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/ and the profile of the EU it builds on,
https://semiceu.github.io/DCAT-AP/releases/3.0.0/.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nplv.export.about import DASHBOARD
from nplv.open_data import csvw
from nplv.open_data.datasets import GEOJSON, GEOPARQUET, OWN_LICENCE, Dataset, File

TURTLE, JSON_LD = "dcat.ttl", "dcat.jsonld"
PROFILE = "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/"

_EU = "http://publications.europa.eu/resource/authority"
_DUTCH, _PUBLIC, _NETHERLANDS = f"{_EU}/language/NLD", f"{_EU}/access-right/PUBLIC", f"{_EU}/country/NLD"
_NOW_AND_THEN = f"{_EU}/frequency/IRREG"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_CSVW = "https://www.w3.org/TR/tabular-metadata/"
_WGS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
# Licences that are known as such; a dataset with another one, or with several, has a document of its own.
LICENCES = {
    "CC BY 4.0": "http://creativecommons.org/licenses/by/4.0/deed.nl",
    "CC0": "http://creativecommons.org/publicdomain/zero/1.0/deed.nl",
    OWN_LICENCE: f"{_EU}/licence/EUPL_1_2",
}
_PER_SOURCE = (
    "De licentie verschilt per bron: voor elke rij geldt die van haar bron. Bij de rechten staat welke bronnen dat "
    "zijn en wat elk zegt; csv/sources.csv geeft hetzelfde als tabel. Waar bij een bron geen open licentie is "
    "vastgesteld, gelden de voorwaarden van de maker."
)
_STAND_IN = "https://map.invalid/"  # for addresses that stay relative to the folder

_NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Known:
    """What holds for all files.

    Attributes:
        address: Of the dashboard; empty where it is not known.
        base: Address of the folder, with a slash at its end; empty where it is not known.
        modified: Day (ISO) of the snapshot's newest source, or moment of its refresh.
        version: Fingerprint of the snapshot.
        provenance: How the snapshot was made, in Dutch.
    """

    address: str
    base: str
    modified: str
    version: str
    provenance: str


def document(datasets: Iterable[tuple[Dataset, str]], known: Known) -> dict[str, Any]:
    """Return the description as JSON-LD.

    Args:
        datasets: Each with how it is cited.
        known: What holds for all.
    """
    described, names = [], []
    for dataset, citation in datasets:
        described += _dataset(dataset, citation, known)
        names.append(_id(dataset.id))
    context = {**_NAMESPACES, **({"@base": known.base} if known.base else {})}
    return {"@context": context, "@graph": [_catalogue(names, known), *_agents(known), *described]}


def turtle(description: dict[str, Any]) -> bytes:
    """Return a description in the other form: result of `document`."""
    from rdflib import Graph  # only whoever writes the files needs it

    graph = Graph().parse(data=json.dumps(description), format="json-ld", base=_STAND_IN)
    return graph.serialize(format="turtle", encoding="utf-8").replace(f"<{_STAND_IN}".encode(), b"<")


def _catalogue(names: list[str], known: Known) -> dict[str, Any]:
    relative = "" if known.base else " De adressen van de bestanden zijn relatief aan de map waarin dit bestand staat."
    return {
        "@id": _id("catalogus"),
        "@type": "dcat:Catalog",
        "dct:title": _dutch(f"Open data van {DASHBOARD}"),
        "dct:description": _dutch(
            "De gegevens achter het open dashboard op de twintig stedelijke focusgebieden van het Nationaal Programma "
            f"Leefbaarheid en Veiligheid. Dit is geen uitgave van de overheid.{relative}"
        ),
        **_responsible(),
        "dct:conformsTo": _iri(PROFILE),
        "dct:language": _iri(_DUTCH),
        "dct:modified": _moment(known.modified),
        "dcat:dataset": [_iri(name) for name in names],
        **({"foaf:homepage": _iri(known.address)} if known.address else {}),
    }


def _agents(known: Known) -> list[dict[str, Any]]:
    page = {"vcard:hasURL": _iri(f"{known.address}/verantwoording")} if known.address else {}
    return [
        {"@id": _id("makers"), "@type": "foaf:Agent", "foaf:name": _dutch(DASHBOARD)},
        {"@id": _id("contact"), "@type": "vcard:Kind", "vcard:fn": _dutch(DASHBOARD), **page},
        {
            "@id": _id("licentie-per-bron"),
            "@type": "dct:LicenseDocument",
            "dct:title": _dutch("Licentie per bron"),
            "dct:description": _dutch(_PER_SOURCE),
        },
        {
            "@id": _id("herkomst"),
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _dutch(known.provenance),
        },
    ]


def _dataset(dataset: Dataset, citation: str, known: Known) -> list[dict[str, Any]]:
    name, rights = _id(dataset.id), _id(f"rechten-{dataset.id}")
    node = {
        "@id": name,
        "@type": "dcat:Dataset",
        "dct:identifier": f"zicht-op-focuswijken/{dataset.id}",
        "dct:title": _dutch(dataset.title),
        "dct:description": _dutch(dataset.description),
        **_responsible(),
        "dct:accessRights": _iri(_PUBLIC),
        "dct:accrualPeriodicity": _iri(_NOW_AND_THEN),
        "dct:bibliographicCitation": _dutch(citation),
        "dct:conformsTo": _iri(_CSVW if dataset.table else _WGS84),
        "dct:language": _iri(_DUTCH),
        "dct:modified": _moment(known.modified),
        "dct:provenance": _iri(_id("herkomst")),
        "dct:source": [_iri(source.url) for source in dataset.sources],
        "dct:spatial": _iri(_NETHERLANDS),
        "dcat:distribution": [_iri(_id(file.id)) for file in dataset.files],
        "dcat:theme": [_iri(f"{_EU}/data-theme/{theme}") for theme in dataset.themes],
        "dcat:version": known.version,
    }
    if known.address:
        node["dcat:landingPage"] = _iri(f"{known.address}/open_data")
        node["foaf:page"] = _iri(f"{known.address}/verantwoording")
    nodes = [node, {"@id": rights, "@type": "dct:RightsStatement", "rdfs:label": _dutch(rights_of(dataset))}]
    if dataset.years:
        first, last = (_typed(f"{year:04}", "xsd:gYear") for year in dataset.years)
        period = {"@id": _id(f"jaren-{dataset.id}"), "@type": "dct:PeriodOfTime"}
        node["dct:temporal"] = _iri(period["@id"])
        nodes.append({**period, "dcat:startDate": first, "dcat:endDate": last})
    for file in dataset.files:
        nodes += _distribution(dataset, file, rights, known)
    return nodes


def _distribution(dataset: Dataset, file: File, rights: str, known: Known) -> list[dict[str, Any]]:
    checksum = _id(f"sha256-{file.id}")
    standards = [file.kind.standard]
    if file.path == csvw.path(dataset.id):
        standards.append(csvw.metadata_path(dataset.id))
    if file.kind in (GEOJSON, GEOPARQUET):
        standards.append(_WGS84)
    return [
        {
            "@id": _id(file.id),
            "@type": "dcat:Distribution",
            "dct:title": _dutch(f"{dataset.title}: {file.kind.name}"),
            "dcat:accessURL": _iri(file.path),
            "dcat:downloadURL": _iri(file.path),
            "dcat:byteSize": _typed(str(len(file.content)), "xsd:nonNegativeInteger"),
            "dcat:mediaType": _iri(f"{_MEDIA_TYPES}/{file.kind.media_type}"),
            "dct:format": _iri(f"{_EU}/file-type/{file.kind.file_type}"),
            "dct:conformsTo": [_iri(one) for one in standards],
            "dct:language": _iri(_DUTCH),
            "dct:license": _iri(LICENCES.get(dataset.licence, _id("licentie-per-bron"))),
            "dct:rights": _iri(rights),
            "dct:modified": _moment(known.modified),
            "spdx:checksum": _iri(checksum),
        },
        {
            "@id": checksum,
            "@type": "spdx:Checksum",
            "spdx:algorithm": _iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(file.sha256, "xsd:hexBinary"),
        },
    ]


def rights_of(dataset: Dataset) -> str:
    """Say under which licence each source of a dataset can be used, and how it wants to be named."""
    if not dataset.sources:
        return f"Van de makers van {DASHBOARD}, licentie: {OWN_LICENCE}, zoals de broncode."
    return " ".join(f"{source.attribution} (licentie: {source.licence})." for source in dataset.sources)


def _responsible() -> dict[str, Any]:
    makers = _iri(_id("makers"))
    return {"dct:creator": makers, "dct:publisher": makers, "dcat:contactPoint": _iri(_id("contact"))}


def _id(name: str) -> str:
    return f"{TURTLE}#{name}"


def _iri(address: str) -> dict[str, str]:
    return {"@id": address}


def _dutch(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "nl"}


def _typed(text: str, datatype: str) -> dict[str, str]:
    return {"@value": text, "@type": datatype}


def _moment(text: str) -> dict[str, str]:
    return _typed(text, "xsd:dateTime" if "T" in text else "xsd:date")
