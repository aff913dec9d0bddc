"""The catalogue: both forms say the same, it has what DCAT-AP-NL asks, and it is honest about licences."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF

BASE = "https://voorbeeld.example/app/static/open-data/"
DCAT, VCARD = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://www.w3.org/2006/vcard/ns#")
CC_BY = URIRef("http://creativecommons.org/licenses/by/4.0/deed.nl")
SHAPES = Graph().parse(Path(__file__).parent / "dcat_ap_nl.ttl")


@pytest.fixture(scope="module")
def graph(open_data: Path) -> Graph:
    return Graph().parse(open_data / "dcat.ttl", publicID=f"{BASE}dcat.ttl")


def problems(graph: Graph) -> str:
    conforms, _, text = validate(graph, shacl_graph=SHAPES)
    return "" if conforms else str(text)


def one(name: str) -> URIRef:
    return URIRef(f"{BASE}dcat.ttl#{name}")


def test_both_forms_say_the_same(open_data: Path, graph: Graph) -> None:
    other = Graph().parse(open_data / "dcat.jsonld", format="json-ld")
    assert len(other) == len(graph) > 500
    assert other.isomorphic(graph)


def test_the_catalogue_has_what_the_profile_asks(graph: Graph) -> None:
    assert problems(graph) == ""
    counts = [len(set(graph.subjects(RDF.type, kind))) for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution)]
    assert counts == [1, 16, 28]
    assert set(graph.objects(one("catalogus"), DCAT.dataset)) == set(graph.subjects(RDF.type, DCAT.Dataset))


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        *(("catalogus", name) for name in (DCTERMS.title, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset)),
        *(("areas", name) for name in (DCTERMS.accessRights, DCTERMS.creator, DCTERMS.identifier, DCAT.theme)),
        *(("csv-areas", name) for name in (DCAT.accessURL, DCTERMS.license)),
        ("makers", FOAF.name),
        ("contact", VCARD.hasURL),
    ],
)
def test_what_is_left_out_would_be_found(graph: Graph, subject: str, predicate: URIRef) -> None:
    less = Graph()
    # Only what a shape can find in these four, since validating all again takes long.
    kept = {one(name) for name in ("catalogus", "areas", "csv-areas", "parquet-areas", "makers", "contact")}
    for triple in graph:
        if triple[0] in kept and triple[:2] != (one(subject), predicate):
            less.add(triple)
    assert f"Less than 1 values on <{one(subject)}>" in problems(less)


def test_a_licence_is_named_only_where_it_holds_for_all(graph: Graph) -> None:
    licences = {name: graph.value(one(name), DCTERMS.license) for name in ("geojson-gemeenten", "csv-units")}
    assert set(licences.values()) == {CC_BY}
    per_source = one("licentie-per-bron")
    for name in ("csv-observations", "parquet-funding", "csv-letter", "csv-wijken", "geojson-focusgebieden"):
        assert graph.value(one(name), DCTERMS.license) == per_source
    assert (per_source, RDF.type, DCTERMS.LicenseDocument) in graph
    rights = str(graph.value(graph.value(one("csv-wijken"), DCTERMS.rights), RDFS.label))
    assert "Politie (47022NED), via de open data van derden bij CBS; bewerkt (licentie: Zie bron)." in rights
    assert "(85984NED); bewerkt (licentie: CC BY 4.0)." in rights
    own = graph.value(one("csv-indicators"), DCTERMS.license)
    assert str(own).endswith("/EUPL_1_2")


def test_a_dataset_says_when_where_and_from_which_sources(graph: Graph) -> None:
    observations = one("observations")
    period = graph.value(observations, DCTERMS.temporal)
    years = [str(graph.value(period, name)) for name in (DCAT.startDate, DCAT.endDate)]
    assert years == ["2002", "2025"]
    assert str(graph.value(observations, DCTERMS.modified)) == "2026-07-19"
    assert URIRef("https://www.leefbaarometer.nl") in set(graph.objects(observations, DCTERMS.source))
    assert graph.value(observations, DCAT.landingPage) == URIRef("https://voorbeeld.example/open_data")
    assert "(2002–2025). Bron: " in str(graph.value(observations, DCTERMS.bibliographicCitation))
    assert Literal("zicht-op-focuswijken/observations") == graph.value(observations, DCTERMS.identifier)


def test_a_csv_leads_to_the_description_of_its_columns(graph: Graph, open_data: Path) -> None:
    standards = set(graph.objects(one("csv-funding"), DCTERMS.conformsTo))
    assert URIRef(f"{BASE}csv/funding.csv-metadata.json") in standards
    for address in graph.objects(predicate=DCAT.downloadURL):
        assert (open_data / str(address).removeprefix(BASE)).is_file()
