import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { licenceFaults, lockfileFaults, lockfileSchema, manifestSchema } from './audit/lockfile'
import { commandLine } from './command-line.mjs'

/**
 * Checks the dependencies: the lockfile, licences, and known advisories where the registry tells them. Without a network
 * the first two count, and it says that the third was not done. Ends with 1 for a fault, or a high or critical advisory
 * against what is shipped.
 */
commandLine({ usage: 'npm run audit', about: 'Checks the lockfile, licences, and advisories where the registry tells them.' })

const ANSWER_MS = 60_000
const ROOT = path.join(import.meta.dirname, '..')

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))

const licenceSchema = z.object({ license: z.string().optional() })
function installedLicence(place: string): string | undefined {
  const file = path.join(place, 'package.json')
  return existsSync(path.join(ROOT, file)) ? licenceSchema.safeParse(readJson(file)).data?.license : undefined
}

const advisoriesSchema = z.object({
  metadata: z.object({ vulnerabilities: z.object({ moderate: z.number(), high: z.number(), critical: z.number() }) }),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string() })),
})

/** High and critical advisories against the packages that are shipped; null where the registry does not tell. */
function advisories(): string[] | null {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: ROOT, encoding: 'utf8', timeout: ANSWER_MS })
  let answer: unknown
  try {
    answer = JSON.parse(stdout)
  } catch {
    return null
  }
  const told = advisoriesSchema.safeParse(answer)
  if (!told.success) return null
  return Object.entries(told.data.vulnerabilities).flatMap(([name, { severity }]) =>
    severity === 'high' || severity === 'critical' ? [`${name}: an advisory of severity ${severity}. See npm audit.`] : [],
  )
}

const lock = lockfileSchema.parse(readJson('package-lock.json'))
const packages = Object.keys(lock.packages).length - 1
const found = advisories()
const faults = [
  ...lockfileFaults(lock, manifestSchema.parse(readJson('package.json'))),
  ...licenceFaults(lock, installedLicence),
  ...(found ?? []),
]
for (const fault of faults) console.log(`✘ ${fault}`)
console.log(`${packages} packages: lockfile and licences checked, ${faults.length} faults.`)
console.log(
  found === null
    ? 'Advisories were not checked: the registry in use does not tell them.'
    : 'Advisories were checked against what is shipped.',
)
process.exitCode = faults.length > 0 ? 1 : 0
