# Sourced by check-deploy: backup and restore as docs/deploy.md describes them, with records of a real call.
# shellcheck shell=bash

calls_in() { node -e "console.log(new (require('better-sqlite3'))(process.argv[1], { readonly: true }).prepare('select count(*) as n from calls').get().n)" "$1"; }

one_call() {
  timeout 200 node dist/cli/cli.js simulate --url "ws://127.0.0.1:$1/streams/native" --wav src/lab/telephones/demo-call.wav --token "$(issue source pbx)" --speed 8
}

check_backup() {
  install_packages sqlite3 sqlite3
  # Other parts leave their calls there.
  rm -rf "$work/data" && mkdir "$work/data"
  start_service 18343
  check "SQLite: a call is kept" one_call 18343
  sleep 2
  check "SQLite: backup while the service runs" sqlite3 "$work/data/evenkeel.sqlite" ".backup '$work/backup.sqlite'"
  equal "SQLite: the backup holds the call" "$(calls_in "$work/backup.sqlite")" 1
  stop_service
  rm -rf "$work/data" && mkdir "$work/data" && cp "$work/backup.sqlite" "$work/data/evenkeel.sqlite"
  start_service 18343
  check "SQLite: restored, another call is kept beside the first" one_call 18343
  stop_service
  equal "SQLite: both are there" "$(calls_in "$work/data/evenkeel.sqlite")" 2

  install_packages /usr/lib/postgresql/15/bin/postgres postgresql
  local bin port=18350 url said status
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  mkdir "$work/pg" && chown postgres "$work/pg" && chmod 755 "$work"
  runuser -u postgres -- "$bin/initdb" -D "$work/pg/data" -A trust -U postgres --no-sync >/dev/null
  runuser -u postgres -- "$bin/pg_ctl" -D "$work/pg/data" -w -l "$work/pg/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$work/pg -c fsync=off" start >/dev/null
  postgres_data=$work/pg/data
  url=postgres://postgres@127.0.0.1:$port
  psql -q "$url/postgres" -c 'create database evenkeel' -c 'create database restored'
  NO_SQLITE=1 start_service 18344 EVENKEEL_STORAGE_POSTGRES_URL="$url/evenkeel"
  check "PostgreSQL: a call is kept" one_call 18344
  sleep 2
  check "PostgreSQL: backup while the service runs" pg_dump --format=custom --file "$work/evenkeel.dump" "$url/evenkeel"
  stop_service
  check "PostgreSQL: restore" pg_restore --no-owner --dbname "$url/restored" "$work/evenkeel.dump"
  NO_SQLITE=1 start_service 18344 EVENKEEL_STORAGE_POSTGRES_URL="$url/restored"
  check "PostgreSQL: another call is kept beside the first" one_call 18344
  stop_service
  # Only what its own clock says is moved, not what measures intervals.
  install_packages faketime faketime
  said=$(timeout 60 env DONT_FAKE_MONOTONIC=1 EVENKEEL_SERVER_PORT=18344 EVENKEEL_AUTH_SECRET="$SECRET" EVENKEEL_STORAGE_POSTGRES_URL="$url/restored" \
    faketime -f +1h node dist/cli/cli.js serve 2>&1 | tail -1; exit "${PIPESTATUS[0]}") && status=0 || status=$?
  equal "a clock an hour ahead of the database's is refused, exit 2" "$status $(grep -oE 'server.clock-differs|60 minutes ahead' <<<"$said" | tr '\n' ' ')" "2 server.clock-differs 60 minutes ahead "
  equal "PostgreSQL: both are there" "$(psql -Atq "$url/restored" -c 'select count(*) from calls')" 2
}
