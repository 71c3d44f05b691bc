# Evenkeel on Nomad, two processes on PostgreSQL and Redis. The client's `max_kill_timeout` must be at least 320s, or calls are cut.
job "evenkeel" {
  type = "service"

  update {
    # A new process takes calls before an old one stops taking them.
    max_parallel     = 1
    canary           = 1
    auto_promote     = true
    auto_revert      = true
    min_healthy_time = "10s"
  }

  group "evenkeel" {
    count = 2

    network {
      port "http" { to = 8040 }
    }

    service {
      name     = "evenkeel"
      port     = "http"
      provider = "nomad"

      check {
        type     = "http"
        path     = "/readyz"
        interval = "5s"
        timeout  = "3s"
      }
    }

    task "evenkeel" {
      driver       = "docker"
      user         = "1000:1000"
      kill_signal  = "SIGTERM"
      kill_timeout = "320s"

      config {
        image           = "evenkeel:0.2.0"
        ports           = ["http"]
        readonly_rootfs = true
        cap_drop        = ["all"]
        security_opt    = ["no-new-privileges"]
        pids_limit      = 64
        mount {
          type   = "tmpfs"
          target = "/tmp"
        }
        volumes = ["alloc/data:/data"]
      }

      # The variable nomad/jobs/evenkeel holds auth_secret, postgres_url and redis_url.
      template {
        destination = "secrets/evenkeel.env"
        env         = true
        data        = <<EOF
{{ with nomadVar "nomad/jobs/evenkeel" }}
EVENKEEL_AUTH_SECRET={{ .auth_secret }}
EVENKEEL_STORAGE_POSTGRES_URL={{ .postgres_url }}
EVENKEEL_DESKTOP_REDIS_URL={{ .redis_url }}
{{ end }}
EOF
      }

      resources {
        cpu    = 2000
        memory = 1024
      }
    }
  }
}
