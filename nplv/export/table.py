"""A table as a file: CSV for any program, XLSX with its explanation on a second sheet."""

import io
from collections.abc import Iterator
from itertools import chain

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pandas.api.types import is_integer_dtype, is_numeric_dtype

from nplv import numbers
from nplv.analysis.tables import YEARS, Decimals, places
from nplv.export.about import About, explained

FIGURES, EXPLANATION = "Cijfers", "Toelichting"  # the sheets
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell starts that a spreadsheet would calculate
_WIDEST, _NARROWEST = 60, 8  # of a column, in characters
_EXPLANATION_WIDTHS = {"A": 20, "B": 110}
_ON_TOP = Alignment(vertical="top", wrap_text=True)


def harmless(text: object) -> object:
    """Keep a spreadsheet from calculating a text: put an apostrophe before what looks like a formula."""
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


def csv(table: pd.DataFrame, about: About) -> bytes:
    """Write a table as a Dutch spreadsheet opens it: semicolons, decimal commas, UTF-8 with byte order mark.

    Args:
        table: With Dutch column names; numbers keep ten significant digits.
        about: Its period is the column Periode, unless the table has one or has Jaar; its unit is the column Eenheid,
            unless the table has one; Bevinding and Bron say the same in each row.
    """
    content = table.rename(columns=harmless)
    for place in range(content.shape[1]):
        if not is_numeric_dtype(content.dtypes.iloc[place]):
            content.isetitem(place, content.iloc[:, place].map(harmless))
    if about.period and not set(YEARS) & set(content.columns):
        content["Periode"] = about.period
    if about.unit and "Eenheid" not in content.columns:
        content["Eenheid"] = about.unit
    content["Bevinding"] = harmless(about.finding)
    content["Bron"] = harmless("; ".join(one.attribution for one in about.sources))
    text = content.to_csv(index=False, sep=";", decimal=",", float_format="%.10g", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def xlsx(table: pd.DataFrame, about: About, decimals: Decimals) -> bytes:
    """Write a table as a workbook: a sheet with the figures as numbers, and a sheet that explains them.

    Args:
        table: With Dutch column names; numbers are written whole and shown in `decimals`.
        about: What the second sheet says.
        decimals: As on the screen; see `analysis.tables.places`.
    """
    book = Workbook()
    book.properties.title, book.properties.creator = about.finding, "; ".join(one.producer for one in about.sources)
    figures = book.active
    assert isinstance(figures, Worksheet)
    figures.title = FIGURES
    _write_figures(figures, table, decimals)
    _write_explanation(book.create_sheet(EXPLANATION), about)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_figures(sheet: Worksheet, table: pd.DataFrame, decimals: Decimals) -> None:
    sheet.freeze_panes = "A2"
    widest = 0
    for place, name in enumerate(table.columns, start=1):
        _write(sheet.cell(1, place), str(name)).font = Font(bold=True)
        column = table.iloc[:, place - 1]
        write = _write_numbers if is_numeric_dtype(column) else _write_texts
        needed = max([len(str(name)), *write(sheet, place, column, decimals)])
        sheet.column_dimensions[get_column_letter(place)].width = max(min(needed, _WIDEST), _NARROWEST) + 2
        widest = max(widest, needed)
    if widest > _WIDEST:
        for cell in chain.from_iterable(sheet.iter_rows()):
            cell.alignment = _ON_TOP


def _write_numbers(sheet: Worksheet, place: int, column: pd.Series, decimals: Decimals) -> Iterator[int]:
    """Write the numbers of a column, and yield how many characters each takes."""
    whole = is_integer_dtype(column)
    for row, value in enumerate(column):
        if not numbers.is_missing(value):
            digits = 0 if whole else places(decimals, row, str(column.name))
            cell = sheet.cell(row + 2, place, int(value) if whole else float(value))
            cell.number_format = _number_format(str(column.name), digits)
            yield len(f"{value:,.{digits}f}")


def _write_texts(sheet: Worksheet, place: int, column: pd.Series, _: Decimals) -> Iterator[int]:
    """Write the texts of a column, and yield how many characters each takes."""
    for row, text in enumerate(column):
        if not pd.isna(text):
            yield len(_write(sheet.cell(row + 2, place), text).value)


def _number_format(name: str, digits: int) -> str:
    """How a spreadsheet shows a number; its own language gives the separators."""
    return "0" if name in YEARS else "#,##0" + ("." + "0" * digits if digits else "")


def _write_explanation(sheet: Worksheet, about: About) -> None:
    for letter, width in _EXPLANATION_WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for row, (name, text) in enumerate(explained(about), start=1):
        for place, part in enumerate((name, text), start=1):
            cell = _write(sheet.cell(row, place), part)
            cell.alignment = _ON_TOP
            cell.font = Font(bold=not text)


def _write(cell: Cell, text: object) -> Cell:
    """Write a text as such: openpyxl would take one that begins with "=" for a formula."""
    cell.value = str(harmless(text))
    cell.data_type = "s"
    return cell
