import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { lockfileSchema } from './audit/lockfile'
import { commandLine } from './command-line.mjs'
import { billOfMaterials } from './sbom/make'

/** `npm run sbom -- --out FILE`: the software bill of materials, from the lockfile alone: no network is needed. */
const { values, refuse } = commandLine({
  usage: 'npm run sbom -- --out FILE [--dev]',
  about: [
    'Writes what Ballast is made of to FILE, in CycloneDX 1.6 (JSON): packages, versions, hashes, licences, dependencies.',
    '--out FILE  where to; a file that is there is not overwritten',
    '--dev       also what only tests and builds need',
  ].join('\n'),
  options: { out: { type: 'string' }, dev: { type: 'boolean', default: false } },
})

const out = values.out ?? refuse('--out FILE is missing.')
const ROOT = path.join(import.meta.dirname, '..')
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))
const { name, version, license } = z
  .object({ name: z.string(), version: z.string(), license: z.string() })
  .parse(readJson('package.json'))
const licenceSchema = z.object({ license: z.string().optional() })
const installed = (place: string) => {
  const file = path.join(place, 'package.json')
  return existsSync(path.join(ROOT, file)) ? licenceSchema.safeParse(readJson(file)).data?.license : undefined
}

const bill = billOfMaterials(lockfileSchema.parse(readJson('package-lock.json')), installed, {
  ...{ name, version, licence: license, dev: values.dev, serial: randomUUID(), now: new Date() },
})
try {
  writeFileSync(out, `${JSON.stringify(bill, null, 2)}\n`, { flag: 'wx' })
  process.stdout.write(`${out}: ${bill.components.length} packages.\n`)
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
  process.stderr.write(`sbom: ${out} ${taken ? 'is there already' : 'cannot be written'}.\n`)
  process.exitCode = 1
}
