# Sourced by check-deploy: the example configuration, what check-config says, TLS, and a reload under a call.
# shellcheck shell=bash

cli() { node dist/cli/cli.js "$@"; }

check_config() {
  check "the annotated example is valid" cli check-config deploy/evenkeel.example.yaml
  check "compose's configuration is valid" cli check-config deploy/compose/evenkeel.yaml
  printf 'server:\n  host: 127.0.0.1\n  prot: 8040\n' >"$work/typo.yaml"
  caught "a misspelt setting" cli check-config "$work/typo.yaml"
  equal "it names the line and the remedy" "$(sed "s#$work/##" "$CHECK_LOG")" \
    "config.key-unknown: typo.yaml, line 3: server.prot: is no setting. Did you mean server.port?"

  mkdir -p "$work/tls2"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout "$work/tls2/key.pem" -out "$work/tls2/cert.pem" \
    -subj /CN=first -addext subjectAltName=DNS:localhost 2>/dev/null
  printf 'telemetry:\n  logLevel: info\n' >"$work/live.yaml"
  SCHEME=https start_service 18342 EVENKEEL_CONFIG="$work/live.yaml" EVENKEEL_SERVER_TLS_CERT_FILE="$work/tls2/cert.pem" EVENKEEL_SERVER_TLS_KEY_FILE="$work/tls2/key.pem"
  subject() { openssl s_client -connect 127.0.0.1:18342 </dev/null 2>/dev/null | openssl x509 -noout -subject; }
  equal "TLS without a proxy" "$(subject)" "subject=CN = first"
  cp "$work/tls2/cert.pem" "$work/tls2/trusted.pem"
  NODE_EXTRA_CA_CERTS=$work/tls2/trusted.pem timeout 200 node dist/cli/cli.js simulate --url wss://localhost:18342/streams/native \
    --wav src/lab/telephones/demo-call.wav --token "$(issue source pbx)" --speed 4 >"$work/reload-call.txt" 2>&1 &
  local call=$!
  wait_for 30 sh -c "curl -sk $URL/metrics | grep -q '^evenkeel_calls_active 1'" || fail 'the call did not arrive'
  openssl req -x509 -key "$work/tls2/key.pem" -days 30 -out "$work/tls2/cert.pem" -subj /CN=renewed -addext subjectAltName=DNS:localhost 2>/dev/null
  printf 'telemetry:\n  logLevel: debug\n' >"$work/live.yaml"
  begin
  kill -HUP "$service"
  renewed() { [ "$(subject)" = "subject=CN = renewed" ]; }
  check "SIGHUP under a call: the renewed certificate is served" wait_for 20 renewed
  printf 'telemetry:\n  logLevel: debug\ningest:\n  streamLimit: 3\n' >"$work/live.yaml"
  kill -HUP "$service"
  check "SIGHUP with a setting that needs a restart is refused by name" wait_for 20 grep -q 'config.reload-refused.*ingest.streamLimit' "$work/service.log"
  wait "$call" && pass "the call went on through both" || fail "the call: $(tail -1 "$work/reload-call.txt")"
  stop_service
}
