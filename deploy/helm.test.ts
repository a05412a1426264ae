import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parse as render } from '@evertdespiegeleer/go-template'
import Ajv from 'ajv'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { SECRETS } from '@/server/settings/secrets'

/**
 * The chart through Go's own template engine. Its templates use what that has by itself, so that what Helm would show needs no
 * Helm here; what differs is that a value which is missing is an error.
 */
const CHART = path.join(import.meta.dirname, 'helm')
const read = (file: string) => readFileSync(path.join(CHART, file), 'utf8')
const objects = z.record(z.string(), z.unknown())
const defaults = objects.parse(parse(read('values.yaml')))

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
})
type Manifest = z.output<typeof manifestSchema>

/** Values over values, as Helm lays them. */
function over(under: unknown, upper: unknown): unknown {
  const [below, above] = [objects.safeParse(under), objects.safeParse(upper)]
  if (!below.success || !above.success) return upper
  const merged = { ...below.data }
  for (const [name, value] of Object.entries(above.data)) merged[name] = name in merged ? over(merged[name], value) : value
  return merged
}

async function manifests(values: Record<string, unknown> = {}): Promise<Map<string, Manifest>> {
  const found = new Map<string, Manifest>()
  const release = {
    Values: over(defaults, values),
    Release: { Name: 'desk', Namespace: 'money', Service: 'Helm', Revision: 3 },
    Chart: { Name: 'ballast', AppVersion: '0.1.0' },
  }
  for (const file of readdirSync(path.join(CHART, 'templates')).filter((each) => each.endsWith('.yaml'))) {
    const text = await render(read('templates/_parts.tpl') + read(`templates/${file}`), release)
    for (const document of parseAllDocuments(text)) {
      expect(document.errors, `${file}\n${text}`).toEqual([])
      const content: unknown = document.toJS()
      if (content === null) continue
      const manifest = manifestSchema.parse(content)
      found.set(`${manifest.kind} ${manifest.metadata.name}`, manifest)
    }
  }
  return found
}

const require = createRequire(import.meta.url)
const isModel = (value: unknown): value is new (content: unknown) => { validate(): void } => typeof value === 'function'

/** @throws what Kubernetes' own schema does not allow: what is missing or of another kind; a name that it does not know it passes over */
function validate(manifest: Manifest): void {
  const models: unknown = require(`kubernetes-models/${manifest.apiVersion}`)
  const Model = objects.parse({ ...objects.parse(models) })[manifest.kind]
  if (!isModel(Model)) throw new Error(`There is no ${manifest.apiVersion} ${manifest.kind}.`)
  new Model(manifest).validate()
}

const ALL_ON = {
  metrics: { enabled: true },
  ingress: { enabled: true, className: 'nginx' },
  web: {
    autoscaling: { enabled: true },
    nodeSelector: { 'kubernetes.io/arch': 'amd64' },
    tolerations: [{ key: 'desk', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }],
  },
  worker: {
    autoscaling: { enabled: true, overdueMetric: 'ballast_accounts_overdue' },
    strategy: 'Recreate',
    extraVolumes: [{ name: 'backups', claim: 'desk-backups' }],
    extraVolumeMounts: [{ name: 'backups', mountPath: '/backups' }],
  },
  networkPolicy: { extraEgress: [{ cidr: '10.0.0.0/8', ports: [4318] }] },
  databaseCaKey: 'database-ca',
  postgresql: { enabled: true, storageClass: 'fast' },
  image: { pullSecrets: ['registry'], tag: '1.2.3' },
  settings: { MAIL_FROM: 'Desk "one" <desk@example.com>', REGISTRATION: 'invite' },
  secretSettings: { SMTP_URL: 'smtp-url' },
}

const podSecretsSchema = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        volumes: z.array(z.object({ secret: z.object({ items: z.array(z.object({ key: z.string() })).optional() }).optional() })),
      }),
    }),
  }),
})

