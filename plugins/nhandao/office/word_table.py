"""A table in the XML of Word: headings over several columns, repeated on each page, widths by what the columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from nhandao.office.layout import Align, HeadCell
from nhandao.office.paper import PaperCell, PaperTable

_UPRIGHT = 9070  # twentieths of a point: 160 mm between the margins of an upright sheet
_SIDEWAYS = 14000  # 247 mm
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_table(table: PaperTable) -> Markup:
    """The `w:tbl` of a table, and nothing around it."""
    space = _SIDEWAYS if table.wide else _UPRIGHT
    all_characters = sum(table.widths)
    widths = [space * width // all_characters for width in table.widths]
    size = table.points * 2
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(_head_cells(table, number, widths, size), head=True) for number in range(len(table.head))]
    rows += [_row(_cells(row, widths, size)) for row in table.rows]
    if table.total:
        rows.append(_row(_cells(table.total, widths, size, bold=True)))
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    return Markup(
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )  # every text in it was escaped where it was put in


def _row(cells: str, *, head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _head_cells(table: PaperTable, number: int, widths: Sequence[int], size: int) -> str:
    """One row of headings: a heading over two rows leaves an empty cell below it that is merged into it."""
    found = {cell.column: cell for row in table.head for cell in row if cell.row <= number < cell.row + cell.rows}
    return "".join(
        _cell(
            cell.text if cell.row == number else "",
            "center",
            sum(widths[column : column + cell.columns]),
            size,
            bold=True,
            merged=_merged(cell, number),
        )
        for column, cell in sorted(found.items())
    )


def _merged(cell: HeadCell, number: int) -> str:
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    if cell.rows == 1:
        return across
    return across + f'<w:vMerge w:val="{"restart" if cell.row == number else "continue"}"/>'


def _cells(row: Sequence[PaperCell], widths: Sequence[int], size: int, *, bold: bool = False) -> str:
    return "".join(
        _cell(cell.text, cell.align, width, size, bold=bold) for cell, width in zip(row, widths, strict=True)
    )


def _cell(text: str, align: Align, width: int, size: int, *, bold: bool = False, merged: str = "") -> str:
    """One cell; `size` in half points, as Word counts."""
    return f"{_cell_start(align, width, size, bold, merged)}{escape(text)}</w:t></w:r></w:p></w:tc>"


@lru_cache(maxsize=1024)
def _cell_start(align: Align, width: int, size: int, bold: bool, merged: str) -> str:
    """What stands before the text of a cell: the same all down a column."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/>'
    # Directly formatted, as an office's own template may indent and space its ordinary paragraphs in any way.
    paragraph = (
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/>'
        f'<w:jc w:val="{align}"/>'
    )
    run = f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return (
        f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        '<w:t xml:space="preserve">'
    )
