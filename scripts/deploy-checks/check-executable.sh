# Sourced by check-deploy: the single executable, started where neither Node nor this repository is to be seen.
# shellcheck shell=bash

check_executable() {
  local file home=$work/executable-home
  check "one file for linux-x64" scripts/build-executable linux-x64 --out "$work/executable"
  file=$(ls "$work/executable"/evenkeel-*-linux-x64)
  mkdir -p "$home"
  alone() { (cd "$home" && env -i HOME="$home" PATH=/nowhere "$@"); }
  check "$(du -m "$file" | cut -f1) MB; plays the demo call, first start" alone "$file" demo --headless --speed 8 --json
  equal "the second start finds itself unpacked, and knows its version" "$(alone "$file" --version)" "$(node -p "require('./package.json').version")"
  equal "what it unpacked is its user's alone" "$(find "$home/.local/share/evenkeel/program" -mindepth 1 -perm /077 | wc -l)" 0
  begin
  alone EVENKEEL_SERVER_PORT=18245 "$file" >"$work/executable.log" 2>&1 &
  pids+=($!)
  check "without arguments it serves the desktop" wait_for 60 curl -fs http://127.0.0.1:18245/readyz
  check "and its page" curl -fs -o /dev/null http://127.0.0.1:18245/
  local pid
  pid=$(ss -Hltnp 'sport = :18245' | grep -oE 'pid=[0-9]+' | cut -d= -f2)
  kill "$pid"
  wait "${pids[-1]}" && pass "SIGTERM: exit 0" || fail "SIGTERM: exit $?: $(tail -1 "$work/executable.log")"
  cp "$file" "$work/executable/cut" && truncate -s -30M "$work/executable/cut"
  caught "a file that was cut short" alone "$work/executable/cut" --version
}
