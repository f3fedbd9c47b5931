#!/usr/bin/env bash
# The README's two commands on a Debian where nothing is installed but python3, in a debootstrap root.
# usage (as root, debootstrap installed): tests/setup/fresh_root.sh DIR
# The mirror, certificates and pip settings are those of the machine that runs this; DIR may be deleted afterwards.
set -euo pipefail
top=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
mkdir -p "$1"
root=$(realpath "$1")/root
trap 'umount -q "$root/proc" || true' EXIT

if [ ! -e "$root/etc/debian_version" ]; then
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' | sort -u | head -n 1)
  debootstrap --variant=minbase --include=python3 bookworm "$root" "$mirror" >"$root.log" 2>&1
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  cp -L "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$root/etc/pip-certificates.pem"
  find /etc/apt/apt.conf.d -name '99*' -exec cp {} "$root/etc/apt/apt.conf.d/" \;
  if [ -e /etc/pip.conf ]; then cp /etc/pip.conf "$root/etc/"; fi
fi
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"

rm -rf "$root/checkout"
git clone -q "$top" "$root/checkout"
if [ -d "$top/../shared" ]; then cp -rn "$top/../shared" "$root/"; fi

inside() {
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    PIP_CERT=/etc/pip-certificates.pem sh -c "cd /checkout && $1" </dev/null
}

for command in "python3 dev.py demo" "python3 dev.py demo" "python3 dev.py test" "python3 dev.py build"; do
  started=$(date +%s)
  code=0
  inside "$command" || code=$?
  echo "== $command: exit code $code after $(($(date +%s) - started)) s"
done
