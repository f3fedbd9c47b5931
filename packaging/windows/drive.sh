#!/bin/bash
# Drive the frozen window on the bench as a person would, by keyboard, and keep what is seen.
#
#   packaging/windows/drive.sh BENCH TRYOUT PICTURES      in the folder where the program was built; DISPLAY is set
#
# Opens the demonstration's project with the green copy, looks at both comparisons, saves a chart, writes the plan, closes.
# Fails where a window does not come, a file is not written or the program does not end. The pictures are for eyes.
set -euo pipefail
bench=$1 tryout=$2 pictures=$3
place=out/drive
rm -rf "$place"; mkdir -p "$place" "$pictures"
unzip -qo "$tryout/green.zip" -d "$place"
T=600 "$bench/wine" "$place/dual-compare/dual-compare-cli.exe" demo "$place/demo" >/dev/null
rm -f "$place/demo/"*.xlsx

last=
shot() { # NAME: keep what is seen; where it is what was seen before, the step did nothing
  import -window root "$pictures/$1.png"
  if [ -n "$last" ] && compare -metric AE "$pictures/$last.png" "$pictures/$1.png" null: 2>/dev/null; then
    echo "$1 shows the same as $last" >&2; exit 1
  fi
  last=$1
}
keys() { xdotool key --clearmodifiers --delay 80 "$@"; sleep "${wait:-3}"; }
file() { # NAME: what a dialog asks for
  xdotool key ctrl+a; xdotool type --delay 40 "Z:\\work\\out\\drive\\demo\\$1"; sleep 1
  keys Return; sleep 3
  xdotool windowfocus "$main" # Wine does not give the keys back when its own dialog closes
}
window() { # NAME: its number, once it is there
  for _ in $(seq 60); do
    xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -1 | grep . && return
    sleep 1
  done
  echo "no window named $1" >&2; return 1
}

begin() { # OPTIONS: start the program with the project; `program` and `main` are its process and its window
  T=600 "$bench/wine" "$place/dual-compare/dual-compare.exe" "$place/demo/project.dcmp" "$@" >/dev/null &
  program=$!
  main=$(window 'project')
  xdotool windowactivate --sync "$main"; sleep 6
}
end() {
  xdotool windowactivate --sync "$main"
  keys ctrl+q; sleep 3
  for _ in $(seq 30); do kill -0 "$program" 2>/dev/null || return 0; sleep 1; done
  echo "the program did not end" >&2; exit 1
}
trap 'WINEPREFIX=/pfx chroot "$bench/root" wineserver -k 2>/dev/null || true' EXIT
begin; shot 1-overview
keys ctrl+3; shot 2-standards
keys ctrl+4; shot 3-indicators
xdotool mousemove --window "$main" 955 99 click 1; sleep 3; shot 4-picture # the button above the chart
keys Return; shot 5-picture-as
file chart.png; shot 6-chart-saved
keys ctrl+5; shot 7-diagnosis
keys ctrl+6; shot 8-plan
keys ctrl+e; shot 9-plan-as
file written.xlsx; sleep 3; shot 10-written
xdotool mousemove --window "$main" 140 54 click 1; sleep 4; shot 11-open # Ctrl+I is a tabulator to Wine
xdotool type --delay 40 'Z:\work\sample_data\rough\messy_lab_table.xlsx'; sleep 1
keys Return; sleep 8; shot 12-import # read by a process apart, of the windowed program
keys Escape
end
begin --theme dark --lang en; shot 13-dark
keys ctrl+4; shot 14-dark-indicators
end
for one in chart.png written.xlsx; do
  [ -s "$place/demo/$one" ] || { echo "$one was not written" >&2; exit 1; }
done
identify "$place/demo/chart.png" | grep -q ' PNG ' || { echo "chart.png is no picture" >&2; exit 1; }
cp "$place/demo/chart.png" "$pictures/chart.png"
echo "driven: project opened, both comparisons, chart saved ($(identify -format '%w × %h' "$place/demo/chart.png")), diagnosis, plan, plan written ($(stat -c %s "$place/demo/written.xlsx") bytes), ended; whether the table was read, 12-import shows"
