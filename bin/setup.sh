# Sourced by ./run and ./test: brings this checkout from a fresh clone to something that runs.
# Every step remembers the hash of what it was made from in var/state/, so the next start skips it.

cd -- "$ROOT" || exit 1
export PYTHONUTF8=1 GONGWEN_FONTS="${GONGWEN_FONTS:-$ROOT/var/fonts}"
PYTHON_IN_VENV="$ROOT/.venv/bin/python"
STATE="$ROOT/var/state"

say() { printf '%s\n' "$*"; }

die() {
    printf '错误：%s\n' "$*" >&2
    exit 1
}

# digest PATH…: one hash of the names and contents of files and folders.
digest() {
    find "$@" -type f -not -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# step NAME KEY PRODUCT MESSAGE COMMAND…: runs COMMAND unless NAME was last done for KEY and PRODUCT is still there.
step() {
    local name=$1 key=$2 product=$3 message=$4
    shift 4
    if [[ -e $product && -f $STATE/$name && $(<"$STATE/$name") == "$key" ]]; then
        return 0
    fi
    say "· $message"
    rm -f "$STATE/$name"
    "$@" || die "“$message”没有完成，原因见上。"
    printf '%s\n' "$key" >"$STATE/$name"
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.11 python3.12 python3.13 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

make_venv() {
    local package
    if ! "$PYTHON_FOUND" -c 'import ensurepip, venv' 2>/dev/null; then
        package=$("$PYTHON_FOUND" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
            die "缺少 Python 的 venv 模块，请先执行：sudo apt-get install $package"
        fi
        apt-get update -qq && apt-get install -y -qq --no-install-recommends "$package" >/dev/null || return 1
    fi
    "$PYTHON_FOUND" -m venv --clear .venv || return 1
    rm -f "$STATE"/python-*
}

install_python_packages() {
    "$PYTHON_IN_VENV" -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$1" || return 1
}

# Our own two packages are read from the checkout, so that no build is needed.
link_packages() {
    "$PYTHON_IN_VENV" - "$ROOT" <<'PYTHON' || return 1
import pathlib, sys, sysconfig

root = pathlib.Path(sys.argv[1])
paths = f"{root / 'src'}\n{root / 'libs' / 'gongwen' / 'src'}\n"
pathlib.Path(sysconfig.get_path("purelib"), "zhengban.pth").write_text(paths)
PYTHON
    cat >.venv/bin/gongwen <<'LAUNCHER'
#!/bin/sh
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -c 'import sys; from gongwen.cli import main; sys.exit(main())' "$@"
LAUNCHER
    chmod +x .venv/bin/gongwen
}

install_front_end_packages() {
    (cd frontend && "$ROOT/.venv/bin/npm" ci --ignore-scripts --no-audit --no-fund --loglevel=error)
}

build_front_end() {
    (cd frontend && "$ROOT/.venv/bin/node" build.mjs)
}

# setup REQUIREMENTS-FILE: everything that does not touch a database.
setup() {
    local requirements=$1 interpreter
    mkdir -p "$STATE" var/files
    # Two commands started together take turns; the lock ends with set-up, not with the server.
    if command -v flock >/dev/null; then
        exec 9>"$STATE/lock"
        flock 9
    fi

    PYTHON_FOUND=$(find_python) || die "需要 Python 3.11 或更高版本，请先安装（Debian、Ubuntu：sudo apt-get install python3 python3-venv）。"
    interpreter=$("$PYTHON_FOUND" -c 'import sys; print(sys.version, sys.base_prefix)')
    step venv "$ROOT $interpreter" "$PYTHON_IN_VENV" "建立 Python 环境" make_venv
    step "python-${requirements%.txt}" "$(digest "$requirements")" "$PYTHON_IN_VENV" "安装 Python 依赖（首次约一分钟）" install_python_packages "$requirements"
    step python-packages "$(digest bin/setup.sh)" .venv/bin/gongwen "接入本项目代码" link_packages
    step node-modules "$(digest frontend/package-lock.json)" frontend/node_modules "安装前端依赖" install_front_end_packages
    step bundle "$(digest frontend/package-lock.json frontend/build.mjs frontend/src)" frontend/dist "生成前端文件" build_front_end
    [[ $GONGWEN_FONTS != "$ROOT/var/fonts" ]] || step fonts "$(digest bin/fonts.py)" var/fonts/NotoSerifSC_700Bold.ttf "准备公文字体（首次需下载约 120 MB）" "$PYTHON_IN_VENV" bin/fonts.py var/fonts

    if command -v flock >/dev/null; then
        exec 9>&-
    fi
}
