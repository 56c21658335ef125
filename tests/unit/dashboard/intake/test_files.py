"""A file is read whole or refused whole, in one line; nothing that is wrong with it crashes."""

import gzip
import os
from datetime import date
from hashlib import shake_128
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.documents import rejects_as_csv
from dashboard.errors import HarmdeskError, IntakeError
from dashboard.exports.rejects_csv import rejects_of
from dashboard.intake import File, of_path, take
from dashboard.intake.unpacking import gunzipped
from tests.depth import examples
from tests.unit.dashboard.build import TODAY

APOSTROPHE = "'"
HEADER = "crime_ref,suspect_id,offence_code,recorded_on"
ROW = "C1,S1,019/08,2026-01-05"
SOUND = f"{HEADER}\n{ROW}\n"
MANY = ",".join(f"column_{n}" for n in range(1500))


def of(folder: Path, content: bytes, name: str = "extract.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        SOUND.encode("utf-8-sig"),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.strip().encode(),
        f'{HEADER}\n"C1","S1","019/08","2026-01-05"\n'.encode(),
        f"{HEADER},notes\n{ROW}\n".encode(),
    ],
    ids=["byte order mark", "Windows lines", "no last line end", "quoted", "short row"],
)
def test_a_sound_file_is_taken(tmp_path: Path, content: bytes) -> None:
    account = take(of_path(of(tmp_path, content)), today=TODAY)
    assert account.accepted.select("crime_ref", "suspect_id").rows() == [("C1", "S1")]
    assert account.read == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; export it again"),
        (b" \n\n ", "is empty"),
        (f"{HEADER}\n".encode(), "has a header and no rows"),
        (b"\xff\xfe" + SOUND.encode("utf-16-le") + b"\n", r"is not UTF-16 text \(byte "),
        (b"\x81" + SOUND.encode(), r"is not Windows-1252 text \(byte 0 "),
        (SOUND.replace("S1", "S\0").encode(), "is not a text file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "is a PDF, not a table"),
        (b"%PDF-1.7\n1 0 obj\n<< >>\n", "is a PDF, not a table"),
        (f"{HEADER},{MANY}\n{ROW}\n".encode(), "over 1,000 columns"),
        (SOUND.replace("crime_ref", "Case").encode(), "has no column crime_ref"),
        (b"crime_ref,recorded_on\nC1,2026-01-05\n", "no column offence_code or offence_title"),
        (b"PAR1 and nothing that follows it", "begins like Parquet"),
        (b"PK\x03\x04\x14\x00\x06\x00workbook", "begins like an XLSX workbook"),
    ],
)
def test_a_file_that_is_no_table_of_allegations_is_refused(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(IntakeError, match=words) as answer:
        take(of_path(of(tmp_path, content)), today=TODAY)
    assert "extract.csv" in str(answer.value)
    assert "\n" not in str(answer.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"There is no file .*nothing\.csv"):
        take(of_path(tmp_path / "nothing.csv"), today=TODAY)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"cannot be read \(Is a directory\)"):
        take(of_path(tmp_path), today=TODAY)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_one_may_not_open_is_refused(tmp_path: Path) -> None:
    path = of(tmp_path, SOUND.encode())
    path.chmod(0)
    with pytest.raises(IntakeError, match=r"cannot be read \(Permission denied\)"):
        take(of_path(path), today=TODAY)


TYPED = {
    "crime_ref": ["C1"],
    "offence_code": ["019/08"],
    "recorded_on": [date(2026, 1, 5)],
    "domestic": [True],
    "victim_sex": ["F"],
    "ethnicity": ["any"],
}


@pytest.mark.parametrize("kind", ["typed", "text", "enum"])
def test_a_parquet_file_is_taken_whether_typed_or_text(tmp_path: Path, kind: str) -> None:
    frame = pl.DataFrame(TYPED)
    casts = {"typed": {}, "text": pl.String, "enum": {"victim_sex": pl.Enum(["F", "M"])}}
    cast = casts[kind]
    (frame.cast(cast) if cast else frame).write_parquet(tmp_path / "extract.parquet")  # type: ignore[arg-type]
    accepted = take(of_path(tmp_path / "extract.parquet"), today=TODAY).accepted
    assert accepted.select("recorded_on", "domestic", "victim_sex").rows() == [
        (date(2026, 1, 5), True, "F")
    ]


