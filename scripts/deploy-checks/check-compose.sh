# Sourced by check-deploy: compose.yaml judged, and brought up for real in a network namespace of its own.
# shellcheck shell=bash

compose_net=ek-compose

in_net() { nsenter --net=/run/netns/$compose_net "$@"; }
compose() { (cd "$work/compose" && in_net env EVENKEEL_IMAGE="$IMAGE" POSTGRES_IMAGE=localhost/ek-postgres REDIS_IMAGE=localhost/ek-redis PROMETHEUS_IMAGE=localhost/ek-prometheus "$@"); }

leave_compose() {
  [ -e /run/netns/$compose_net ] || return 0
  compose podman-compose down >/dev/null 2>&1 || true
  podman network rm -f compose_default >/dev/null 2>&1 || true
  podman volume rm -f compose_data compose_postgres compose_prometheus >/dev/null 2>&1 || true
  ip netns del $compose_net
}

# Stand-ins for images that a registry would serve: Debian's own servers on the same base.
stand_in_images() {
  podman image exists localhost/ek-postgres && return
  mkdir -p "$work/stand-ins"
  cat >"$work/stand-ins/postgres-start" <<'SCRIPT'
#!/bin/sh
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin)
data=/var/lib/postgresql/data
chown -R postgres "$data" && cp "$POSTGRES_PASSWORD_FILE" /tmp/pw && chown postgres /tmp/pw
[ -s "$data/PG_VERSION" ] || runuser -u postgres -- "$bin/initdb" -D "$data" -A scram-sha-256 -U "$POSTGRES_USER" --pwfile=/tmp/pw --no-sync
echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
(sleep 3; PGPASSWORD=$(cat /tmp/pw) psql -h 127.0.0.1 -U "$POSTGRES_USER" postgres -c "create database $POSTGRES_DB" || true) &
exec runuser -u postgres -- "$bin/postgres" -D "$data" -c listen_addresses='*'
SCRIPT
  printf 'FROM %s\nRUN apt-get update && apt-get install -y --no-install-recommends postgresql redis-server prometheus && rm -rf /var/lib/apt/lists/*\nCOPY --chmod=755 postgres-start /usr/local/bin/\n' "$BASE_IMAGE" >"$work/stand-ins/Dockerfile"
  build_image localhost/ek-servers "$work/stand-ins" >/dev/null 2>&1
  printf 'FROM localhost/ek-servers\nCMD ["postgres-start"]\n' >"$work/stand-ins/Dockerfile.postgres"
  printf 'FROM localhost/ek-servers\nRUN redis-server --version\n' >"$work/stand-ins/Dockerfile.redis"
  printf 'FROM localhost/ek-servers\nCMD ["prometheus", "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]\n' >"$work/stand-ins/Dockerfile.prometheus"
  local name
  for name in postgres redis prometheus; do build_image localhost/ek-$name "$work/stand-ins" "$work/stand-ins/Dockerfile.$name" >/dev/null 2>&1; done
}

compose_answers() { in_net curl -fs http://127.0.0.1:8040/readyz; }
kept_calls() { podman exec "$1" node -e 'console.log(new (require("better-sqlite3-node-api"))("/data/evenkeel.sqlite", { readonly: true }).prepare("select count(*) as n from calls").get().n)'; }

compose_call() {
  local token
  token=$(podman exec compose_evenkeel_1 node dist/cli/cli.js token --role source --tenant default --subject pbx)
  in_net timeout 200 node dist/cli/cli.js simulate --url ws://127.0.0.1:8040/streams/native --wav src/telephones/demo-call.wav --token "$token" --speed 8
}

check_compose() {
  install_packages docker-compose docker-compose
  install_packages podman-compose podman-compose
  container_engine
  stand_in_base
  podman image exists "$IMAGE" || build_image "$IMAGE" . >/dev/null
  mkdir -p "$work/compose" "$work/prometheus"
  cp deploy/compose/{compose.yaml,evenkeel.yaml,make-secrets} "$work/compose/"
  cp deploy/prometheus/*.yaml "$work/prometheus/"
  check "compose.yaml is valid" docker-compose -f "$work/compose/compose.yaml" config -q
  sed 's/mem_limit/mem_limits/' "$work/compose/compose.yaml" >"$work/compose/typo.yaml"
  caught "an unknown key in compose.yaml" docker-compose -f "$work/compose/typo.yaml" config -q
  check "make-secrets makes them for uid 1000 alone" sh -c "cd '$work/compose' && ./make-secrets && test \"\$(stat -c '%a %u' secrets/auth-secret)\" = '600 1000'"

  ip netns add $compose_net
  in_net ip link set lo up
  check "compose up: Evenkeel alone, in a network of its own" compose podman-compose up -d
  check "it is ready" wait_for 60 compose_answers
  check "a call through the published port" compose_call
  sleep 1
  equal "its record is on the volume" "$(kept_calls compose_evenkeel_1)" 1
  compose podman-compose down >/dev/null 2>&1
  compose podman-compose up -d >/dev/null 2>&1
  wait_for 60 compose_answers || fail "not ready after down and up"
  equal "down and up: the volume kept it" "$(kept_calls compose_evenkeel_1)" 1
  compose podman-compose down >/dev/null 2>&1

  check "stand-ins for the images of PostgreSQL, Redis and Prometheus" stand_in_images
  local password
  password=$(cat "$work/compose/secrets/postgres-password")
  printf 'EVENKEEL_STORAGE_POSTGRES_URL=postgres://evenkeel:%s@postgres:5432/evenkeel\nEVENKEEL_DESKTOP_REDIS_URL=%s\n' "$password" redis://redis:6379 >"$work/compose/.env"
  check "compose up with all profiles" compose podman-compose --profile postgres --profile redis --profile prometheus up -d
  no_warnings() { compose_answers | grep -q '"warnings":\[\]'; }
  check "Evenkeel is ready and its database answers" wait_for 90 no_warnings
  check "a call, kept in PostgreSQL" compose_call
  sleep 2
  equal "PostgreSQL holds it" "$(podman exec -e PGPASSWORD="$password" compose_postgres_1 psql -h 127.0.0.1 -U evenkeel -Atqc 'select count(*) from calls' evenkeel)" 1
  equal "Redis answers by name" "$(podman exec compose_evenkeel_1 node -e "require('node:net').connect(6379, 'redis').end('PING\r\n').on('data', (d) => console.log(String(d).trim()))")" +PONG
  scraped() { in_net curl -fsG http://127.0.0.1:9090/api/v1/query --data-urlencode 'query=up{job="evenkeel"}' | grep -q '"1"\]'; }
  check "Prometheus scrapes it by name" wait_for 60 scraped
  leave_compose
}
