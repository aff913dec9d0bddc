"""What is published: each table and each level of shapes of a snapshot, with what is known of it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nplv.analysis.provenance import used_sources
from nplv.open_data import csvw, declared, geojson
from nplv.registry import Source
from nplv.registry.open_data import Shapes, Table, Theme, shapes, tables
from nplv.schema import GEODATA, TABLES
from nplv.snapshot import Snapshot

OWN_LICENCE = "EUPL-1.2"  # of what comes from no other source than this project
_SHAPE_THEMES: tuple[Theme, ...] = ("REGI",)


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Attributes:
        media_type: As IANA names it.
        file_type: As the Publications Office of the EU names it.
        standard: Address of the document that says what such a file is like.
    """

    name: str
    media_type: str
    file_type: str
    standard: str


CSV = Kind("CSV", "text/csv", "CSV", "https://www.rfc-editor.org/rfc/rfc4180")
PARQUET = Kind("Parquet", "application/vnd.apache.parquet", "PARQUET", "https://parquet.apache.org/docs/file-format/")
GEOJSON = Kind("GeoJSON", "application/geo+json", "GEOJSON", "https://www.rfc-editor.org/rfc/rfc7946")
GEOPARQUET = Kind("GeoParquet", PARQUET.media_type, "PARQUET", "https://geoparquet.org/releases/v1.0.0/")


@dataclass(frozen=True)
class File:
    """One file; its path is relative to the folder of the open data."""

    path: str
    kind: Kind
    content: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Its path in letters, digits and hyphens, such as "csv-observations"."""
        return str(PurePosixPath(self.path).with_suffix("")).replace("/", "-")

    @property
    def sha256(self) -> str:
        """Its checksum."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Dataset:
    """Files with the same content; texts are Dutch.

    Attributes:
        rows: How many rows or shapes each of the files has.
        sources: Where it comes from; none for what this project itself declares.
        years: First and last, where it has figures by year.
        table: Declaration of its columns, and their types; None for shapes.
    """

    id: str
    title: str
    description: str
    themes: tuple[Theme, ...]
    rows: int
    sources: list[Source]
    files: tuple[File, ...]
    years: tuple[int, int] | None = None
    table: tuple[Table, pa.Schema] | None = None

    @property
    def licence(self) -> str:
        """The licences of its sources, as these name them."""
        return "; ".join(dict.fromkeys(source.licence for source in self.sources)) or OWN_LICENCE


def datasets(snapshot: Snapshot) -> Iterator[Dataset]:
    """Yield all that is published of a snapshot; the registry must be that of it (`registry.use`)."""
    for table in tables().values():
        yield _table(snapshot, table)
    for one in shapes().values():
        yield _shapes(snapshot, one)


def _table(snapshot: Snapshot, table: Table) -> Dataset:
    files = []
    if table.id in TABLES:
        name = TABLES[table.id]
        path = snapshot.path(name)
        rows, sources = pq.read_table(path), used_sources(snapshot.manifest, name)
        files.append(File(f"parquet/{table.id}.parquet", PARQUET, path.read_bytes()))
    elif table.id == "units":
        rows = pa.concat_tables([_attributes(snapshot, level) for level in GEODATA])
        used = [source.id for name in GEODATA.values() for source in used_sources(snapshot.manifest, name)]
        sources = [source for source in used_sources(snapshot.manifest) if source.id in used]
    else:
        rows, sources = declared.TABLES[table.id](), []
    files.insert(0, File(csvw.path(table.id), CSV, csvw.csv(rows)))
    return Dataset(
        id=table.id,
        title=table.title,
        description=table.description,
        themes=table.themes,
        rows=rows.num_rows,
        sources=sources,
        files=tuple(files),
        years=_years(rows),
        table=(table, rows.schema),
    )


def _attributes(snapshot: Snapshot, level: str) -> pa.Table:
    """The columns of the shapes of one level but their geometry."""
    rows = pq.read_table(snapshot.path(GEODATA[level])).drop_columns(["geometry"])
    return rows.replace_schema_metadata(None)


def _years(rows: pa.Table) -> tuple[int, int] | None:
    if "period" not in rows.column_names or not pa.types.is_integer(rows.schema.field("period").type):
        return None
    found = pc.min_max(rows["period"]).as_py()
    return None if found["min"] is None else (found["min"], found["max"])


def _shapes(snapshot: Snapshot, one: Shapes) -> Dataset:
    file = GEODATA[one.level]
    sources = used_sources(snapshot.manifest, file)
    frame = snapshot.areas(one.level)
    if one.level == "focusgebied":
        composition = snapshot.composition().set_index("slug")[["municipality", "wijken", "buurten"]]
        frame = frame.join(composition.rename(columns={"municipality": "municipality_name"}), on="code")
        sources += [more for more in used_sources(snapshot.manifest, TABLES["areas"]) if more not in sources]
    name = PurePosixPath(file).stem
    content = geojson.collection(frame, name, "; ".join(source.attribution for source in sources))
    return Dataset(
        id=f"shapes-{name}",
        title=one.title,
        description=one.description,
        themes=_SHAPE_THEMES,
        rows=len(frame),
        sources=sources,
        files=(
            File(f"geojson/{name}.geojson", GEOJSON, content),
            File(f"geoparquet/{name}.parquet", GEOPARQUET, snapshot.path(file).read_bytes()),
        ),
    )
