"""The README's two commands on a machine that has nothing: a bare Debian, made and thrown away.

`mmdebstrap` makes the root, the committed tree is cloned into it, and the commands that README.md
gives to read and to check the book are run there as they stand.  How this machine reaches its
package registries (the configuration of pip and apt, certificates, proxies) is lent to the root
for that time and never enters the tree.  All mounts are made in namespaces that end with the
commands, so that none can stay behind.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from border_wars_book.build.system import SystemFailure, ensure

HERE = Path(__file__).resolve().parents[1]
BARE = "python3,python3-venv,make,git,ca-certificates"
TREE = "/srv/border-wars"
NEEDED_BYTES = 8_000_000_000
# Copied into the root; whatever else pip's files and the variables name is mounted there.
LENT = (
    "/etc/apt",
    "/etc/ssl/certs",
    "/usr/local/share/ca-certificates",
    "/etc/hosts",
    "/etc/resolv.conf",
    "/etc/pip.conf",
    "/etc/xdg/pip",
    "~/.config/pip",
    "~/.pip",
    "$PIP_CONFIG_FILE",
)
LENT_VARIABLES = re.compile(
    r"PIP_\w+|(https?|ftp|all|no)_proxy|\w*SSL_(CERT_FILE|CERT_DIR|CAINFO)|\w*CA_(BUNDLE|CERTS)",
    re.IGNORECASE,
)
SEARCHED = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# `$1` is the root, `$2` the folders to mount there, a line each; the rest is run in it.
ENTER = """
set -e
mount -t proc proc "$1/proc"
mount --rbind /sys "$1/sys"
mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/dev/shm"
root=$1; printf '%s' "$2" | while IFS= read -r folder; do
  mkdir -p "$root$folder"
  mount --bind -o ro "$folder" "$root$folder"
done
shift 2
exec chroot "$root" "$@"
"""


class Refusal(Exception):
    """Why a bare root cannot be made here."""


def commands(readme: str) -> list[str]:
    """The commands that stand alone in the README's blocks, in their order."""
    return re.findall(r"^```\n(make \w+)\n```$", readme, re.MULTILINE)


def release() -> str:
    """The name of the Debian that this machine is or comes from."""
    if platform.system() != "Linux" or not shutil.which("apt-get"):
        raise Refusal("A bare root is made with apt-get: run this on Debian or its kin.")
    if os.geteuid() != 0:
        raise Refusal("Only root may make and enter a bare root: sudo make fresh")
    codename = platform.freedesktop_os_release().get("VERSION_CODENAME")
    if not codename:
        raise Refusal("/etc/os-release gives no VERSION_CODENAME, so which Debian to make is open.")
    return codename


def lent_files() -> list[Path]:
    """The configuration of pip and apt, the certificates and the names of hosts."""
    places = [Path(os.path.expandvars(name)).expanduser() for name in LENT]
    return [place for place in places if place.is_absolute() and place.exists()]


def lent_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables by which pip, apt and their kin reach the registries, and no other."""
    return {name: value for name, value in environment.items() if LENT_VARIABLES.fullmatch(name)}


def lent_folders(files: list[Path], variables: Mapping[str, str]) -> list[Path]:
    """Folders outside `files` that pip's configuration or a variable names, as of wheels."""
    settings = [one for file in files for one in (file.rglob("*") if file.is_dir() else [file])]
    texts = [one.read_text("utf-8") for one in settings if one.name in ("pip.conf", "pip.ini")]
    named = {
        Path(word)
        for text in (*texts, *variables.values())
        for word in re.findall(r"(?:^|[\s=,])(?:file://)?(/[^\s,]+)", text)
    }
    named = {place if place.is_dir() else place.parent for place in named if place.exists()}
    # The pages of an index point to the files beside it.
    named = {place.parent if place.name == "simple" else place for place in named}
    return sorted(one for one in named if not {one, *one.parents}.intersection(files))


def make_root(root: Path, codename: str) -> None:
    """A minimal Debian with Python, make and git, which reaches the registries as we do."""
    sources = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    sources = [one for one in sources if one.suffix in (".list", ".sources") and one.exists()]
    lend = [
        f'--setup-hook=cp -a "/etc/apt/{name}/." "$1/etc/apt/{name}/"'
        for name in ("apt.conf.d", "auth.conf.d", "preferences.d", "trusted.gpg.d")
        if Path("/etc/apt", name).is_dir()
    ]
    make = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={BARE}", *lend]
    subprocess.run([*make, codename, str(root), *map(str, sources)], check=True)
    shutil.rmtree(root / "etc/apt")
    for place in lent_files():
        copy = root / place.relative_to("/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-aT", "--remove-destination", str(place), str(copy)], check=True)


def entered(root: Path, command: str) -> list[str]:
    """The command line that runs a shell's line in the root, at the tree, and dies with us."""
    variables = lent_variables(os.environ)
    folders = "".join(f"{folder}\n" for folder in lent_folders(lent_files(), variables))
    environment = variables | {"HOME": str(Path.home()), "PATH": SEARCHED}
    return [
        *"setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child".split(),
        *("sh", "-c", ENTER, "enter", str(root), folders, "env", "-i"),
        *(f"{name}={value}" for name, value in environment.items()),
        *("sh", "-c", f"cd {TREE} && {command}"),
    ]


def run(root: Path, command: str) -> tuple[bool, float, list[str]]:
    """Whether the command passed, its seconds, and the totals that pytest gave."""
    print(f"\n$ {command}", flush=True)
    began, totals = time.monotonic(), []
    with subprocess.Popen(
        entered(root, command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
                totals += re.findall(r"^=+ (.*(?:passed|failed|error).* in .*?) =+$", line)
        finally:
            process.kill()
    return process.returncode == 0, time.monotonic() - began, totals


@contextlib.contextmanager
def bare_root(codename: str) -> Iterator[Path]:
    """A folder for the root, gone afterwards whatever happens."""
    place = tempfile.mkdtemp(prefix="fresh-", dir=os.environ.get("TMPDIR", "/var/tmp"))
    try:
        if shutil.disk_usage(place).free < NEEDED_BYTES:
            raise Refusal(f"{place}: less than {NEEDED_BYTES / 1e9:.0f} GB free; set TMPDIR.")
        root = Path(place) / "root"
        make_root(root, codename)
        yield root
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", place], check=True)


def main() -> int:
    """Make the root, run the two commands, say how long each took and what the tests counted."""
    try:
        codename = release()
        ensure(["fresh"])
        lines = []
        with bare_root(codename) as root:
            clone = ["git", "clone", "--quiet", "--no-local", str(HERE), f"{root}{TREE}"]
            subprocess.run(clone, check=True)
            for command in commands((HERE / "README.md").read_text("utf-8")):
                passed, seconds, totals = run(root, command)
                said = f"{'passed' if passed else 'FAILED'} in {seconds / 60:.1f} min"
                lines.append(f"{command}: {said}  {'; '.join(totals)}")
                if not passed:
                    break
    except (Refusal, SystemFailure) as reason:
        print(reason, file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0 if passed else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    raise SystemExit(main())
