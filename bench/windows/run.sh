#!/bin/bash
# Start and size of the frozen program, on the bench of packaging/windows/bench.sh, against their bars.
#
#   bench/windows/run.sh BENCH      in the folder where the program was built and packed (out/); DISPLAY is set
#
# The start is held against a bare window that is frozen the same way. Fails above a bar; docs/performance.md has the figures.
set -euo pipefail
bench=$1
T=900 "$bench/winpy" -m PyInstaller --noconfirm --windowed --log-level ERROR --distpath out/bare \
  --workpath out/work --specpath out bench/windows/bare.py
T=600 "$bench/winpy" bench/windows/start.py dist/dual-compare/dual-compare.exe out/bare/bare/bare.exe
echo "program, unpacked: $(du -sm --apparent-size dist/dual-compare | cut -f1) MB; bare window: $(du -sm --apparent-size out/bare/bare | cut -f1) MB"
for file in out/dual-compare-*; do
  size=$(stat -c %s "$file")
  echo "${file#out/}: $((size / 1000000)).$((size / 100000 % 10)) MB (bar 90)"
  [ "$size" -le 90000000 ]
done
