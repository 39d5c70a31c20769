# Sourced by the scripts beside it: prepares this checkout on a Debian or Ubuntu machine that has
# only git and Python. `set_up run` is what the application needs, `set_up dev` adds what the tests
# need. Done once; a stamp in .venv makes the next start immediate.

set -eu
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$ROOT"
VENV=.venv

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

# The newest Python that the lock files are tested with, else any later one.
find_python() {
  for name in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3}; do
    if "$name" -c 'import ctypes, sqlite3, ssl, sys; sys.exit(sys.version_info < (3, 11))' \
      2>/dev/null; then
      PYTHON=$name
      return
    fi
  done
  stop "Python 3.11 or newer is missing. Please install it: sudo apt-get install -y python3"
}

# Prints the Debian packages of the shared libraries that WeasyPrint opens and that are not there.
missing_libraries() {
  "$1" - <<'PYTHON'
import ctypes

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
for library, package in LIBRARIES.items():
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
PYTHON
}

# Prints the first of Chromium's names that is there.
find_chromium() {
  for name in ${CHROMIUM:-chromium chromium-browser google-chrome-stable google-chrome}; do
    if command -v "$name" 2>/dev/null; then return; fi
  done
}

# Ubuntu's package of Chromium has a name of its own.
install_chromium() {
  [ -z "$(find_chromium)" ] || return 0
  if grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then
    install_packages chromium-browser
  else
    install_packages chromium
  fi
  [ -n "$(find_chromium)" ] || stop "Chromium is still missing. Please install a Chromium" \
    "browser, or run the other tests: bin/test -m 'not browser'"
}

# LibreOffice opens what we write for word processors: the tests ask it what it sees. Where it cannot
# be installed the run goes on and says so, and the tests that need it are named as skipped.
install_office() {
  if command -v soffice >/dev/null 2>&1; then return; fi
  if may_install; then
    (install_packages libreoffice-writer-nogui) ||
      say "LibreOffice is missing: the tests that open files with it are skipped."
  else
    say "LibreOffice is missing: the tests that open files with it are skipped. To install it:" \
      "sudo apt-get install -y libreoffice-writer-nogui"
  fi
}

missing_packages() {
  missing_libraries "$PYTHON"
  if [ "$level" = dev ]; then
    command -v pdftotext >/dev/null 2>&1 || echo poppler-utils
  fi
}

may_install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ "$(id -u)" -eq 0 ]; then
    as_root=
  elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
  else
    return 1
  fi
}

# Installs the named Debian packages, or stops with the one command that would.
install_packages() {
  by_hand="sudo apt-get install -y $*"
  may_install || stop "Some system packages are missing. Please install them: $by_hand"
  say "Installing with apt-get: $*"
  log=$(mktemp)
  if $as_root apt-get -q update >"$log" 2>&1 &&
    $as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get -q install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 15 "$log" >&2
    rm -f "$log"
    stop "These packages could not be installed. Please install them by hand: $by_hand"
  fi
}

has_pip() { "$1" -m pip --version >/dev/null 2>&1; }

# True where a virtual environment can be made without the package python3-venv.
can_do_without_venv() {
  command -v virtualenv >/dev/null 2>&1 || has_pip "$PYTHON"
}

install_system_packages() {
  set -- $(missing_packages)
  if [ ! -x "$VENV/bin/python" ] && ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    if may_install || ! can_do_without_venv; then
      version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
      set -- "python$version-venv" "$@"
    fi
  fi
  [ $# -eq 0 ] || install_packages "$@"
}

make_environment() {
  # One that was made elsewhere and moved here has scripts that point to the old place.
  if "$VENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
    grep -qF "$ROOT/$VENV" "$VENV/bin/activate"; then
    return
  fi
  say "Making the virtual environment with $("$PYTHON" --version)"
  rm -rf "$VENV"
  if "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    "$PYTHON" -m venv "$VENV"
  elif command -v virtualenv >/dev/null 2>&1; then
    virtualenv -q -p "$PYTHON" "$VENV"
  else
    "$PYTHON" -m venv --without-pip "$VENV"
  fi
}

install_python_packages() {
  say "Installing the locked Python packages (the first time takes a minute or two)"
  if has_pip "$VENV/bin/python"; then
    pip="$VENV/bin/python -m pip"
  else
    pip="$PYTHON -m pip --python $VENV/bin/python"
  fi
  set -- -r requirements/run.txt -r requirements/build.txt
  if [ "$level" = dev ]; then set -- "$@" -r requirements/dev.txt; fi
  if ! { $pip install -q --use-pep517 --require-hashes "$@" &&
    $pip install -q --no-deps --no-build-isolation -e .; }; then
    stop "The Python packages could not be installed (see above); the next start tries again."
  fi
}

# What the stamp says when nothing needs to be done.
wanted() {
  cat requirements/run.txt requirements/build.txt pyproject.toml
  if [ "$1" = dev ]; then cat requirements/dev.txt; fi
}

# set_up run|dev
set_up() {
  level=$1
  stamp="$VENV/.set-up-$level"
  digest="$(wanted "$level" | sha256sum) $ROOT"
  if [ ! -x "$VENV/bin/python" ] || [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$digest" ]; then
    find_python
    install_system_packages
    make_environment
    install_python_packages
    printf '%s\n' "$digest" >"$stamp"
  else
    PYTHON="$VENV/bin/python"
    set -- $(missing_packages)
    [ $# -eq 0 ] || install_packages "$@"
  fi
  make_assets
}

# Front-end assets and catalogues; bin/assets.py itself skips what has not changed.
make_assets() {
  [ -d node_modules ] || say "Installing the locked front-end packages"
  if [ "$level" = dev ]; then
    "$VENV/bin/python" bin/assets.py --tests
  else
    "$VENV/bin/python" bin/assets.py
  fi
}
