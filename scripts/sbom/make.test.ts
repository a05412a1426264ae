import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { lockfileSchema } from '../audit/lockfile'
import { billOfMaterials } from './make'

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
/** As published with CycloneDX 1.6, and the two that it refers to. */
const schema = (name: string) => read(path.join(import.meta.dirname, 'fixtures', `${name}.SNAPSHOT.schema.json`))
const lock = lockfileSchema.parse(read('package-lock.json'))
const serial = '3e671687-395b-41f5-a30f-a58921a69b79'
const make = (dev: boolean, from = lock) =>
  billOfMaterials(from, () => undefined, {
    name: 'ballast',
    version: '1.2.3',
    licence: 'Apache-2.0',
    dev,
    serial,
    now: new Date(0),
  })

function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addFormat('iri-reference', (text) => URL.canParse(text, 'http://localhost'))
  ajv.addFormat('idn-email', (text) => /^\S+@\S+$/.test(text))
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(schema(name) as object, `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
  return ajv.compile(schema('bom-1.6') as object)
}

describe('the bill of materials', () => {
  const valid = validator()

  it.each([false, true])('is CycloneDX 1.6 (with what tests need: %s)', (dev) => {
    const bill: unknown = JSON.parse(JSON.stringify(make(dev)))
    expect([valid(bill), valid.errors]).toEqual([true, null])
  })

  it('is refused by the schema where it is none', () => {
    const bill = make(false)
    expect(valid({ ...bill, bomFormat: 'SPDX' })).toBe(false)
    const [first] = bill.components
    expect(valid({ ...bill, components: [{ ...first, licenses: [{ license: { id: 'No-Such-Licence' } }] }] })).toBe(false)
    expect(valid({ ...bill, components: [first, first] })).toBe(false)
  })

  it('holds each package of the lockfile once, with its hash, and only parts that it names', () => {
    for (const dev of [false, true]) {
      const { components, dependencies, metadata } = make(dev)
      const refs = new Set(components.map((component) => component['bom-ref']))
      expect(refs.size).toBe(components.length)
      const wanted = Object.entries(lock.packages).filter(([place, entry]) => place !== '' && (dev || !entry.dev))
      const versions = new Set(wanted.map(([place, { version }]) => `${place.split('node_modules/').at(-1)}@${version}`))
      const named = components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`)
      expect(named.sort()).toEqual([...versions].sort())
      const root = metadata.component['bom-ref']
      for (const { ref, dependsOn } of dependencies) {
        expect(ref === root || refs.has(ref)).toBe(true)
        expect(dependsOn.filter((on) => !refs.has(on))).toEqual([])
      }
      expect(dependencies.find(({ ref }) => ref === root)?.dependsOn).toContain(
        `pkg:npm/next@${lock.packages['node_modules/next']?.version}`,
      )
    }
    const next = make(false).components.find(({ purl }) => purl.startsWith('pkg:npm/next@'))
    const integrity = lock.packages['node_modules/next']?.integrity?.replace('sha512-', '') ?? ''
    expect(next?.hashes).toEqual([{ alg: 'SHA-512', content: Buffer.from(integrity, 'base64').toString('hex') }])
    expect(make(false).components.some(({ purl }) => purl.startsWith('pkg:npm/vitest@'))).toBe(false)
  })

  it('writes scopes, compound licences and the nearest of two versions as they are', () => {
    const packages = {
      '': { dependencies: { '@a/one': '1.0.0' }, devDependencies: {} },
      'node_modules/@a/one': { version: '1.0.0', license: '(MIT OR CC0-1.0)', dependencies: { two: '^1' } },
      'node_modules/@a/one/node_modules/two': { version: '1.0.0', license: 'SIL OPEN FONT LICENSE' },
      'node_modules/two': { version: '2.0.0', license: 'MIT' },
    }
    const { components, dependencies } = make(false, { lockfileVersion: 3, packages })
    expect(components.map(({ purl, licenses }) => [purl, licenses])).toEqual([
      ['pkg:npm/%40a/one@1.0.0', [{ expression: 'MIT OR CC0-1.0' }]],
      ['pkg:npm/two@1.0.0', [{ license: { name: 'SIL OPEN FONT LICENSE' } }]],
      ['pkg:npm/two@2.0.0', [{ license: { id: 'MIT' } }]],
    ])
    expect(dependencies.find(({ ref }) => ref.includes('one'))?.dependsOn).toEqual(['pkg:npm/two@1.0.0'])
  })
})
