# Sourced by check-deploy: the unit, judged by systemd itself and run under a real one in a container.
# shellcheck shell=bash

unit=deploy/systemd/evenkeel.service

in_machine() { podman exec ek-systemd "$@"; }

# A machine with systemd as its first process, Node, and Evenkeel as docs/deploy.md installs it. Booted by a kernel,
# systemd shares its mounts; in a container it leaves that to whoever started it, and without it LoadCredential gives
# the unit an empty folder.
systemd_machine() {
  container_engine
  stand_in_base
  build_image "$IMAGE" . >/dev/null 2>&1
  mkdir -p "$work/machine"
  cp $unit "$work/machine/"
  cat >"$work/machine/Dockerfile" <<DOCKERFILE
FROM $IMAGE AS evenkeel
FROM $BASE_IMAGE
RUN apt-get update && apt-get install -y --no-install-recommends systemd dbus && rm -rf /var/lib/apt/lists/*
COPY --from=evenkeel /app /opt/evenkeel/0.2.0
RUN rm -f /opt/evenkeel/0.2.0/data && ln -s /usr/local/bin/node /usr/bin/node && ln -s 0.2.0 /opt/evenkeel/current \\
 && mkdir /etc/evenkeel && printf 'server:\n  port: 8040\n  drainLimitMs: 3000\n' >/etc/evenkeel/evenkeel.yaml \\
 && head -c 32 /dev/urandom | base64 >/etc/evenkeel/auth-secret && chmod 600 /etc/evenkeel/auth-secret
COPY evenkeel.service /etc/systemd/system/evenkeel.service
RUN systemctl enable evenkeel
CMD ["sh", "-c", "mount --make-rshared / && exec /lib/systemd/systemd"]
DOCKERFILE
  build_image localhost/ek-systemd "$work/machine" >/dev/null 2>&1
  podman run -d --name ek-systemd --network none --systemd=always --privileged localhost/ek-systemd >/dev/null 2>&1
  wait_for 60 in_machine systemctl is-active evenkeel
}

ready() { in_machine node /opt/evenkeel/current/dist/cli/cli.js health; }
machine_call() {
  in_machine sh -c 'cd /opt/evenkeel/current && cli="node dist/cli/cli.js" && export EVENKEEL_AUTH_SECRET_FILE=/etc/evenkeel/auth-secret &&
    $cli simulate --url ws://127.0.0.1:8040/streams/native --wav src/lab/telephones/demo-call.wav --speed 8 --token "$($cli token --role source --tenant default --subject pbx)"'
}
property() { in_machine systemctl show -P "$1" evenkeel; }

check_systemd() {
  check "systemd-analyze verify says nothing" quiet_verify $unit
  check "systemd-analyze security: $(systemd-analyze security --offline=true --no-pager $unit | sed -nE 's/.*exposure level.*: ([0-9.]+) .*/\1/p') (limit 2.0)" \
    systemd-analyze security --offline=true --threshold=20 --no-pager $unit
  mkdir -p "$work/units"
  sed 's/^ProtectHome=/ProtectHomes=/' $unit >"$work/units/evenkeel.service"
  caught "an unknown key in the unit" quiet_verify "$work/units/evenkeel.service"
  sed '/^SystemCallFilter/d; /^Protect/d; /^Private/d' $unit >"$work/units/evenkeel.service"
  caught "a unit without its sandbox" systemd-analyze security --offline=true --threshold=20 --no-pager "$work/units/evenkeel.service"

  check "real systemd as process 1 starts the unit" systemd_machine
  check "it is ready" wait_for 60 ready
  local pid facts
  pid=$(property MainPID)
  facts=$(in_machine sh -c "awk '/^(Uid|CapEff|NoNewPrivs|Seccomp):/ {print \$2}' /proc/$pid/status | tr '\n' ' '")
  check "dynamic user, no capability, no new privileges, seccomp: $facts" grep -qE '^6[0-9]{4} 0000000000000000 1 2 $' <<<"$facts"
  check "a call through the sandboxed service" machine_call
  in_machine systemctl kill --signal KILL evenkeel
  restarted() { [ "$(property NRestarts)" = 1 ] && ready; }
  check "killed, it is back" wait_for 60 restarted
  in_machine systemctl reload evenkeel
  check "reload is in the journal" wait_for 20 sh -c "podman exec ek-systemd journalctl -u evenkeel --no-pager | grep -q 'Configuration read again'"
  # Upgrade and rollback: a new folder, the link, a restart.
  check "upgrade: new folder, link, restart" in_machine sh -c 'cp -a /opt/evenkeel/0.2.0 /opt/evenkeel/0.3.0 && ln -sfn 0.3.0 /opt/evenkeel/current && systemctl restart evenkeel'
  serves() { ready && in_machine sh -c 'readlink /proc/$(systemctl show -P MainPID evenkeel)/cwd' | grep -q "$1"; }
  check "the new version serves" wait_for 60 serves 0.3.0
  check "rollback: link, restart" in_machine sh -c 'ln -sfn 0.2.0 /opt/evenkeel/current && systemctl restart evenkeel'
  check "the old version serves" wait_for 60 serves 0.2.0
  check "stop is clean" in_machine sh -c 'systemctl stop evenkeel && test "$(systemctl show -P Result evenkeel)" = success'
  equal "what is kept is the service's alone" "$(in_machine stat -Lc %a /var/lib/private/evenkeel)" 700
  equal "the call's record outlived kill, upgrade and rollback" "$(in_machine node -e '
    const Sqlite = require("/opt/evenkeel/current/node_modules/better-sqlite3-node-api");
    console.log(new Sqlite("/var/lib/private/evenkeel/evenkeel.sqlite", { readonly: true }).prepare("select count(*) as n from calls").get().n)')" 1
  in_machine sh -c 'printf "server:\n  prot: 1\n" >/etc/evenkeel/evenkeel.yaml && systemctl start evenkeel; sleep 6'
  equal "a broken configuration is not restarted for ever" "$(property Result) $(property ExecMainStatus) $(property SubState)" "exit-code 2 failed"
  podman rm -f -t 1 ek-systemd >/dev/null 2>&1
}
