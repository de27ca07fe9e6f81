"""Folders of many small files: files a second in one process and in two, the second run, memory of each process."""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = 5000
A_FOLDER = 100


def articles(file: Path | None, count: int, folder: Path) -> None:
    """Write files of about 5 KB each, of lines of a text that is begun again when it ends; a hundred in a folder."""
    examples = sorted((Path(__file__).parent.parent / "examples" / "articles").glob("*.cyrl.txt"))
    lines = b"".join(path.read_bytes() for path in ([file] if file else examples)).splitlines(keepends=True)
    at = 0
    for number in range(count):
        part: list[bytes] = []
        size = 0
        while size < SIZE:
            line = lines[at % len(lines)]
            at += 1
            part.append(line)
            size += len(line)
        place = folder / f"{number // A_FOLDER:04d}"
        place.mkdir(exist_ok=True)
        (place / f"{number % A_FOLDER:02d}.txt").write_bytes(b"".join(part))


def seconds(command: list[str]) -> float:
    """Run a command and give how long it took."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="a text in Uzbek Cyrillic; the example articles if none")
    parser.add_argument("--count", type=int, default=20_000, help="how many files")
    parser.add_argument("--command", default=shutil.which("uzlat") or "uzlat")
    parser.add_argument("--folder", type=Path, help="where files are written; the folder for temporary ones if none")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        source, out = Path(name, "in"), Path(name, "out")
        source.mkdir()
        articles(given.file, given.count, source)
        os.sync()
        size = sum(path.stat().st_size for path in source.rglob("*.txt"))
        print(f"{given.count:,} files, {size / 1e6:.1f} MB, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
        base = [given.command, "convert", "-q", str(source)]
        taken = {}
        for jobs in (1, 2):
            shutil.rmtree(out, ignore_errors=True)
            os.sync()
            taken[jobs] = seconds([*base, "-o", str(out), "-j", str(jobs)])
            print(f"-o, -j {jobs}: {given.count / taken[jobs]:,.0f} files/s, {size / 1e6 / taken[jobs]:.1f} MB/s")
        print(f"   two processes: {taken[1] / taken[2]:.2f} x")
        print(f"again, all done: {given.count / seconds([*base, '-o', str(out), '-j', '2']):,.0f} files/s")
        print(f"-i, -j 2: {given.count / seconds([*base, '-i', '-j', '2']):,.0f} files/s")
        print(f"-i again, nothing to change: {given.count / seconds([*base, '-i', '-j', '2']):,.0f} files/s")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"the largest process took {peak:.0f} MB")


if __name__ == "__main__":
    main()
