"""Slides as a PowerPoint file: titles, sentences, tables and charts that can be edited; marked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped] # it ships no types
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide as DrawnSlide
from pptx.util import Emu, Pt

from dashboard.documents.letters import clean
from dashboard.documents.slide_shapes import (
    CHART,
    INK,
    MARGIN,
    TITLE,
    WIDE,
    add_table,
    add_text,
    height_of_table,
    height_of_text,
)

#: The layout of the library's own template that has a title and nothing else.
TITLE_ONLY: Final = 5
HIGH: Final = 6_858_000
#: Rows of a table on one slide; a longer one goes on on the next.
ROWS: Final = 13
#: The moment that members of the file bear, so that the same slides give the same bytes.
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
#: What comes first in the file, by which its kind is known again.
FIRST: Final = ("[Content_Types].xml", "ppt/presentation.xml")
#: The greatest number of a chart's axis where all of its values are 0.
LEAST_TOP: Final = 1


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of counts as bars; the slide's table has the same numbers.

    Attributes:
        counted: what they are counts of.
        labels: of the bars, the first on top.
        counts: of each.
    """

    counted: str
    labels: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a slide.

    Attributes:
        headings: of its columns.
        rows: each with a text for each heading.
        widths: of the columns, as shares of each other.
        title: above it; empty: the slide's own says it.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """What one slide shows; with a single table that is too long it goes on on further ones.

    Attributes:
        title: of it.
        sentences: below the title.
        grids: tables, from above to below.
        bars: a chart to the right of the tables.
    """

    title: str
    sentences: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    bars: Bars | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Everything that a file of slides shows.

    Attributes:
        marking: at the top and the bottom of each slide.
        provenance: which data it rests on.
        taken: who made it, and when.
        on: the date of the file.
        title: of the file.
        slides: in order.
    """

    marking: str
    provenance: str
    taken: str
    on: date
    title: str
    slides: tuple[Slide, ...]


def deck_as_pptx(deck: Deck) -> bytes:
    """The slides as a PowerPoint file; the same deck gives the same bytes."""
    shown = Presentation()
    shown.slide_width, shown.slide_height = Emu(WIDE), Emu(HIGH)
    about, at = shown.core_properties, datetime.combine(deck.on, time())
    about.title, about.author = clean(deck.title), "Harmdesk"
    about.last_modified_by, about.subject, about.keywords = "Harmdesk", clean(deck.marking), ""
    about.created = about.modified = about.last_printed = at
    layout = shown.slide_layouts[TITLE_ONLY]
    slides = [part for slide in deck.slides for part in _parted(slide)]
    for number, slide in enumerate(slides, 1):
        drawn = shown.slides.add_slide(layout)
        _draw(drawn, slide, at)
        footer = f"{deck.provenance} · {deck.taken} · slide {number} of {len(slides)}"
        add_text(drawn, "Marking", deck.marking, top=90_000, size=11, bold=True)
        add_text(drawn, "Provenance", footer, top=HIGH - 520_000, size=9)
        add_text(drawn, "Marking, repeated", deck.marking, top=HIGH - 290_000, size=11, bold=True)
    whole = io.BytesIO()
    shown.save(whole)
    return _timeless(whole.getvalue())


def _parted(slide: Slide) -> Iterator[Slide]:
    """A slide, and those on which its only table goes on."""
    if len(slide.grids) != 1 or len(slide.grids[0].rows) <= ROWS:
        yield slide
        return
    (grid,) = slide.grids
    parts = -(-len(grid.rows) // ROWS)
    for part in range(parts):
        rows = grid.rows[part * ROWS : (part + 1) * ROWS]
        yield Slide(
            f"{slide.title} ({part + 1} of {parts})",
            slide.sentences if part == 0 else (),
            (Grid(grid.headings, rows, grid.widths, grid.title),),
            slide.bars if part == 0 else None,
        )


def _draw(drawn: DrawnSlide, slide: Slide, at: datetime) -> None:
    title = drawn.shapes.title
    if title is not None:  # the layout has one
        title.left, title.top, title.width, title.height = map(Emu, TITLE)
        title.text_frame.text = clean(slide.title)
        title.text_frame.word_wrap = True
        letters = title.text_frame.paragraphs[0]
        letters.font.size, letters.font.bold = Pt(24), True
        letters.font.color.rgb = RGBColor.from_string(INK)
        letters.alignment = PP_ALIGN.LEFT
    top = TITLE[1] + TITLE[3]
    width = WIDE - 2 * MARGIN
    for number, sentence in enumerate(slide.sentences, 1):
        add_text(drawn, f"Sentence {number}", sentence, top=top, size=12)
        top += height_of_text(sentence, 12, width)
    if slide.bars is not None:
        width = CHART[0] - 2 * MARGIN
        _add_bars(drawn, slide.bars, top, at)
    for number, grid in enumerate(slide.grids, 1):
        if grid.title:
            add_text(drawn, f"Title of table {number}", grid.title, top=top, size=13, bold=True)
            top += height_of_text(grid.title, 13, width)
        rows = [grid.headings, *grid.rows]
        add_table(drawn, f"Table {number}", rows, grid.widths, top=top, width=width)
        top += height_of_table(rows, grid.widths, width) + MARGIN // 3


def _add_bars(drawn: DrawnSlide, bars: Bars, top: int, at: datetime) -> None:
    data = CategoryChartData(number_format="0")
    data.categories = list(map(clean, bars.labels))
    data.add_series(clean(bars.counted), bars.counts)
    left, width, height = CHART
    place = (Emu(left), Emu(top), Emu(width), Emu(min(height, HIGH - top - 650_000)))
    frame = drawn.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data)
    frame.name = f"Chart: {clean(bars.counted)}"
    chart: Any = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_sheet(bars, at))
    chart.has_legend, chart.has_title = False, True
    chart.chart_title.text_frame.text = clean(bars.counted)
    chart.chart_title.text_frame.paragraphs[0].font.size = Pt(13)
    chart.font.size = Pt(11)
    plot, names, values = chart.plots[0], chart.category_axis, chart.value_axis
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.font.size = Pt(11)
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string("3B5B8C")
    names.reverse_order = True
    names.has_major_gridlines = values.has_major_gridlines = values.visible = False
    values.minimum_scale, values.maximum_scale = 0, max(*bars.counts, LEAST_TOP)


def _sheet(bars: Bars, at: datetime) -> bytes:
    """The sheet that a chart keeps its numbers in, as the library lays it out, without the hour."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": at})
        sheet = book.add_worksheet()
        sheet.write_string(0, 1, clean(bars.counted))
        for row, (label, count) in enumerate(zip(bars.labels, bars.counts, strict=True), 1):
            sheet.write_string(row, 0, clean(label))
            sheet.write_number(row, 1, count)
    return out.getvalue()


def _timeless(content: bytes) -> bytes:
    """The same file with no moment of packing in it, and what tells its kind in front."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as again,
    ):
        names: Sequence[str] = packed.namelist()
        for name in [*FIRST, *(name for name in names if name not in FIRST)]:
            info = zipfile.ZipInfo(name, NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(info, packed.read(name))
    return out.getvalue()
