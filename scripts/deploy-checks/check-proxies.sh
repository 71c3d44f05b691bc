# Sourced by check-deploy: nginx and HAProxy with TLS in front of the real service, a call through each.
# shellcheck shell=bash

through_proxy() { # https port: a whole call over wss, as a platform would send it
  NODE_EXTRA_CA_CERTS=$work/tls/cert.pem timeout 200 node dist/cli/cli.js simulate --url "wss://localhost:$1/streams/native" \
    --wav src/lab/telephones/demo-call.wav --token "$(issue source pbx)" --speed 8
}

# What Evenkeel takes itself to be called, when a client claims to come from elsewhere: curl's arguments, address
told_base() {
  curl -sk -H "Authorization: Bearer $ADMIN" -H 'X-Forwarded-Host: evil.example' -H 'X-Forwarded-Proto: ftp' -H 'X-Forwarded-For: 203.0.113.9' \
    -H 'Forwarded: host=evil.example' "$@/scim/v2/Users" | grep -oE '"location":"[a-z]+://[^/"]+' | cut -d'"' -f4
}

judge_proxy() { # name port
  local port=$2
  equal "$1: forwarded headers that a client makes up are dropped" "$(told_base "https://localhost:$port")" "https://localhost:$port"
  check "$1: a call over wss with TLS" through_proxy "$port"
  equal "$1: pages are served" "$(curl -sk -o /dev/null -w '%{http_code}' "https://localhost:$port/")" 200
  equal "$1: metrics are not for the outside" "$(curl -sk -o /dev/null -w '%{http_code}' "https://localhost:$port/metrics")" 404
}

check_proxies() {
  install_packages nginx nginx
  install_packages haproxy haproxy
  mkdir -p "$work/tls" "$work/nginx"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout "$work/tls/key.pem" -out "$work/tls/cert.pem" \
    -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
  cat "$work/tls/cert.pem" "$work/tls/key.pem" >"$work/tls/evenkeel.pem"
  start_service 18341 EVENKEEL_SERVER_TRUSTED_PROXIES=127.0.0.1

  # The example itself, with the addresses of this test.
  {
    echo "daemon off; pid $work/nginx/pid; error_log $work/nginx/error.log; events {} http { access_log off;"
    for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $work/nginx/$kind;"; done
    sed "s#127.0.0.1:8040#127.0.0.1:18341#; s#listen 443#listen 127.0.0.1:18441#; s#/etc/evenkeel/tls#$work/tls#; s#evenkeel.example#localhost#" deploy/nginx/evenkeel.conf
    echo "}"
  } >"$work/nginx/nginx.conf"
  check "nginx -t" nginx -t -p "$work/nginx" -c "$work/nginx/nginx.conf" -e "$work/nginx/error.log"
  nginx -p "$work/nginx" -c "$work/nginx/nginx.conf" -e "$work/nginx/error.log" &
  pids+=($!)
  sed "s#127.0.0.1:8040#127.0.0.1:18341#; s#bind :443#bind 127.0.0.1:18442#; s#/etc/evenkeel/tls#$work/tls#" deploy/haproxy/evenkeel.cfg >"$work/haproxy.cfg"
  check "haproxy -c" haproxy -c -f "$work/haproxy.cfg"
  haproxy -f "$work/haproxy.cfg" >"$work/haproxy.log" 2>&1 &
  pids+=($!)
  wait_for 20 curl -skf https://localhost:18441/ -o /dev/null || fail "nginx does not answer"
  wait_for 20 curl -skf https://localhost:18442/ -o /dev/null || fail "HAProxy does not answer"
  local ADMIN
  ADMIN=$(issue admin root)
  curl -s -o /dev/null -H "Authorization: Bearer $ADMIN" -H 'Content-Type: application/scim+json' http://127.0.0.1:18341/scim/v2/Users \
    -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ruth"}'
  equal "forwarded headers from an address that is no proxy are not believed" "$(told_base --interface 127.0.0.2 http://127.0.0.1:18341)" http://127.0.0.1:18341
  judge_proxy nginx 18441
  judge_proxy HAProxy 18442

  # Idle time-outs must be longer than our pings, or a quiet hold would cut the call.
  local ping cut
  ping=$(node -e "import('./dist/config/load-config.js').then(({ loadConfig }) => console.log(loadConfig({ env: {} }).ingest.pingIntervalMs / 1000))")
  cut=$(sed -nE 's/.*proxy_read_timeout ([0-9]+)s;/\1/p; s/.*timeout tunnel ([0-9]+)s/\1/p' deploy/nginx/evenkeel.conf deploy/haproxy/evenkeel.cfg | sort -n | head -1)
  check "both cut after ${cut} s or more, pings come every ${ping} s" test "$cut" -gt $((ping * 2))
  sed 's/proxy_pass http/proxy_pas http/' "$work/nginx/nginx.conf" >"$work/nginx/broken.conf"
  caught "a misspelt nginx directive" nginx -t -p "$work/nginx" -c "$work/nginx/broken.conf" -e "$work/nginx/error.log"
  sed 's/timeout tunnel/timeout tunel/' "$work/haproxy.cfg" >"$work/broken.cfg"
  caught "a misspelt HAProxy keyword" haproxy -c -f "$work/broken.cfg"
  sed '/set-header X-Forwarded-Host/d; s/18442/18444/' "$work/haproxy.cfg" >"$work/believing.cfg"
  haproxy -f "$work/believing.cfg" >>"$work/haproxy.log" 2>&1 &
  pids+=($!)
  wait_for 20 curl -skf https://localhost:18444/ -o /dev/null
  caught "a proxy that hands on a made-up X-Forwarded-Host" test "$(told_base https://localhost:18444)" = https://localhost:18444
  sed '/proxy_set_header Upgrade/d' "$work/nginx/nginx.conf" >"$work/nginx/no-upgrade.conf"
  sed -i 's/18441/18443/; s#/pid;#/pid2;#' "$work/nginx/no-upgrade.conf"
  nginx -p "$work/nginx" -c "$work/nginx/no-upgrade.conf" -e "$work/nginx/error.log" &
  pids+=($!)
  wait_for 10 curl -skf https://localhost:18443/ -o /dev/null
  caught "a proxy that forgets the WebSocket upgrade" through_proxy 18443
  stop_service
}