def test_a_parquet_file_is_known_by_its_bytes_and_not_its_name(tmp_path: Path) -> None:
    pl.DataFrame(TYPED).write_parquet(tmp_path / "extract.csv")
    assert take(of_path(tmp_path / "extract.csv"), today=TODAY).read == 1


def test_a_parquet_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "extract.parquet"
    pl.DataFrame(TYPED).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(IntakeError, match="begins like Parquet and cannot be read as it"):
        take(of_path(path), today=TODAY)


def rows_of(*numbers: int) -> bytes:
    return "".join(f"C{n},S{n},019/08,2026-01-05\n" for n in numbers).encode()


@pytest.mark.parametrize(
    "members",
    [
        [SOUND.encode(), rows_of(2, 3), rows_of(4)],
        [SOUND.encode(), b"", rows_of(2, 3, 4), b""],
        [
            HEADER.encode(),
            b"\n" + ROW.encode() + b"\nC2,S2,0",
            b"19/08,2026-01-05\n" + rows_of(3, 4),
        ],
    ],
    ids=["by rows", "with empty ones", "within a row"],
)
@pytest.mark.parametrize("padding", [b"", bytes(512)])
def test_every_member_of_a_gzip_file_is_read(
    tmp_path: Path, members: list[bytes], padding: bytes
) -> None:
    content = b"".join(gzip.compress(member) for member in members) + padding
    account = take(of_path(of(tmp_path, content, "extract.csv.gz")), today=TODAY)
    assert account.accepted["crime_ref"].to_list() == ["C1", "C2", "C3", "C4"]


@settings(max_examples=40)
@given(sizes=st.lists(st.integers(0, 700_000), min_size=1, max_size=6), zeros=st.booleans())
def test_gzip_of_members_of_any_size_is_unpacked_to_the_byte(
    sizes: list[int], *, zeros: bool
) -> None:
    parts = [bytes(size) if zeros else shake_128(b"made up").digest(size) for size in sizes]
    packed = b"".join(gzip.compress(part, 1) for part in parts)
    if len(packed) * 100 > sum(sizes) or sum(sizes) < 10_000_000:
        assert gunzipped(File("x.gz", packed)) == b"".join(parts)


def test_a_million_sound_rows_in_a_small_parquet_file_are_taken(tmp_path: Path) -> None:
    numbers = pl.int_range(1_000_000, eager=True).cast(pl.String)
    frame = pl.DataFrame({"crime_ref": "C" + numbers, "suspect_id": "S" + numbers}).with_columns(
        offence_code=pl.lit("019/08"), recorded_on=pl.lit(date(2026, 1, 5))
    )
    frame.write_parquet(tmp_path / "extract.parquet")
    assert take(of_path(tmp_path / "extract.parquet"), today=TODAY).taken == frame.height


def test_a_cell_kept_from_running_as_a_formula_comes_back_as_it_was(tmp_path: Path) -> None:
    cells = ["=1+1", "+1", "-1", "@A1", "'quoted", "plain"]
    rows = "".join(f"{cell},S1,019/08,never\n" for cell in cells)
    refused = take(of_path(of(tmp_path, f"{SOUND}{rows}".encode())), today=TODAY).rejected
    file = rejects_as_csv(
        refused.insert_column(0, pl.lit("extract.csv").alias("file")), marking="M"
    )
    mended = of(tmp_path, file.replace(b"never", b"2026-01-05"), "mended.csv")
    account = take(of_path(mended), today=TODAY)
    assert b"'=1+1" in file
    assert account.rejected.is_empty()
    assert account.accepted["crime_ref"].to_list() == [cell.strip("'") for cell in cells]
    assert account.dropped == ()


