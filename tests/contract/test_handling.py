"""The contract of `--redact` and `--for`, and of `retention`."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pypdf import PdfReader

from tests.contract.program import Here, assert_refused


def test_a_profile_leaves_without_names(here: Here, small: Path, tmp_path: Path) -> None:
    data, pdf = tmp_path / "data", tmp_path / "p.pdf"
    shutil.copytree(small, data)
    asked = ("explain", "S1", "--data", str(data), "--pdf", str(pdf), "--json")
    here(*asked, "--redact", "no-names", "--for", "DI Example")
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.read_bytes())).pages)
    assert "person 1" in words
    assert "for DI Example" in words
    assert not {"Ann", "S1", "C1", "C2"} & set(words.split())
    refused = here(*asked, "--redact", "aggregates")
    assert_refused(refused, "A profile has no form of counts alone")
    assert_refused(here(*asked, "--redact", "some"), "'some' is no way to redact a file")
    without = here("explain", "S1", "--data", str(data), "--json", "--redact", "no-names")
    assert_refused(without, "are about a file, and none is named")


def test_what_is_due_is_named_and_decided(here: Here, small: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(small, data)
    run = ("retention", "--data", str(data), "--json")
    (item,) = here(*run).json["items"]
    assert (item["kind"], item["name"], item["state"]) == ("load", "version 1", "kept")
    until = f"{datetime.now(UTC).date() + timedelta(days=9)}"
    keep = (*run, "--keep", "version 1", "--until", until)
    assert_refused(here(*keep), "A decision has a reason")
    (item,) = here(*keep, "--reason", "needed for the panel").json["items"]
    assert (item["review_on"], item["decided"], item["state"]) == (until, True, "due")
    assert_refused(here(*run, "--until", until), "Say what is kept")
    assert_refused(here(*run, "--keep", "1"), "Say until when")
