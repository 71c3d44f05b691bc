{{- define "evenkeel.name" -}}
{{- .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The release's name, unless it names the chart already. */}}
{{- define "evenkeel.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "evenkeel.selectorLabels" -}}
app.kubernetes.io/name: {{ include "evenkeel.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "evenkeel.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{ include "evenkeel.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "evenkeel.serviceAccountName" -}}
{{- default (include "evenkeel.fullname" .) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "evenkeel.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ default $.Chart.AppVersion .tag }}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "evenkeel.variable" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef: { name: {{ .secret.name | quote }}, key: {{ .secret.key | quote }} }
{{- end -}}

{{- define "evenkeel.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "evenkeel.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{/* What would start, and then lose records or cues, is refused here with a sentence. */}}
{{- define "evenkeel.refuse" -}}
{{- $replicas := .Values.replicaCount -}}
{{- if .Values.autoscaling.enabled }}{{ $replicas = .Values.autoscaling.maxReplicas }}{{ end -}}
{{- if and (gt (int $replicas) 1) (not .Values.secrets.postgresUrl.name) -}}
{{- fail "Several replicas need PostgreSQL: set secrets.postgresUrl.name, or keep one replica with SQLite." -}}
{{- end -}}
{{- if and (gt (int $replicas) 1) (not .Values.secrets.redisUrl.name) -}}
{{- fail "Several replicas need Redis, or cues do not reach agents on another replica: set secrets.redisUrl.name." -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- fail "autoscaling.minReplicas is greater than autoscaling.maxReplicas." -}}
{{- end -}}
{{- $auth := default dict .Values.config.auth -}}
{{- if not (or .Values.secrets.authSecret.name $auth.jwksUrl) -}}
{{- fail "Nobody could sign in: set secrets.authSecret.name, or config.auth.jwksUrl." -}}
{{- end -}}
{{- $server := default dict .Values.config.server -}}
{{- $drain := default 300000 $server.drainLimitMs -}}
{{- if lt (int .Values.terminationGracePeriodSeconds) (add 20 (div (int $drain) 1000) | int) -}}
{{- fail "terminationGracePeriodSeconds must be at least 20 s longer than config.server.drainLimitMs, or calls are cut when a pod goes." -}}
{{- end -}}
{{- end -}}