@pytest.mark.parametrize(
    "name", ["marking", "file", "line", "row", "reasons", "beyond the headings"]
)
def test_a_file_with_a_column_called_as_one_of_ours_has_its_refused_rows_written(
    tmp_path: Path, name: str
) -> None:
    content = f"{HEADER},{name}\nC1,S1,019/08,never,=theirs\n".encode()
    account = take(of_path(of(tmp_path, content)), today=TODAY)
    file = rejects_of([account], marking="M")
    assert file is not None
    again = take(of_path(of(tmp_path, file, "refused.csv")), today=TODAY)
    assert again.read == again.rejected.height == 1
    assert b"'=theirs" in file


def test_a_dash_behind_an_apostrophe_names_nobody(tmp_path: Path) -> None:
    content = f"{HEADER}\nC1,'-,019/08,2026-01-05\n".encode()
    accepted = take(of_path(of(tmp_path, content)), today=TODAY).accepted
    assert accepted["suspect_id"].to_list() == [None]


@pytest.mark.parametrize("cell", ["=1", "＝1", "\u200b@1", "\u22121"])
def test_an_apostrophe_before_a_formula_is_no_part_of_the_value(tmp_path: Path, cell: str) -> None:
    rows = "".join(f"C{n},{n * APOSTROPHE}{cell},019/08,2026-01-05\n" for n in range(3))
    accepted = take(of_path(of(tmp_path, f"{HEADER}\n{rows}".encode())), today=TODAY).accepted
    plain = {"＝1": "=1", "\u200b@1": "@1"}.get(cell, cell)  # full width, and without a shape
    assert accepted["suspect_id"].to_list() == [plain] * 3


def test_refused_rows_that_come_back_and_are_refused_again_are_reported_again(
    tmp_path: Path,
) -> None:
    content = f"file,row,reasons,{HEADER}\nold.csv,7,no date recorded,{ROW}\nold.csv,9,x,C2,,,\n"
    refused = take(of_path(of(tmp_path, content.encode())), today=TODAY).rejected
    assert refused.columns == ["line", "reasons", *HEADER.split(",")]
    assert refused["line"].to_list() == [3]


BASE = (
    "crime_ref,suspect_id,offence_code,offence_title,recorded_on,victim_sex,domestic,notes\n"
    + "".join(f"C{n},S{n % 3},008/06,,2026-01-{n + 10},F,true,'=note {n}\n" for n in range(8))
).encode()
GARBAGE = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"'", b";", b"\xff", b"\xef\xbb\xbf", b"\t"]),
    st.text(max_size=8).map(str.encode),
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    lines = [line.split(b",") for line in BASE.splitlines()]
    order = draw(st.permutations(range(len(lines[0]))))
    keep = draw(st.integers(1, len(order)))
    content = b"\n".join(b",".join(line[n] for n in order[:keep]) for line in lines)
    if draw(st.booleans()):
        content = BASE
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content)))
        until = at + draw(st.integers(0, 30))
        content = content[:at] + draw(GARBAGE) + content[until:]
    return content[: draw(st.integers(0, len(content) * 2))]


@settings(max_examples=examples(250))
@given(content=mutated())
def test_whatever_a_file_holds_its_rows_add_up_or_it_is_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = of(tmp_path_factory.getbasetemp(), content, "mutated.csv")
    try:
        account = take(of_path(path), today=TODAY)
    except HarmdeskError:
        return
    assert account.read == account.accepted.height + account.rejected.height + account.duplicates
    assert sum(account.reasons.values()) >= account.rejected.height
    assert account.read == account.taken + account.rejected.height + account.duplicates


def test_columns_of_a_parquet_file_that_nobody_asked_for_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "extract.parquet"
    pl.DataFrame(TYPED).with_columns(ethnicity=pl.lit(1)).write_parquet(path)
    account = take(of_path(path), today=TODAY)
    assert account.dropped == ("ethnicity",)
    assert "ethnicity" not in account.accepted.columns
