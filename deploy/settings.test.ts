import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseEnv, SETTING_NAMES } from '@/server/env'
import { misspelt } from '@/server/env-names'
import { parseSettingsFile } from '@/server/settings/file'

/** What the ways to run Ballast set: each name has to be a setting, or is another program's. */
const OTHERS = ['NEXT_TELEMETRY_DISABLED', 'PATH']
const read = (file: string) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().default(''),
      environment: z.record(z.string(), z.string()).default({}),
      secrets: z.array(z.string()).default([]),
    }),
  ),
  secrets: z.record(z.string(), z.object({ file: z.string() })).default({}),
})
const composeOf = (file: string) => composeSchema.parse(parse(read(file), { merge: true }))

/** Name → value that the Dockerfile gives every process. */
function ofImage(): Record<string, string> {
  const [, runtime = ''] = read('../Dockerfile').split('FROM scratch')
  const [, block = ''] = /^ENV ((?:.*\\\n)*.*)/m.exec(runtime) ?? []
  return Object.fromEntries([...block.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]))
}

const overDesk = () => readdirSync(`${import.meta.dirname}/compose/with`).map((file) => `compose/with/${file}`)

const units = () => readdirSync(`${import.meta.dirname}/systemd`).filter((file) => file.endsWith('.service'))

const found: [where: string, names: string[]][] = [
  ['Dockerfile', Object.keys(ofImage())],
  ...['../compose.yaml', 'compose/desk.yaml'].flatMap((file) =>
    Object.entries(composeOf(file).services)
      .filter(([, { image }]) => image === 'ballast')
      .map(([name, { environment }]): [string, string[]] => [`${file}, ${name}`, Object.keys(environment)]),
  ),
  ...overDesk().flatMap((file) =>
    Object.entries(composeOf(file).services).map(([name, { environment }]): [string, string[]] => [
      `${file}, ${name}`,
      Object.keys(environment),
    ]),
  ),
  ...readdirSync(`${import.meta.dirname}/helm/templates`)
    .filter((file) => file !== 'postgresql.yaml')
    .map((file): [string, string[]] => [
      `helm, ${file}`,
      [...read(`helm/templates/${file}`).matchAll(/- \{ name: ([A-Z_]+), value/g)].map(([, name = '']) => name),
    ]),
  [
    'helm, values',
    Object.keys(z.object({ settings: z.record(z.string(), z.string()) }).parse(parse(read('helm/values.yaml'))).settings),
  ],
  ...units().map((file): [string, string[]] => [
    file,
    [...read(`systemd/${file}`).matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').map((setting) => setting.split('=')[0] ?? ''),
    ),
  ]),
]

it.each(found)('%s sets nothing that is no setting', (_where, names) => {
  for (const name of names.filter((each) => !OTHERS.includes(each))) expect(SETTING_NAMES).toContain(name)
})

it('finds what is set: a list that is empty would hold of everything', () => {
  const names = new Set(found.flatMap(([, each]) => each))
  for (const name of ['DATA_DIR', 'HOST', 'BASE_URL', 'MIGRATION_DATABASE_URL_FILE', 'METRICS_WORKER_PORT', 'TRUSTED_PROXIES'])
    expect(names).toContain(name)
  expect(found.flatMap(([where, each]) => (each.length > 0 ? [where] : []))).toEqual(
    expect.arrayContaining(['Dockerfile', 'compose/desk.yaml, web', 'helm, web.yaml', 'ballast-web@.service']),
  )
})

it('the image’s own settings fit, with those that a start makes', () => {
  const image = ofImage()
  const env = parseEnv({ ...image, DATABASE_URL: 'postgres://db/ballast', NEXTAUTH_SECRET: 'x'.repeat(32) })
  expect(env).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', PORT: 3000, DATA_DIR: '/data' })
  expect(misspelt(image, SETTING_NAMES)).toBeNull()
})

it('the sample of the units’ settings file fits, also with all that is switched off in it', () => {
  const sample = read('systemd/ballast.env')
  const whole = sample.replace(/^#(?=[A-Z_]+=)/gm, '')
  expect(parseSettingsFile(sample, SETTING_NAMES).size).toBeGreaterThan(2)
  const settings = parseSettingsFile(whole, SETTING_NAMES)
  expect(settings.size).toBeGreaterThan(10)
  // Secrets are in files that are not here.
  const open = Object.fromEntries([...settings].filter(([name]) => !name.endsWith('_FILE')))
  const made = { DATABASE_URL: 'postgres://db/ballast', NEXTAUTH_SECRET: 'x'.repeat(32) }
  expect(parseEnv({ ...made, ...open })).toMatchObject({ BASE_URL: 'https://ballast.example.com', BACKUP_KEEP: 14 })
  expect(() => parseSettingsFile(`${whole}\nBACKUP_HOUR=3`, SETTING_NAMES)).toThrow('BACKUP_HOUR')
})

it('every secret that a service has is one that secrets.sh makes', () => {
  const { services, secrets } = composeOf('compose/desk.yaml')
  const made = [...read('compose/secrets.sh').matchAll(/^make (\S+) /gm)].map(([, name]) => name)
  expect(Object.values(secrets).map(({ file }) => file.replace('./secrets/', ''))).toEqual(Object.keys(secrets))
  expect(made.toSorted()).toEqual(Object.keys(secrets).toSorted())
  for (const { secrets: used, environment } of Object.values(services)) {
    const files = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(\S+)$/.exec(value)?.[1] ?? [])
    expect(used).toEqual(expect.arrayContaining(files))
    for (const name of used) expect(Object.keys(secrets)).toContain(name)
  }
})

it.each(overDesk())('%s has each secret that it names, as a file of the folder that nobody else reads', (file) => {
  const { services, secrets } = composeOf(file)
  for (const [name, { file: place }] of Object.entries(secrets)) expect(place).toBe(`./secrets/${name}`)
  for (const { secrets: used, environment } of Object.values(services)) {
    const files = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(\S+)$/.exec(value)?.[1] ?? [])
    expect(used).toEqual(files)
    for (const name of used) expect(Object.keys(secrets)).toContain(name)
  }
})

it('what migrates prints a setup link of the address that people open', () => {
  const { migrate, web } = composeOf('compose/desk.yaml').services
  const domain = /\$\{DOMAIN\b[^}]*\}/
  expect(migrate?.environment.BASE_URL).toBeDefined()
  expect(migrate?.environment.BASE_URL?.replace(domain, 'x')).toBe(web?.environment.BASE_URL?.replace(domain, 'x'))
  expect(read('helm/templates/migrate.yaml')).toContain('{ name: BASE_URL, value: {{ printf "%q" .Values.baseUrl }} }')
})

it('only what migrates knows the owner of the tables', () => {
  const { services } = composeOf('compose/desk.yaml')
  const owners = Object.entries(services).filter(([, { secrets }]) => secrets.includes('migration-database-url'))
  expect(owners.map(([name]) => name)).toEqual(['migrate'])
})
