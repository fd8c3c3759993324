{{/* The chart's name, or what replaces it; 63 characters are what a label may have. */}}
{{- define "chat.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels of every object. Call with (dict "root" $ "component" "backend"). */}}
{{- define "chat.labels" -}}
{{ include "chat.selector" . }}
app.kubernetes.io/part-of: {{ include "chat.name" .root }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end -}}

{{/* The labels that select a component's pods; they never change. */}}
{{- define "chat.selector" -}}
app.kubernetes.io/name: chat-{{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{/* An image of the product. Call with (dict "root" $ "name" "backend"). */}}
{{- define "chat.image" -}}
{{- printf "%s/%s:%s" .root.Values.image.registry .name (default .root.Chart.AppVersion .root.Values.image.tag) -}}
{{- end -}}

{{/* The sockets' address as browsers see it. */}}
{{- define "chat.websocketURL" -}}
{{- printf "wss://%s%s" .Values.host .Values.websocket.path -}}
{{- end -}}

{{/* Hardening that both images bear. */}}
{{- define "chat.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}
