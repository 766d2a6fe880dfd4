#!/usr/bin/env bash
# Brings what is missing on a fresh Debian 12: called by `make run` ("run") and `make test` ("test"). Asks nothing.
# Without the right to install, it names what is missing and the command that brings it.
set -euo pipefail
cd "$(dirname "$0")/.."
need="$1"
uv_version=0.13.9

say() { printf '%s\n' "$*" >&2; }

install() { # install PACKAGES... : what they are for has been said before
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing: $*"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends "$@" >&2
    else
        say "Missing. Please run:  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
        exit 1
    fi
}

has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

if ! command -v python3 >/dev/null || ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "Kezek needs Python 3.11 or newer."
    install python3 python3-venv
fi
python3 -c 'import ensurepip, venv' 2>/dev/null || { say "Python's venv module is not there."; install python3-venv; }
has_library libpangoft2-1.0.so.0 || { say "Pango, which sets the notices' text, is not there."; install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; }
command -v openssl >/dev/null || { say "openssl, with which documents are signed, is not there."; install openssl; }
# Without it GOST signatures are checked in Python: right, but slower.
has_library libgcrypt.so.20 || [ "$(id -u)" != 0 ] || { say "libgcrypt, which checks GOST signatures, is not there."; install libgcrypt20; }

if [ "$need" = test ] && ! command -v initdb >/dev/null && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    say "PostgreSQL, on which the tests run too, is not there."
    if [ "$(id -u)" = 0 ]; then
        # The package would start a server of its own accord; the tests start theirs, and stop it.
        install postgresql-common
        defaults=/etc/postgresql-common/createcluster.conf
        echo "create_main_cluster = off # for Kezek's tests" >> "$defaults"
        trap 'sed -i "/# for Kezek.s tests$/d" "$defaults"' EXIT
    fi
    install postgresql
fi

# The second opinion on GOST signatures. It is no need: its tests skip, and say so. openssl's own settings stay as they are.
engines="$(openssl version -e | cut -d '"' -f 2)"
if [ "$need" = test ] && [ ! -e "$engines/gost.so" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    (timeout 60 apt-get update -qq \
        && timeout 120 apt-get install -y -qq --no-install-recommends libengine-gost-openssl) >/dev/null 2>&1 || true
fi

stamp=.venv/.ready
if [ ! -e "$stamp" ] || [ uv.lock -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    [ -x .venv/bin/python ] || python3 -m venv .venv
    [ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
    # --inexact leaves uv itself in place, which is in no lock file.
    UV_PROJECT_ENVIRONMENT="$PWD/.venv" .venv/bin/uv sync --frozen --inexact --compile-bytecode --quiet
    touch "$stamp"
fi

if [ "$need" = test ] && ! .venv/bin/python -m e2e.kit.browser >/dev/null 2>&1; then
    say "Chromium, for the end-to-end tests, is not there."
    # Debian's package brings the libraries it needs; who may not install it can try Playwright's own download.
    [ "$(id -u)" = 0 ] || timeout 300 .venv/bin/playwright install chromium >/dev/null 2>&1 || install chromium
    [ "$(id -u)" != 0 ] || install chromium
fi

# One without a window costs a third less of the processor's time. It is no need: without it, or the network, the other serves.
if [ "$need" = test ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v chromium-headless-shell >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    (timeout 60 apt-get update -qq \
        && timeout 120 apt-get install -y -qq --no-install-recommends --download-only chromium-headless-shell \
        && apt-get install -y -qq --no-install-recommends chromium-headless-shell) >/dev/null 2>&1 || true
fi

provider=tests/identity_provider
if [ "$need" = test ]; then
    command -v npm >/dev/null || { say "Node.js, for the identity provider of the tests, is not there."; install nodejs npm; }
    installed="$provider/node_modules/.package-lock.json"
    if [ ! -e "$installed" ] || [ "$provider/package-lock.json" -nt "$installed" ]; then
        (cd "$provider" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2)
    fi
fi
