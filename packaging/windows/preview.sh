#!/bin/bash
# One command on Debian 12, as root: make the bench, freeze the program on it, pack both downloads, try them there.
#
#   packaging/windows/preview.sh [DIR]      DIR (default build/windows-bench) keeps the bench, 3 GB
#   TESTS=tests packaging/windows/preview.sh      runs these tests on Windows' Python first; all of them: half an hour
#
# Results: build/windows/ with the downloads, the lines of the tryout, pictures of the window. A preview is to be looked
# at, not given away: it has another NumPy than the lock (bench.sh says why), and the version names it so. The release
# comes from .github/workflows/windows-release.yml.
set -euo pipefail
root=$(realpath "$(dirname "$0")/../..")
cd "$root"
bench=$(realpath -m "${1:-build/windows-bench}")
out=$PWD/build/windows
[ -x "$bench/winpy" ] && cmp -s requirements-dev.lock "$bench/lock.installed" ||
  packaging/windows/bench.sh "$bench" requirements-dev.lock

echo "── the program, frozen on the bench"
mountpoint -q "$bench/root/work" && umount "$bench/root/work"
rm -rf "$bench/src" "$out"; mkdir -p "$bench/src" "$out"
git ls-files -z | tar --null -T - -c | tar x -C "$bench/src"
cd "$bench/src"
export DUAL_COMPARE_PREVIEW=1 # the bill of materials takes the bench's NumPy, and the version says so
export DISPLAY=:77
Xvfb :77 -screen 0 1440x900x24 >/dev/null 2>&1 & screen=$!
shared=$bench/root/shared # tests read it beside the checkout, where it lies there
trap 'kill $screen 2>/dev/null || true; umount "$shared" 2>/dev/null || true' EXIT
sleep 1; openbox >/dev/null 2>&1 &
if [ "${TESTS:-}" ]; then
  echo "── the tests on Windows' Python, code page 936"
  if [ -d "$root/../shared" ]; then
    mkdir -p "$shared"; mountpoint -q "$shared" || mount --bind "$root/../shared" "$shared"
    mount -o remount,bind,ro "$shared"
  fi
  QT_QPA_PLATFORM=offscreen T=10000 "$bench/winpy" -X warn_default_encoding -m pytest -q -p no:cacheprovider $TESTS | tee "$out/tests.txt"
fi
T=1800 "$bench/winpy" -m PyInstaller packaging/dual-compare.spec --noconfirm --log-level WARN
echo "── both downloads"
python3 packaging/windows/pack.py dist/dual-compare out --tryout
cp out/*.zip out/*.exe out/SHA256SUMS.txt "$out/"
echo "── tried on the bench"
T=1800 "$bench/winpy" packaging/windows/tryout.py out/tryout | tee "$out/tryout.txt"
grep -q '^FAILED' "$out/tryout.txt" && exit 1
packaging/windows/drive.sh "$bench" out/tryout "$out/pictures"
echo "── start and size against their bars"
bench/windows/run.sh "$bench" | tee "$out/start.txt"
