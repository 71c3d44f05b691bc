# Sourced by the checks: one line for each thing that was really run, with its time.
# shellcheck shell=bash

failures=0
step_started=$(date +%s.%N)

begin() { step_started=$(date +%s.%N); }

seconds_since() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }'; }

pass() { printf 'ok    %6ss  %s\n' "$(seconds_since "$step_started")" "$*"; begin; }

fail() {
  printf 'FAIL  %6ss  %s\n' "$(seconds_since "$step_started")" "$*"
  failures=$((failures + 1))
  begin
}

# check "what" command...: passes when the command does.
check() {
  local what=$1
  shift
  if "$@" >"$CHECK_LOG" 2>&1; then pass "$what"; else
    fail "$what"
    tail -n 5 "$CHECK_LOG" | sed 's/^/                 /'
  fi
}

# equal "what" actual wanted
equal() {
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1: got '$2', wanted '$3'"; fi
}

# caught "fault" command...: a planted fault; passes when the command fails.
caught() {
  local what=$1
  shift
  if "$@" >"$CHECK_LOG" 2>&1; then fail "planted fault missed: $what"; else pass "planted fault caught: $what"; fi
}

wait_for() { # seconds command...
  local limit=$1
  shift
  for _ in $(seq $((limit * 5))); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.2
  done
  return 1
}

CHECK_LOG=$(mktemp)
