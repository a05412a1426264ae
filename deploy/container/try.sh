#!/usr/bin/env bash
# Builds the image from the Dockerfile and tries it, where there is no container engine: buildah runs the stages in a chroot, on
# twins of the base images (bases.sh), and what came out is started as an engine would start it (enter.sh).
#
#   deploy/container/try.sh                   as root, on Debian: apt-get install -y buildah debootstrap
#   deploy/container/try.sh --built FOLDER    without the first stage: FOLDER holds its node (usr/local/bin/node), and in `image`
#                                             what `npm run image` laid with that
#
# Tells size, time until it is healthy, memory with the demo, and how it ends on SIGTERM. Ends with 1 where something is amiss.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/deploy/container
: "${PORT:=28080}" "${LIMIT_MB:=350}"
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs

faults=0
fault() { echo "✘ $*" >&2; faults=$((faults + 1)); }
say() { echo "✓ $*"; }
now() { date +%s%N; }
since() { echo "$((($(now) - $1) / 100000000))" | sed 's/\(.\)$/.\1 s/; s/^\./0./'; }
argument() { sed -n "s/^ARG $1=//p" Dockerfile; }

began=$(now)
"$here/bases.sh" "$(argument NODE)" "$(argument DEBIAN)"
say "base images: $(since "$began")"
work=$(mktemp -d)
began=$(now)
if [ "${1:-}" = --built ]; then
  sed '/^FROM node:/,/^RUN npm run image/d' Dockerfile >"$work/Dockerfile"
  buildah build --format docker --pull-never --layers --file "$work/Dockerfile" --build-context "build=$2" --tag ballast "$work" >/dev/null
else
  buildah build --format docker --pull-never --layers --quiet --tag ballast . >/dev/null
fi
say "built: $(since "$began")"

container=$(buildah from --pull-never ballast)
root=$(buildah mount "$container")
first='' inside=''
finish() {
  [ -z "$first" ] || kill -KILL "$first" 2>/dev/null || true
  buildah rm "$container" >/dev/null
  rm -rf "$work"
}
trap finish EXIT
trap "exit 1" INT TERM

megabytes=$(du --summarize --bytes "$root" | awk '{ printf "%d", $1 / 1000000 }')
[ "$megabytes" -le "$LIMIT_MB" ] && say "size: $megabytes MB" || fault "size: $megabytes MB, more than $LIMIT_MB"
for part in usr/local/bin/node ballast/node_modules ballast/.next ballast; do
  echo "    $(du --summarize --bytes "$root/$part" | awk '{ printf "%4d MB", $1 / 1000000 }')  /$part"
done

config() { buildah inspect --type image --format "$1" ballast; }
config '{{range .OCIv1.Config.Env}}{{println .}}{{end}}' | sed '/^$/d' >"$work/environment"
# The network is this machine's: on its loopback alone, at a port of its own.
sed -i '/^HOST=/d; /^PORT=/d' "$work/environment"
printf 'HOST=127.0.0.1\nPORT=%s\n' "$PORT" >>"$work/environment"
mapfile -t entrypoint < <(config '{{range .OCIv1.Config.Entrypoint}}{{println .}}{{end}}' | sed '/^$/d')
[ "$(config '{{.OCIv1.Config.User}}')" = 10001:10001 ] && say 'runs as 10001:10001' || fault 'another user than 10001'
mkdir -m 0700 "$work/data"
chown 10001:10001 "$work/data"

