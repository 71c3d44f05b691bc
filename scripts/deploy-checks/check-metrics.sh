# Sourced by check-deploy: Prometheus rules with their unit tests, a live scrape, and the dashboard against both.
# shellcheck shell=bash

rules=deploy/prometheus/evenkeel-rules.yaml

live_metrics() { curl -fs "$URL/metrics" | grep -v nodejs_active; }

# Every name that rules and dashboard ask for must exist in a real scrape, or be recorded by the rules.
names_exist() { # file with expressions, scrape
  local known
  known=$(sed -nE 's/^# TYPE ([a-z0-9_]+) (.*)/\1 \2/p' "$2" | awk '{print $1; if ($2 == "histogram") {print $1 "_bucket"; print $1 "_sum"; print $1 "_count"}}'
    sed -nE 's/^ *- record: (.*)/\1/p' "$rules"; echo up)
  local missing=0 name
  for name in $(grep -oE '\b(evenkeel|nodejs|process)[_:][a-z0-9_:]+' "$1" | grep -vE '^evenkeel-' | sort -u); do
    grep -qx "$name" <<<"$known" || { echo "no such metric: $name"; missing=1; }
  done
  return $missing
}

# Each panel's expression, with Grafana's variables filled in, must be PromQL: promtool reads them as recording rules.
dashboard_rules() {
  node -e '
    const { panels } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    const filled = (expr) => expr.replaceAll("$__rate_interval", "5m").replaceAll("$instance", ".*");
    const rules = panels.flatMap((panel) => panel.targets ?? []).map(({ expr }, row) => ({ record: `check:panel:${row}`, expr: filled(expr) }));
    if (rules.length < 15) throw new Error("the dashboard has lost its panels");
    console.log(JSON.stringify({ groups: [{ name: "dashboard", rules }] }));' "$1"
}

# The dashboard as a value of the type that Grafana publishes for it.
dashboard_types() { # dashboard.json
  local folder=$EVENKEEL_DEPLOY_CACHE/grafana
  mkdir -p "$folder"
  [ -d "$folder/node_modules/@grafana/schema" ] || npm install --silent --no-audit --ignore-scripts --prefix "$folder" @grafana/schema@13.2.3 typescript@6.0.3
  { echo "import type { Dashboard } from '@grafana/schema';" && echo -n 'export const dashboard: Dashboard = ' && cat "$1" && echo ';'; } >"$folder/dashboard.ts"
  (cd "$folder" && node_modules/.bin/tsc --noEmit --strict --skipLibCheck --module nodenext --moduleResolution nodenext dashboard.ts)
}

check_metrics() {
  install_packages promtool prometheus
  check "promtool: $(grep -c 'alert:' $rules) alerts and $(grep -c 'record:' $rules) recordings are valid" promtool check rules $rules
  check "promtool: unit tests of the rules" promtool test rules deploy/prometheus/evenkeel-rules.test.yaml
  check "promtool: prometheus.yaml" promtool check config deploy/prometheus/prometheus.yaml
  cp $rules "$work/evenkeel-rules.yaml"
  sed 's/^\( *expr: up{job="evenkeel"}\) == 0/\1 == 1/' $rules >"$work/evenkeel-rules.yaml"
  cp deploy/prometheus/evenkeel-rules.test.yaml "$work/rules.test.yaml"
  caught "an alert turned round" promtool test rules "$work/rules.test.yaml"

  start_service 18340
  live_metrics >"$work/scrape.txt"
  check "a live scrape ($(wc -l <"$work/scrape.txt") lines) passes promtool check metrics" promtool check metrics <"$work/scrape.txt"
  check "every metric that the rules name is in the scrape" names_exist $rules "$work/scrape.txt"
  check "every metric that the dashboard names is in the scrape" names_exist deploy/grafana/evenkeel.json "$work/scrape.txt"
  sed 's/evenkeel_inference_failures_total/evenkeel_inference_failure_total/' $rules >"$work/undefined.yaml"
  caught "an alert on a metric that does not exist" names_exist "$work/undefined.yaml" "$work/scrape.txt"
  dashboard_rules deploy/grafana/evenkeel.json >"$work/dashboard-rules.yaml"
  check "every expression of the dashboard is PromQL" promtool check rules "$work/dashboard-rules.yaml"
  check "the dashboard fits Grafana's schema" dashboard_types deploy/grafana/evenkeel.json
  sed 's/"gridPos"/"gridPosition"/' deploy/grafana/evenkeel.json >"$work/typo.json"
  caught "a misspelt key in the dashboard" dashboard_types "$work/typo.json"

  begin
  sed 's/"evenkeel:8040"/"127.0.0.1:18340"/; s/scrape_interval: 15s/scrape_interval: 1s/; s/evaluation_interval: 15s/evaluation_interval: 1s/' deploy/prometheus/prometheus.yaml >"$work/prometheus.yaml"
  sed 's/for: 1m/for: 2s/' $rules >"$work/evenkeel-rules.yaml"
  prometheus --config.file="$work/prometheus.yaml" --storage.tsdb.path="$work/tsdb" --web.listen-address=127.0.0.1:18390 --log.level=error >"$work/prometheus.log" 2>&1 &
  pids+=($!)
  asks() { curl -fsG http://127.0.0.1:18390/api/v1/query --data-urlencode "query=$1" | grep -q "$2"; }
  check "a real Prometheus scrapes the service" wait_for 30 asks 'up{job="evenkeel"}' '"1"\]'
  stop_service
  check "and raises EvenkeelDown once it is gone" wait_for 40 asks 'ALERTS{alertname="EvenkeelDown",alertstate="firing"}' EvenkeelDown
}