/** Of each secret that a pod has as files, the keys; undefined: all of them. */
function keysIn(manifest: Manifest): (string[] | undefined)[] {
  const pod = podSecretsSchema.safeParse(manifest)
  if (!pod.success) return []
  return pod.data.spec.template.spec.volumes.flatMap(({ secret }) => (secret ? [secret.items?.map(({ key }) => key)] : []))
}

const text = (manifest: Manifest | undefined) => JSON.stringify(manifest)

describe.each([
  ['as it comes', {}],
  ['with all that it can do', ALL_ON],
])('the chart, %s', (_what, values) => {
  let found: Map<string, Manifest>
  beforeAll(async () => {
    found = await manifests(values)
  })

  it('takes these values', () => {
    const fits = new Ajv({ strict: false, allErrors: true }).compile(objects.parse(JSON.parse(read('values.schema.json'))))
    fits(over(defaults, values))
    expect(fits.errors ?? []).toEqual([])
    expect(fits(over(defaults, { web: { replica: 3 } }))).toBe(false)
    expect(fits(over(defaults, { settings: { PORT: 1 } }))).toBe(false)
    expect(fits(over(defaults, { settings: { REGISTRATION: 'closed' } }))).toBe(true)
    for (const name of SECRETS) expect([name, fits(over(defaults, { settings: { [name]: 'x' } }))]).toEqual([name, false])
  })

  it('makes what Kubernetes’ schemas allow', () => {
    expect(found.size).toBeGreaterThan(6)
    for (const manifest of found.values()) validate(manifest)
    const web = objects.parse(found.get('Deployment desk-web'))
    expect(() => validate(manifestSchema.parse(over(web, { spec: { revisionHistoryLimit: 'three' } })))).toThrow(
      'revisionHistoryLimit',
    )
  })

  it('runs every process closed: as a user, without rights, on a root that is read-only', () => {
    const podSchema = z.object({
      spec: z.object({
        template: z.object({
          spec: z.object({
            automountServiceAccountToken: z.literal(false),
            securityContext: z.looseObject({
              runAsNonRoot: z.literal(true),
              seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
            }),
            containers: z.array(
              z.looseObject({
                securityContext: z.object({
                  allowPrivilegeEscalation: z.literal(false),
                  readOnlyRootFilesystem: z.literal(true),
                  capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
                }),
                resources: z.object({ requests: objects, limits: objects }),
              }),
            ),
          }),
        }),
      }),
    })
    const pods = [...found.values()].filter(({ kind }) => ['Deployment', 'Job', 'StatefulSet'].includes(kind))
    expect(pods.length).toBeGreaterThanOrEqual(3)
    for (const pod of pods) podSchema.parse(pod)
  })

  it('keeps the owner’s address from all but the migration', () => {
    for (const [name, manifest] of found)
      if (text(manifest)?.includes('migration-database-url')) expect(name).toBe('Job desk-migrate-3')
    // A secret that is laid into a pod without naming its keys is there whole, theirs too.
    const mounted = [...found].flatMap(([name, manifest]) => keysIn(manifest).map((keys) => [name, keys?.toSorted()] as const))
    const processes = ['database-url', 'master-key', 'nextauth-secret', ...('secretSettings' in values ? ['smtp-url'] : [])]
      .concat('databaseCaKey' in values ? ['database-ca'] : [])
      .toSorted()
    expect(Object.fromEntries(mounted)).toEqual({
      'Deployment desk-web': processes,
      'Deployment desk-worker': processes,
      'Job desk-migrate-3': [...('databaseCaKey' in values ? ['database-ca'] : []), 'database-url', 'migration-database-url'],
      ...('postgresql' in values && {
        'StatefulSet desk-postgresql': ['owner-password', 'postgres-password', 'processes-password'],
      }),
    })
    expect(text(found.get('Job desk-migrate-3'))).toContain('/run/secrets/ballast/migration-database-url')
  })

  it('holds no secret itself', () => {
    for (const { kind } of found.values()) expect(kind).not.toBe('Secret')
  })
})

