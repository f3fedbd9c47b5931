#!/bin/bash
# The start of the frozen program against a bare window that is frozen the same way, on the bench.
#
#   packaging/windows/start.sh BENCH      in the folder where the program was built; DISPLAY is set
set -euo pipefail
bench=$1
T=900 "$bench/winpy" -m PyInstaller --noconfirm --windowed --log-level ERROR --distpath out/bare \
  --workpath out/work --specpath out packaging/windows/bare.py
T=600 "$bench/winpy" packaging/windows/start.py dist/dual-compare/dual-compare.exe out/bare/bare/bare.exe
