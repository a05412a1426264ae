import { readSettingsFile } from './file'
import { isOpenToOthers, SECRET_FILES, SECRETS, withSecretFiles } from './secrets'

/** Where a setting comes from. */
export interface Origin {
  from: 'environment' | 'file'
  /** The file that holds the value itself. */
  secretFile?: string
}

export interface InForce {
  /** All that is set, the environment's other variables with it; secrets by their values. */
  values: Record<string, string>
  origins: ReadonlyMap<string, Origin>
  /** Path of ballast.env; null where there is none. */
  file: string | null
  /** What does not keep anybody from starting and should be mended; a sentence each. */
  warnings: string[]
}

/** Put up by the launcher's children, which are given all that is in force by it: a file that changed meanwhile is for the next start. */
export const ALL_GIVEN = 'BALLAST_SETTINGS_GIVEN'

const pairOf = (name: string) => SECRETS.find((secret) => name === secret || name === `${secret}_FILE`) ?? name

/**
 * The settings of the environment, and of DATA_DIR/ballast.env those that the environment leaves open (a secret and its file
 * are one setting). An empty one counts as not set.
 * @param known names that may stand in the file
 * @throws EnvProblem in one line: the file, or a secret's file
 */
export function settingsInForce(environment: Record<string, string | undefined>, known: readonly string[]): InForce {
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) if (value !== undefined && value !== '') given[name] = value
  const origins = new Map<string, Origin>(
    Object.keys(given)
      .filter((name) => known.includes(name))
      .map((name) => [name, { from: 'environment' }]),
  )
  const read = given[ALL_GIVEN] === undefined ? readSettingsFile(given.DATA_DIR ?? '.data', known) : null
  const taken = new Set([...origins.keys()].map(pairOf))
  for (const [name, value] of read?.settings ?? []) {
    if (taken.has(pairOf(name))) continue
    given[name] = value
    origins.set(name, { from: 'file' })
  }
  const values = withSecretFiles(given)
  const warnings = read !== null && isOpenToOthers(read.file) ? [openFile(read.file)] : []
  for (const fileSetting of SECRET_FILES) {
    const [file, origin] = [given[fileSetting], origins.get(fileSetting)]
    if (file === undefined || origin === undefined) continue
    if (values[fileSetting] === undefined) {
      origins.delete(fileSetting)
      origins.set(pairOf(fileSetting), { ...origin, secretFile: file })
    }
    if (isOpenToOthers(file)) warnings.push(openFile(file))
  }
  return { values, origins, file: read?.file ?? null, warnings }
}

const openFile = (file: string) => `${file} can be read by other users of this machine: chmod 600 ${file}`
