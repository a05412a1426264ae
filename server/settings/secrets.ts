import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { EnvProblem } from './problem'

/** Settings whose value nobody should see: each also by `NAME_FILE`, a file that holds it. */
export const SECRETS = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'DATABASE_READ_URL',
  'MIGRATION_DATABASE_URL',
  'NEXTAUTH_SECRET',
  'MASTER_KEY',
  'BACKUP_PASSPHRASE',
  'SMTP_URL',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'GITHUB_SECRET',
  'GOOGLE_SECRET',
  'OIDC_CLIENT_SECRET',
  'BALLAST_TOKEN',
] as const

/** Their files are read where they are used, each time anew: a rotation adds a key, and a passphrase is for one command. */
const READ_LATER: readonly string[] = ['MASTER_KEY', 'BACKUP_PASSPHRASE']
/** Those of `SECRETS` whose file's content takes the value's place at the start. */
export const READ_AT_START = SECRETS.filter((name) => !READ_LATER.includes(name))
export const SECRET_FILES = SECRETS.map((name) => `${name}_FILE`)

/**
 * The same settings with secrets read from their files, and the files no longer named.
 * @throws EnvProblem naming the setting, never a value: a secret given twice, a file that cannot be read or is empty
 */
export function withSecretFiles(given: Readonly<Record<string, string>>): Record<string, string> {
  const result = { ...given }
  for (const name of READ_AT_START) {
    const file = result[`${name}_FILE`]
    if (file === undefined) continue
    if (result[name] !== undefined) throw new EnvProblem(`${name} and ${name}_FILE cannot both be set.`)
    result[name] = contentOf(file, `${name}_FILE`)
    delete result[`${name}_FILE`]
  }
  return result
}

/** What a file holds, without the line's end that editors put there. */
function contentOf(file: string, name: string): string {
  let text: string
  try {
    text = readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim()
  } catch {
    throw new EnvProblem(`${name} cannot be read.`)
  }
  if (text === '') throw new EnvProblem(`${name} is an empty file.`)
  return text
}

/** Readable by design: Docker and Podman lay secrets there, within a container that has one user. */
const LAID_BY_PLATFORM = /^\/run\/secrets\//

/**
 * Whether users of this machine other than Ballast's may read a file: anybody, or a group where the file is our own. One of
 * another owner that we read by our group is how a package lays it (root:ballast, 0640). False where there is none, below
 * /run/secrets, and on Windows.
 * @param look handed in by tests
 */
export function isOpenToOthers(file: string, look: (file: string) => { mode: number; uid: number } = looked): boolean {
  if (process.platform === 'win32' || LAID_BY_PLATFORM.test(path.resolve(/* turbopackIgnore: true */ file))) return false
  try {
    const { mode, uid } = look(file)
    return (mode & 0o004) !== 0 || ((mode & 0o040) !== 0 && uid === process.getuid?.())
  } catch {
    return false
  }
}

const looked = (file: string) => statSync(/* turbopackIgnore: true */ file)