describe('what a value changes', () => {
  it('as it comes there is no PostgreSQL, autoscaler or ingress, and policies close what is there', async () => {
    const names = [...(await manifests()).keys()].sort()
    expect(names).toEqual([
      'Deployment desk-web',
      'Deployment desk-worker',
      'Job desk-migrate-3',
      'NetworkPolicy desk',
      'NetworkPolicy desk-web',
      'PodDisruptionBudget desk-web',
      'PodDisruptionBudget desk-worker',
      'Service desk-web',
    ])
  })

  it('settings arrive as they were written, secrets by their files', async () => {
    const web = (await manifests(ALL_ON)).get('Deployment desk-web')
    expect(text(web)).toContain(JSON.stringify({ name: 'MAIL_FROM', value: 'Desk "one" <desk@example.com>' }))
    expect(text(web)).toContain(JSON.stringify({ name: 'SMTP_URL_FILE', value: '/run/secrets/ballast/smtp-url' }))
    expect(text(web)).toContain('"image":"ballast:1.2.3"')
  })

  it('settings and the database’s certificate reach what migrates too', async () => {
    for (const name of ['Deployment desk-web', 'Deployment desk-worker', 'Job desk-migrate-3']) {
      const told = text((await manifests(ALL_ON)).get(name))
      expect(told).toContain(JSON.stringify({ name: 'DATABASE_CA_FILE', value: '/run/secrets/ballast/database-ca' }))
      expect(told).toContain(JSON.stringify({ name: 'REGISTRATION', value: 'invite' }))
    }
    expect(text((await manifests()).get('Job desk-migrate-3'))).not.toContain('DATABASE_CA_FILE')
  })

  it('a worker has volumes of its own for backups, and workers stand on several nodes', async () => {
    const worker = (await manifests(ALL_ON)).get('Deployment desk-worker')
    expect(text(worker)).toContain(JSON.stringify({ name: 'backups', persistentVolumeClaim: { claimName: 'desk-backups' } }))
    expect(text(worker)).toContain(JSON.stringify({ name: 'backups', mountPath: '/backups' }))
    expect(worker).toHaveProperty('spec.strategy.type', 'Recreate')
    expect((await manifests()).get('Deployment desk-worker')).toHaveProperty(
      'spec.template.spec.topologySpreadConstraints.0.labelSelector.matchLabels',
      { 'app.kubernetes.io/instance': 'desk', 'app.kubernetes.io/component': 'worker' },
    )
  })

  it('a database behind several ports, and whatever else is named, is reached', async () => {
    const networkPolicy = { databasePorts: [5432, 6432], databaseCidrs: ['10.1.0.0/16', '10.2.0.0/16'] }
    const egress = text((await manifests({ networkPolicy })).get('NetworkPolicy desk'))
    expect(egress).toContain(
      JSON.stringify({
        to: [{ ipBlock: { cidr: '10.1.0.0/16' } }, { ipBlock: { cidr: '10.2.0.0/16' } }],
        ports: [
          { protocol: 'TCP', port: 5432 },
          { protocol: 'TCP', port: 6432 },
        ],
      }),
    )
    expect(text((await manifests(ALL_ON)).get('NetworkPolicy desk'))).toContain(
      JSON.stringify({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ protocol: 'TCP', port: 4318 }] }),
    )
  })

  it('an autoscaler decides how many there are, and a revision leaves that alone', async () => {
    const scaled = await manifests(ALL_ON)
    expect(scaled.get('Deployment desk-web')).not.toHaveProperty('spec.replicas')
    expect(scaled.has('HorizontalPodAutoscaler desk-web')).toBe(true)
    expect(text(scaled.get('HorizontalPodAutoscaler desk-worker'))).toContain('ballast_accounts_overdue')
    expect((await manifests()).get('Deployment desk-web')).toHaveProperty('spec.replicas', 2)
  })

  it('without policies there are none', async () => {
    const names = [...(await manifests({ networkPolicy: { enabled: false }, postgresql: { enabled: true } })).keys()]
    expect(names.filter((name) => name.startsWith('NetworkPolicy'))).toEqual([])
    expect(names).toContain('StatefulSet desk-postgresql')
  })
})
