"""Texts and tables of a slide, as the shapes of PowerPoint.

They are written as markup of their own, since setting each cell through the library takes too long
for a hundred slides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.documents.letters import clean

#: Lengths are in English Metric Units: 914,400 an inch, 12,700 a point.
POINT: Final = 12_700
WIDE: Final = 12_192_000
MARGIN: Final = 420_000
#: Left, top, width and height of the title; and left, width and height of a chart.
TITLE: Final = (MARGIN, 360_000, WIDE - 2 * MARGIN, 560_000)
CHART: Final = (7_000_000, WIDE - 7_000_000 - MARGIN, 4_300_000)
INK, PAPER, HEAD, LINE = "1B2733", "FFFFFF", "E4E9F0", "A9B4C2"
#: How wide a letter is and how high a line, in the size of the letters.
LETTER: Final = 0.52
LEADING: Final = 1.22
#: Size of the letters of a table, and what a cell leaves free around them.
CELL: Final = 10
AROUND: Final = 50_000
_SPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def add_text(
    slide: Slide, name: str, text: str, *, top: int, size: int, bold: bool = False
) -> None:
    """Put a text across a slide.

    Args:
        slide: that is drawn on.
        name: of the shape, for who reads by ear.
        text: of it; as data, never as markup.
        top: how far from above.
        size: of the letters, in points.
        bold: whether they are.
    """
    width = WIDE - 2 * MARGIN
    height = height_of_text(text, size, width)
    _add(
        slide,
        f"<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id={_id(slide)} name={quoteattr(name)}/>"
        f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{MARGIN}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>'
        f"{_paragraph(text, size, bold=bold)}</p:txBody></p:sp>",
    )


def add_table(
    slide: Slide,
    name: str,
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    top: int,
    width: int,
) -> None:
    """Put a table on a slide, whose first row is its headings.

    Args:
        slide: that is drawn on.
        name: of the shape.
        rows: texts, as data and never as markup.
        widths: of the columns, as shares of each other.
        top: how far from above.
        width: of all.
    """
    columns = _widths(widths, width)
    heights = [_height_of_row(row, columns) for row in rows]
    grid = "".join(f'<a:gridCol w="{column}"/>' for column in columns)
    body = "".join(
        f'<a:tr h="{height}">{"".join(_cell(text, head=number == 0) for text in row)}</a:tr>'
        for number, (row, height) in enumerate(zip(rows, heights, strict=True))
    )
    _add(
        slide,
        f"<p:graphicFrame {_SPACES}><p:nvGraphicFramePr>"
        f"<p:cNvPr id={_id(slide)} name={quoteattr(name)}/>"
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{MARGIN}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{sum(heights)}"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl></a:graphicData>'
        f"</a:graphic></p:graphicFrame>",
    )


def height_of_text(text: str, size: int, width: int) -> int:
    """How much room a text takes from above to below, about."""
    return int(_lines(text, size, width) * size * LEADING * POINT) + 40_000


def height_of_table(rows: Sequence[Sequence[str]], widths: Sequence[int], width: int) -> int:
    """How much room a table takes from above to below, about."""
    columns = _widths(widths, width)
    return sum(_height_of_row(row, columns) for row in rows)


def _widths(shares: Sequence[int], width: int) -> list[int]:
    return [width * share // sum(shares) for share in shares]


def _height_of_row(row: Sequence[str], columns: Sequence[int]) -> int:
    cells = zip(row, columns, strict=True)
    lines = max(_lines(text, CELL, column - 2 * AROUND) for text, column in cells)
    return int(lines * CELL * LEADING * POINT) + 2 * AROUND // 2


def _lines(text: str, size: int, width: int) -> int:
    letters = max(1, int(width / (size * LETTER * POINT)))
    return max(1, -(-len(text) // letters))


def _cell(text: str, *, head: bool) -> str:
    edge = "".join(
        f'<a:{side} w="6350"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:{side}>'
        for side in ("lnT", "lnB")
    )
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{_paragraph(text, CELL, bold=head)}</a:txBody>"
        f'<a:tcPr marL="{AROUND}" marR="{AROUND}" marT="{AROUND // 2}" marB="{AROUND // 2}">'
        f'{edge}<a:solidFill><a:srgbClr val="{HEAD if head else PAPER}"/></a:solidFill></a:tcPr>'
        f"</a:tc>"
    )


def _paragraph(text: str, size: int, *, bold: bool) -> str:
    weight = ' b="1"' if bold else ""
    return (
        f'<a:p><a:r><a:rPr lang="en-GB" sz="{size * 100}"{weight}><a:solidFill>'
        f'<a:srgbClr val="{INK}"/></a:solidFill></a:rPr><a:t>{escape(clean(text))}</a:t></a:r>'
        f"</a:p>"
    )


def _id(slide: Slide) -> str:
    """A number that no shape of the slide has yet: those before it are numbered on."""
    return f'"{len(slide.shapes._spTree) + 10}"'  # noqa: SLF001 - the tree that is written into


def _add(slide: Slide, markup: str) -> None:
    slide.shapes._spTree.append(parse_xml(markup))  # noqa: SLF001 - the library has no other way