# run COMMAND…: starts the image with it; its process 1 is $inside.
run() {
  unshare --mount --pid --uts --ipc --fork --kill-child bash "$here/enter.sh" "$root" "$work/data" "$work/environment" \
    "${entrypoint[@]}" "$@" >"$work/output" 2>&1 &
  first=$!
  until inside=$(pgrep --parent "$first"); do
    kill -0 "$first" 2>/dev/null || break
  done
}
# within COMMAND…: what `docker exec` does.
within() {
  nsenter --target "$inside" --mount --pid --ipc --uts --root \
    setpriv --reuid=10001 --regid=10001 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs \
    env -i --chdir=/ballast $(cat "$work/environment") "$@"
}
healthy() {
  local tries=0
  until within ballast healthy >"$work/health" 2>&1; do
    tries=$((tries + 1))
    if ! kill -0 "$first" 2>/dev/null || [ "$tries" -gt 300 ]; then
      fault "does not get healthy: $(cat "$work/health")"
      cat "$work/output"
      exit 1
    fi
    sleep 0.2
  done
}
# Ends it as an engine does: SIGTERM to process 1, thirty seconds.
end() {
  local began code=0
  began=$(now)
  kill -TERM "$inside"
  ( sleep 30 && kill -KILL "$inside" ) 2>/dev/null & local killer=$!
  wait "$first" || code=$?
  kill "$killer" 2>/dev/null || true
  first=''
  [ "$code" -eq 0 ] && say "$1: SIGTERM ended it in $(since "$began"), with code 0" || { fault "$1: ended with code $code after $(since "$began")"; cat "$work/output"; }
}
# Proportional memory of all processes inside, and what they share.
memory() {
  local namespace process
  namespace=$(readlink "/proc/$inside/ns/pid")
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/ns/pid" 2>/dev/null)" = "$namespace" ] || continue
    echo "$(awk '/^Pss:/ { print $2 }' "$process/smaps_rollup" 2>/dev/null || echo 0) $(tr '\0' ' ' <"$process/cmdline" | cut -c1-60)"
  done | sed '/^ *$/d'
}

began=$(now)
run demo
healthy
say "demo, first start: healthy after $(since "$began")"
within sh -c 'touch /ballast/here 2>/dev/null || touch /usr/here 2>/dev/null' && fault 'its root can be written' || say 'its root is read-only'
token=$(sed -n 's/.*API token: //p' "$work/output")
until [ -n "$token" ] && grep -q 'Ctrl-C stops everything' "$work/output"; do
  sleep 0.2
  token=$(sed -n 's/.*API token: //p' "$work/output")
done
within node -e "fetch('http://127.0.0.1:$PORT/api/balances/', { headers: { authorization: 'Token $token' } }).then(async (answer) => {
  const accounts = Object.values(await answer.json())
  if (!answer.ok || accounts.length < 3 || accounts.some(({ error }) => error)) throw new Error(answer.status)
  console.log('✓ ' + accounts.length + ' accounts read live with the printed token')
})" || fault 'balances cannot be read'
within node -e "fetch('http://127.0.0.1:$PORT/sign-in', { headers: { accept: 'text/html' } }).then(async (answer) => {
  if (!answer.ok || !(await answer.text()).includes('<html')) throw new Error(answer.status)
})" && say 'pages are served' || fault 'a page is not served'
within ballast doctor >"$work/doctor" || true
grep -E '^[✓!✘–]' "$work/doctor" | sed 's/^/    /'
within ballast backup --out /data/try.backup >/dev/null && say 'a backup is made beside it' || fault 'no backup'
sleep 20
memory >"$work/memory"
awk '{ sum += $1 } END { printf "✓ memory of all processes (PSS): %d MB\n", sum / 1000 }' "$work/memory"
sort -rn "$work/memory" | awk '{ printf "    %5.0f MB  ", $1 / 1000; $1 = ""; print }' | head -8
cat "/proc/$inside/status" | grep -E '^(CapEff|NoNewPrivs)' | tr '\n' ' ' | sed 's/^/    /'
echo

# A second one on the same folder is refused, and so are commands beside it.
code=0
unshare --mount --pid --fork bash "$here/enter.sh" "$root" "$work/data" "$work/environment" "${entrypoint[@]}" start >"$work/second" 2>&1 || code=$?
[ "$code" -eq 1 ] && grep -q 'another container uses /data' "$work/second" && say 'a second container on the same folder is refused' ||
  { fault "a second container was started on the same folder ($code)"; cat "$work/second"; }
end demo

began=$(now)
run demo
healthy
say "demo, second start: healthy after $(since "$began")"
zombies=$(for process in /proc/[0-9]*; do [ "$(readlink "$process/ns/pid" 2>/dev/null)" = "$(readlink "/proc/$inside/ns/pid")" ] && awk '/^State:\tZ/ { print FILENAME }' "$process/status" 2>/dev/null || true; done | wc -l)
[ "$zombies" -eq 0 ] && say 'no zombies' || fault "$zombies zombies"
end 'demo, again'

[ "$faults" -eq 0 ] || { echo "$faults faults" >&2; exit 1; }
