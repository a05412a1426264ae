#!/usr/bin/env bash
# enter.sh ROOT DATA ENVIRONMENT COMMAND…: becomes process 1 of an image's root as an engine would start it: its own processes,
# mounts and names, everything read-only but DATA and /tmp, the image's user, no capability, no new privileges. The network is this
# machine's. Called by try.sh by way of `unshare`.
set -euo pipefail
root=$1 data=$2 environment=$3
shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o nosuid,nodev,mode=1777,size=256m tmpfs "$root/tmp"
mount -t tmpfs -o nosuid,mode=755,size=1m tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir -m 1777 "$root/dev/shm"
mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=256m tmpfs "$root/dev/shm"
mount --bind "$data" "$root/data"
mapfile -t variables <"$environment"
exec chroot "$root" setpriv --reuid=10001 --regid=10001 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs \
  env -i "${variables[@]}" "$@"
