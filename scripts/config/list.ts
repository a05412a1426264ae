import path from 'node:path'
import { defaultOf, EnvProblem, parseEnv, SHOWN_SETTINGS } from '@/server/env'
import type { InForce } from '@/server/settings/in-force'
import { SECRETS } from '@/server/settings/secrets'

/** A line of `npm run config`. */
export interface ShownSetting {
  name: string
  /** Secrets masked; `–`: nothing. */
  value: string
  from: string
}

const NOTHING = '–'
const MASK = '••••••••'

const isSecret = (name: string) => SECRETS.some((secret) => secret === name)
/** What an address says behind its question mark, by a name that a secret has. */
const SECRET_PART = '[?&#;][^=&\\s"]*(?:pass|secret|token|key)[^=&\\s"]*='

/** What can be said of a setting: of an address all but its password, of other secrets nothing. */
function masked(name: string, value: string): string {
  const within = isSecret(name) ? '[^&]' : '[^&\\s"]'
  // An @ behind a part may end a password as well as stand in the part's value: nobody can say which.
  if (new RegExp(`${SECRET_PART}${isSecret(name) ? '.' : '[^\\s"]'}*@`, 'is').test(value)) return MASK
  if (!isSecret(name)) return withoutUsers(withoutParts(value, within))
  if (!name.endsWith('_URL')) return MASK
  const address = /^([a-z]+:\/\/[^:/@]*):.*@(.*)$/s.exec(value)
  if (address) return `${address[1]}:${MASK}@${withoutParts(address[2] ?? '', within)}`
  return /^[a-z]+:\/\/[^@]*$/.test(value) ? withoutParts(value, within) : MASK
}

/** @param within what a part's value goes on with */
const withoutParts = (text: string, within: string) =>
  text.replaceAll(new RegExp(`(${SECRET_PART})${within}*`, 'gi'), `$1${MASK}`)

/** Addresses within other settings may name somebody too; who has no password is a token. */
const withoutUsers = (text: string) =>
  text.replaceAll(/\/\/[^:/@\s"]+:?@/g, `//${MASK}@`).replaceAll(/(\/\/[^:/@\s"]*):[^\s"]+@/g, `$1:${MASK}@`)

/** What is in force where nobody set it. */
function unset(name: string, dataDir: string): { value: string; from: string } {
  const inFolder = (file: string) => path.join(dataDir, file)
  const made: Record<string, { value: string; from: string }> = {
    DATABASE_URL: { value: 'the embedded PostgreSQL', from: 'default' },
    NEXTAUTH_SECRET: { value: MASK, from: `made at the first start, in ${inFolder('secrets.json')}` },
    MASTER_KEY_FILE: { value: inFolder('master.key'), from: 'default' },
    BACKUP_DIR: { value: inFolder('backups'), from: 'default' },
  }
  if (made[name]) return made[name]
  const value = defaultOf(name)
  return { value: value ?? NOTHING, from: value === undefined ? 'not set' : 'default' }
}

/** All settings with what is in force, secrets masked, and where it comes from. */
export function shownSettings({ values, origins, file }: InForce): ShownSetting[] {
  const dataDir = path.resolve(values.DATA_DIR ?? '.data')
  return SHOWN_SETTINGS.map((name) => {
    const [value, origin] = [values[name], origins.get(name)]
    if (value === undefined || origin === undefined) {
      const { value: shown, from } = unset(name, dataDir)
      return { name, value: name === 'BASE_URL' ? shown.replace('PORT', values.PORT ?? '3000') : shown, from }
    }
    const by = origin.from === 'file' ? (file ?? '') : 'environment'
    return { name, value: masked(name, value), from: origin.secretFile === undefined ? by : `${origin.secretFile}, by ${by}` }
  })
}

/** What does not fit, in one line; null where a start would take all of it. */
export function faultOf({ values }: InForce): string | null {
  try {
    // What a start makes by itself where nobody sets it.
    parseEnv({ DATABASE_URL: 'postgres://127.0.0.1/ballast', NEXTAUTH_SECRET: MASK.repeat(4), ...values })
    return null
  } catch (error) {
    if (error instanceof EnvProblem) return error.message
    throw error
  }
}
