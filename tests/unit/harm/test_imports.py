"""`harm` knows no screen, file or database: it is imported where there is Polars and no more.

Only what draws by chance, in `harm/stability` and `harm/results`, has NumPy as well.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

#: Refuses whatever is neither Python's own nor Polars, then imports every module of `harm`.
PROBE = """
import importlib, pkgutil, sys

ALLOWED = {"polars", "_polars_runtime_32", "_polars_runtime_64", "_polars_runtime_compat", "harm"}

class Wall:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in ALLOWED and top not in sys.stdlib_module_names:
            refused.append(name)
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

refused = []
sys.meta_path.insert(0, Wall())
EXTRA
import harm
names = [one.name for one in pkgutil.walk_packages(harm.__path__, "harm.")]
draws = ("harm.stability.settling", "harm.stability.record_error", "harm.stability.null_world")
draws += ("harm.results",)
drawn = [name for name in names if name.startswith(draws)]
for name in names:
    if name not in drawn:
        importlib.import_module(name)
assert "numpy" not in sys.modules
ALLOWED.add("numpy")
for name in drawn:
    importlib.import_module(name)
foreign = {name.partition(".")[0] for name in sys.modules} - ALLOWED - set(sys.stdlib_module_names)
print(len(names), sorted(foreign - at_start))
"""


def probe(extra: str = "") -> subprocess.CompletedProcess[str]:
    # Python's own build settings have a name of each machine's, and are read before the wall is
    # there: a package that could not be imported would be passed over with all that is in it.
    at_start = (
        "import sys, sysconfig; sysconfig.get_config_vars()\n"
        "at_start = {name.partition('.')[0] for name in sys.modules}\n"
    )
    return subprocess.run(
        [sys.executable, "-c", at_start + PROBE.replace("EXTRA", extra)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_module_of_harm_imports_with_polars_alone_but_what_draws_by_chance() -> None:
    done = probe()
    assert done.returncode == 0, done.stderr
    modules = [path for path in (ROOT / "harm").rglob("*.py") if path != ROOT / "harm/__init__.py"]
    assert done.stdout.split(maxsplit=1) == [str(len(modules)), "[]\n"]


def test_the_wall_would_refuse_another_library() -> None:
    done = probe("import duckdb")
    assert done.returncode == 1
    assert "No module named 'duckdb'" in done.stderr
