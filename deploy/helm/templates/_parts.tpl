{{- /* Written with what Go's templates have by themselves, so that every renderer of them shows what Helm shows. */ -}}

{{- define "ballast.labels" }}
    app.kubernetes.io/name: ballast
    app.kubernetes.io/instance: {{ printf "%q" .Release.Name }}
    app.kubernetes.io/version: {{ printf "%q" .Chart.AppVersion }}
    app.kubernetes.io/managed-by: {{ printf "%q" .Release.Service }}
{{- end }}

{{- define "ballast.image" }}{{ .Values.image.repository }}:{{ or .Values.image.tag .Chart.AppVersion }}{{ end }}

{{- define "ballast.pod" }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- if .Values.image.pullSecrets }}
      imagePullSecrets:
        {{- range .Values.image.pullSecrets }}
        - name: {{ printf "%q" . }}
        {{- end }}
      {{- end }}
      # Requests have ten seconds, the worker five.
      terminationGracePeriodSeconds: 30
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile: { type: RuntimeDefault }
      volumes:
        # What a process keeps for itself for a moment: exports on their way to slow readers.
        - name: data
          emptyDir: { sizeLimit: 2Gi }
        - name: tmp
          emptyDir: { sizeLimit: 512Mi }
{{- end }}

{{- /* The keys that web processes and workers read: whoever owns the tables is none of theirs. */ -}}
{{- define "ballast.secrets" }}
        - name: secrets
          secret:
            secretName: {{ printf "%q" .Values.existingSecret }}
            defaultMode: 0440
            items:
              - { key: database-url, path: database-url }
              - { key: nextauth-secret, path: nextauth-secret }
              - { key: master-key, path: master-key }
              {{- if .Values.databaseCaKey }}
              - { key: {{ printf "%q" .Values.databaseCaKey }}, path: {{ printf "%q" .Values.databaseCaKey }} }
              {{- end }}
              {{- range $name, $key := .Values.secretSettings }}
              - { key: {{ printf "%q" $key }}, path: {{ printf "%q" $key }} }
              {{- end }}
{{- end }}

{{- define "ballast.container" }}
          image: {{ template "ballast.image" . }}
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts:
            - { name: secrets, mountPath: /run/secrets/ballast, readOnly: true }
            - { name: data, mountPath: /data }
            - { name: tmp, mountPath: /tmp }
{{- end }}

{{- /* What may be told to every process, the one that migrates too. */ -}}
{{- define "ballast.open" }}
            {{- if .Values.databaseCaKey }}
            - { name: DATABASE_CA_FILE, value: {{ printf "/run/secrets/ballast/%s" .Values.databaseCaKey | printf "%q" }} }
            {{- end }}
            {{- range $name, $value := .Values.settings }}
            - { name: {{ $name }}, value: {{ printf "%q" $value }} }
            {{- end }}
{{- end }}

{{- define "ballast.settings" }}
            # A folder of its own: the volume itself is its group's too.
            - { name: DATA_DIR, value: /data/ballast }
            - { name: BASE_URL, value: {{ printf "%q" .Values.baseUrl }} }
            - { name: DATABASE_URL_FILE, value: /run/secrets/ballast/database-url }
            - { name: NEXTAUTH_SECRET_FILE, value: /run/secrets/ballast/nextauth-secret }
            - { name: MASTER_KEY_FILE, value: /run/secrets/ballast/master-key }
            {{- template "ballast.open" . }}
            {{- range $name, $key := .Values.secretSettings }}
            - { name: {{ $name }}_FILE, value: {{ printf "/run/secrets/ballast/%s" $key | printf "%q" }} }
            {{- end }}
{{- end }}

{{- define "ballast.resources" }}
          resources:
            requests:
              {{- range $name, $value := .requests }}
              {{ $name }}: {{ printf "%v" $value | printf "%q" }}
              {{- end }}
            limits:
              {{- range $name, $value := .limits }}
              {{ $name }}: {{ printf "%v" $value | printf "%q" }}
              {{- end }}
{{- end }}

{{- define "ballast.placing" }}
      {{- if .nodeSelector }}
      nodeSelector:
        {{- range $name, $value := .nodeSelector }}
        {{ $name }}: {{ printf "%q" $value }}
        {{- end }}
      {{- end }}
      {{- if .tolerations }}
      tolerations:
        {{- range .tolerations }}
        - { key: {{ printf "%q" .key }}, operator: {{ .operator }}, value: {{ printf "%q" .value }}, effect: {{ .effect }} }
        {{- end }}
      {{- end }}
{{- end }}
