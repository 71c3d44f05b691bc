# Sourced by the checks: one line for each thing that was really run, with its time, and the same as a row for --json.
# shellcheck shell=bash

failures=0
part=${part:-image}
# Rows of part, outcome, seconds and sentence, tab-separated; a check that starts another hands the file on.
if [ -z "${EVENKEEL_CHECK_ROWS:-}" ]; then
  EVENKEEL_CHECK_ROWS=$(mktemp)
  export EVENKEEL_CHECK_ROWS
fi
step_started=$(date +%s.%N)

begin() { step_started=$(date +%s.%N); }

seconds_since() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }'; }

line() { # outcome kind sentence
  local seconds
  seconds=$(seconds_since "$step_started")
  printf '%-5s %6ss  %s\n' "$1" "$seconds" "${*:3}"
  printf '%s\t%s\t%s\t%s\t%s\n' "$part" "$1" "$2" "$seconds" "$(tr '\t\n' '  ' <<<"${*:3}")" >>"$EVENKEEL_CHECK_ROWS"
  begin
}

pass() { line ok run "$*"; }

fail() {
  line FAIL run "$*"
  failures=$((failures + 1))
}

# One JSON document of all rows: report_json seconds
report_json() {
  node -e '
    const rows = require("node:fs").readFileSync(process.argv[1], "utf8").split("\n").filter(Boolean).map((row) => row.split("\t"));
    const steps = rows.map(([part, outcome, kind, seconds, what]) => ({ part, ok: outcome === "ok", plantedFault: kind === "planted", seconds: Number(seconds), what: what.trim() }));
    const count = (keep) => steps.filter(keep).length;
    console.log(JSON.stringify({ seconds: Number(process.argv[2]), passed: count((step) => step.ok), failed: count((step) => !step.ok),
      plantedFaultsCaught: count((step) => step.plantedFault && step.ok), steps }, null, 2));' "$EVENKEEL_CHECK_ROWS" "$1"
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
  if "$@" >"$CHECK_LOG" 2>&1; then
    line FAIL planted "planted fault missed: $what"
    failures=$((failures + 1))
  else line ok planted "planted fault caught: $what"; fi
}

wait_for() { # seconds command...
  local deadline=$((SECONDS + $1))
  shift
  while [ "$SECONDS" -le "$deadline" ]; do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.2
  done
  return 1
}

CHECK_LOG=$(mktemp)
