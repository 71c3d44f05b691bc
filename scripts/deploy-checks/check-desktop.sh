# Sourced by check-deploy: one agent's desktop, measured on one call in real time.
# shellcheck shell=bash

check_desktop() {
  local home=$work/home url log=$work/desktop.log seconds=${DESKTOP_SECONDS:-60}
  mkdir -p "$home"
  begin
  # Started as the autostart definitions start it.
  env -i PATH="$PATH" HOME="$home" EVENKEEL_SERVER_PORT=18240 MALLOC_ARENA_MAX=1 node --max-semi-space-size=1 dist/cli/cli.js serve --desktop >"$log" 2>&1 &
  local pid=$!
  pids+=("$pid")
  url=http://127.0.0.1:18240
  wait_for 30 curl -fs $url/readyz && pass "serve --desktop is ready" || fail "serve --desktop: $(tail -1 "$log")"
  local folder=$home/.local/share/evenkeel
  equal "listens to loopback alone" "$(ss -Hltnp "sport = :18240" | awk '{print $4}')" 127.0.0.1:18240
  equal "what it wrote is its user's alone" "$(find "$folder" -perm /077 ! -name '*.sqlite*' | wc -l)" 0
  local token
  token=$(node -p "JSON.parse(require('node:fs').readFileSync('$folder/softphone.json')).token")
  # A desktop serves all day: measured once the code is compiled, after a first call played fast.
  node dist/cli/cli.js simulate --url "ws://127.0.0.1:18240/streams/native" --wav src/lab/telephones/demo-call.wav \
    --token "$token" --agent-id me --tenant desktop --call-id first --speed 4 >/dev/null 2>&1 || fail "the first call"
  local before after
  before=$(awk '{print $14 + $15}' "/proc/$pid/stat")
  begin
  node dist/cli/cli.js simulate --url "ws://127.0.0.1:18240/streams/native" --wav src/lab/telephones/demo-call.wav \
    --token "$token" --agent-id me --tenant desktop >"$work/desktop-call.txt" 2>&1 &
  local call=$!
  sleep "$seconds"
  after=$(awk '{print $14 + $15}' "/proc/$pid/stat")
  local rss percent
  rss=$(awk '/VmHWM/ {printf "%d", $2 * 1024 / 1000000}' "/proc/$pid/status")
  percent=$(awk -v t=$((after - before)) -v hz="$(getconf CLK_TCK)" -v s="$seconds" 'BEGIN { printf "%.2f", 100 * t / hz / s }')
  check "memory on one call, at its peak: $rss MB (limit 150)" test "$rss" -lt 150
  check "one call takes $percent % of a core over $seconds s (limit 3)" awk -v p="$percent" 'BEGIN { exit !(p < 3) }'
  wait "$call" || fail "the call: $(tail -1 "$work/desktop-call.txt")"
  kill "$pid"
  wait "$pid" && pass "SIGTERM: exit 0" || fail "SIGTERM: exit $?"
  check "systemd user unit is valid, without a word" env XDG_RUNTIME_DIR="$work" bash -c "$(declare -f quiet_verify); quiet_verify deploy/desktop/evenkeel.service --user"
  check "launchd definition parses and starts --desktop" python3 -c "
import plistlib
job = plistlib.load(open('deploy/desktop/com.evenkeel.sidecar.plist', 'rb'))
assert job['ProgramArguments'][-2:] == ['serve', '--desktop'] and job['RunAtLoad'] is True"
  check "Windows service definition parses and starts --desktop" python3 -c "
import xml.etree.ElementTree as tree
assert tree.parse('deploy/desktop/evenkeel-service.xml').findtext('arguments').endswith('serve --desktop')"
}
