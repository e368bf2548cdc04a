#!/usr/bin/env bash
# Fetches the browser's libraries, which the build puts into the binary, from the pinned wheels in
# scripts/assets.txt into .assets. Does nothing when they are there.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

# What of which wheel is kept under which name. The chart library's entry refers to its other
# file by name; the part of it that draws in three dimensions is never asked for.
sidecar=drf_spectacular_sidecar/static/drf_spectacular_sidecar
files=(
    "nicegui/elements/echart/dist/index.js echarts/index.js"
    "nicegui/elements/echart/dist/index-DlVyZyb_.js echarts/index-DlVyZyb_.js"
    "$sidecar/swagger-ui-dist/swagger-ui-bundle.js swagger/swagger-ui.js"
    "$sidecar/swagger-ui-dist/swagger-ui.css swagger/swagger-ui.css"
    "$sidecar/redoc/bundles/redoc.standalone.js redoc/redoc.js"
    "django_htmx/static/django_htmx/htmx-2.min.js htmx/htmx.min.js"
)

state=$(cat scripts/assets.txt scripts/fetch-assets.sh | sha256sum)
if [[ -f .assets/state && $(<.assets/state) == "$state" ]]; then exit; fi

say "Fetching the browser's libraries into .assets: $(list_lines scripts/assets.txt | sed -nE 's/^([a-z]\S*==\S+).*/\1/p' | paste -sd' ')"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=.venv/bin/python
if [[ ! -x $python ]]; then
    /usr/bin/python3 -m venv "$work/venv" || die "Python with venv is missing: run make setup."
    python=$work/venv/bin/python
fi
"$python" -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps \
    --only-binary=:all: --dest "$work/wheels" --requirement scripts/assets.txt ||
    die "The browser's libraries could not be fetched."
"$python" - "$work" "${files[@]}" <<'PYTHON'
import pathlib, sys, zipfile

work = pathlib.Path(sys.argv[1])
wheels = [zipfile.ZipFile(path) for path in (work / "wheels").glob("*.whl")]
for line in sys.argv[2:]:
    source, target = line.split()
    wheel = next(wheel for wheel in wheels if source in wheel.namelist())
    path = work / "assets" / target
    path.parent.mkdir(parents=True, exist_ok=True)
    # A reference to a map of the source that is not served.
    # Libraries have the word in their code too, in lines of megabytes.
    kept = [line for line in wheel.read(source).split(b"\n") if not line.lstrip().startswith((b"//# sourceMappingURL=", b"/*# sourceMappingURL="))]
    path.write_bytes(b"\n".join(kept))
PYTHON
rm -rf .assets
mv "$work/assets" .assets
printf '%s' "$state" >.assets/state
