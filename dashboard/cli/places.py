"""The command about places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.file_options import check_handled, with_handling
from dashboard.cli.options import Data, Force, Json, output_of, question_at, readable, with_spec
from dashboard.errors import AreasError

if TYPE_CHECKING:
    from dashboard.services.files import Handling
    from dashboard.services.ranking_spec import RankingSpec


@with_spec
@with_handling
def places(
    data: Data = None,
    by: Annotated[str, typer.Option(metavar="AREA", help="borough, bcu or ward.")] = "borough",
    of: Annotated[
        str,
        typer.Option(
            "--basis", metavar="NAME", help="What counts: named, home, crimes or recorded."
        ),
    ] = "named",
    measure: Annotated[
        str,
        typer.Option(metavar="NAME", help="days, crimes, per_1000_women, per_1000, share or mean."),
    ] = "days",
    borough: Annotated[
        str | None, typer.Option(metavar="NAME", help="One borough alone, by name or code.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write that borough's sheet here as well.")
    ] = None,
    *,
    spots: Annotated[
        bool, typer.Option("--spots", help="Say which wards stand out with their neighbours.")
    ] = False,
    force: Force = False,
    spec: RankingSpec,
    handling: Handling,
    json: Json = False,
) -> None:
    """Add up harm and crimes, place by place."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import places as display_places
    from dashboard.exports.borough_sheet import sheet_file
    from dashboard.services.places.areas import compare_areas, within
    from dashboard.services.places.hotspots import find_hotspots

    check_handled(handling, pdf, "--pdf")
    question, ground = question_at(data, spec), readable(of)
    code = None if borough is None else _borough(readable(borough))
    if pdf is not None and code is None:
        raise AreasError("A sheet is of one borough; name it with --borough.")
    output = None if pdf is None else output_of(question, pdf, force=force)
    with display_output.working("Adding up", quiet=json):
        compared = compare_areas(question, by=readable(by), of=ground, measure=readable(measure))
        compared = compared if code is None else within(compared, code)
        if spots and compared.by != "ward":
            raise AreasError("Only wards are looked at for --spots; choose --by ward.")
        found = find_hotspots(question, of=ground, measure=compared.measure) if spots else None
        if output is not None and code is not None:
            sheet = sheet_file(question, basis=ground, borough=code, handling=handling)
            output.write(sheet)
    display_places.show_areas(question.settings, compared, found, json=json)


def _borough(text: str) -> str:
    from dashboard.geography import borough_of

    code = borough_of(text)
    if code is None:
        raise AreasError(
            f"{text[:40]!r} is no London borough; write its name or code, such as Croydon or "
            f"E09000008."
        )
    return code
