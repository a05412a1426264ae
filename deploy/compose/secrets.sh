#!/bin/sh
# Makes the secrets of desk.yaml, once: files in `secrets` beside this one. Those that are there stay as they are.
# Keep master-key somewhere else too: without it no stored credential can be opened.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
random() { openssl rand "$@" | tr -d '\n'; }
make() {
  [ -e "secrets/$1" ] && return
  printf '%s\n' "$2" >"secrets/$1.new"
  # The folder keeps them from other users of this machine; within a container its own user reads them.
  chmod 0444 "secrets/$1.new"
  mv "secrets/$1.new" "secrets/$1"
  echo "made deploy/compose/secrets/$1"
}
make postgres-password "$(random -hex 24)"
make owner-password "$(random -hex 24)"
make processes-password "$(random -hex 24)"
make database-url "postgres://ballast:$(cat secrets/processes-password)@postgres:5432/ballast"
make migration-database-url "postgres://ballast_owner:$(cat secrets/owner-password)@postgres:5432/ballast"
make nextauth-secret "$(random -hex 32)"
make master-key "$(random -base64 32)"
