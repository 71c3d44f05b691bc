# Sourced by check-deploy: compose.yaml judged, and brought up for real by docker-compose, in a network namespace of
# its own. The engine behind it is podman's, which speaks Docker's API. Only that engine may start and stop: podman called
# from outside would lay its wires in this machine's own network.
# shellcheck shell=bash

compose_net=ek-compose
compose_engine=
profiles=(--profile postgres --profile redis --profile prometheus)

in_net() { nsenter --net=/run/netns/$compose_net "$@"; }
compose() {
  (cd "$work/compose" && in_net env DOCKER_HOST="unix://$work/engine.sock" COMPOSE_PROJECT_NAME=ek-compose EVENKEEL_IMAGE="$IMAGE" \
    POSTGRES_IMAGE=localhost/ek-postgres REDIS_IMAGE=localhost/ek-redis PROMETHEUS_IMAGE=localhost/ek-prometheus docker-compose "$@")
}

enter_compose() {
  ip netns add $compose_net
  in_net ip link set lo up
  in_net podman system service --time=0 "unix://$work/engine.sock" >"$work/engine.log" 2>&1 &
  compose_engine=$!
  wait_for 20 compose ps
}

leave_compose() {
  [ -e /run/netns/$compose_net ] || return 0
  compose "${profiles[@]}" down --volumes --timeout 5 >/dev/null 2>&1 || true
  [ -z "$compose_engine" ] || kill "$compose_engine" 2>/dev/null || true
  ip netns del $compose_net
}

# Stand-ins for images that a registry would serve: Debian's own servers on the same base.
stand_in_images() {
  podman image exists localhost/ek-prometheus && return
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

container() { compose "${profiles[@]}" ps -q "$1"; }
compose_answers() { in_net curl -fs --max-time 5 http://127.0.0.1:8040/readyz; }
no_warnings() { compose_answers | grep -q '"warnings":\[\]'; }
kept_calls() {
  podman exec "$(container evenkeel)" node -e 'console.log(new (require("better-sqlite3-node-api"))("/data/evenkeel.sqlite", { readonly: true }).prepare("select count(*) as n from calls").get().n)'
}

# Without it nothing that follows can be judged.
ready_within() { # seconds what
  if wait_for "$1" no_warnings; then pass "$2"; else
    fail "$2: $(podman logs "$(container evenkeel)" 2>&1 | tail -1)"
    return 1
  fi
}

compose_call() {
  local token
  token=$(podman exec "$(container evenkeel)" node dist/cli/cli.js token --role source --tenant default --subject pbx)
  in_net timeout 200 node dist/cli/cli.js simulate --url ws://127.0.0.1:8040/streams/native --wav src/lab/telephones/demo-call.wav --token "$token" --speed 8
}

compose_alone() {
  check "compose up: Evenkeel alone, in a network of its own" compose up -d
  equal "nothing else was started" "$(compose "${profiles[@]}" ps --services --filter status=running)" evenkeel
  ready_within 60 "it is ready" || return
  check "a call through the published port" compose_call
  sleep 1
  equal "its record is on the volume" "$(kept_calls)" 1
  # From the container's own log: the process ended by itself, within the grace that compose.yaml gives.
  compose stop --timeout 60 >/dev/null 2>&1
  check "stop: the process drains and ends by itself" sh -c "podman logs $(container evenkeel) 2>&1 | grep -q 'Evenkeel has stopped'"
  compose down >/dev/null 2>&1
  check "and up again" compose up -d
  ready_within 60 "it is ready again" || return
  equal "down and up: the volume kept the record" "$(kept_calls)" 1
  compose down --timeout 5 >/dev/null 2>&1
}

compose_together() {
  check "stand-ins for the images of PostgreSQL, Redis and Prometheus" stand_in_images
  local password
  password=$(cat "$work/compose/secrets/postgres-password")
  # As a site would: .env.example, with its lines uncommented.
  sed -E "s/^# (EVENKEEL_(STORAGE|DESKTOP)_)/\1/; s/PASSWORD@/$password@/" deploy/compose/.env.example >"$work/compose/.env"
  check "compose up with all profiles" compose "${profiles[@]}" up -d
  ready_within 90 "Evenkeel is ready and its database answers" || return
  check "a call, kept in PostgreSQL" compose_call
  sleep 2
  equal "PostgreSQL holds it" "$(podman exec -e PGPASSWORD="$password" "$(container postgres)" psql -h 127.0.0.1 -U evenkeel -Atqc 'select count(*) from calls' evenkeel)" 1
  redis_line() { podman logs "$(container evenkeel)" 2>&1 | grep 'line to Redis' | tail -1 | grep -q '"state":"ready"'; }
  check "its line to Redis stands" wait_for 30 redis_line
  scraped() { in_net curl -fsG --max-time 5 http://127.0.0.1:9090/api/v1/query --data-urlencode 'query=up{job="evenkeel"}' | grep -q '"1"\]'; }
  check "Prometheus scrapes it by name" wait_for 60 scraped
  compose "${profiles[@]}" stop --timeout 10 postgres >/dev/null 2>&1
  caught "PostgreSQL stopped: readiness says so, calls go on" no_warnings
  check "a call is taken all the same" compose_call
  compose "${profiles[@]}" start postgres >/dev/null 2>&1
  check "PostgreSQL back: nothing to warn of" wait_for 60 no_warnings
  sleep 3
  equal "and the call meanwhile is there" "$(podman exec -e PGPASSWORD="$password" "$(container postgres)" psql -h 127.0.0.1 -U evenkeel -Atqc 'select count(*) from calls' evenkeel)" 2
}

check_compose() {
  install_packages docker-compose docker-compose
  container_engine
  stand_in_base
  build_image "$IMAGE" . >/dev/null 2>&1
  mkdir -p "$work/compose" "$work/prometheus"
  cp deploy/compose/{compose.yaml,evenkeel.yaml,make-secrets} "$work/compose/"
  cp deploy/prometheus/*.yaml "$work/prometheus/"
  check "compose.yaml is valid" docker-compose -f "$work/compose/compose.yaml" config -q
  sed 's/mem_limit/mem_limits/' "$work/compose/compose.yaml" >"$work/compose/typo.yaml"
  caught "an unknown key in compose.yaml" docker-compose -f "$work/compose/typo.yaml" config -q
  check "make-secrets makes them for uid 1000 alone" sh -c "cd '$work/compose' && ./make-secrets && test \"\$(stat -c '%a %u' secrets/auth-secret)\" = '600 1000'"
  check "a Docker engine's API, in a network of its own" enter_compose
  compose_alone || true
  compose_together || true
  leave_compose
}
