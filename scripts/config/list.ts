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

/** What can be said of a secret: of an address all but its password. */
function masked(name: string, value: string): string {
  const address = /^([a-z]+:\/\/[^:/@]*):.*@(.*)$/s.exec(value)
  if (address) return `${address[1]}:${MASK}@${address[2]}`
  const isAddress = name.endsWith('_URL') && /^[a-z]+:\/\/[^@]*$/.test(value)
  return SECRETS.some((secret) => secret === name) && !isAddress ? MASK : withoutUsers(value)
}

/** Addresses within other settings may name somebody too. */
const withoutUsers = (text: string) => text.replaceAll(/(\/\/[^:/@\s"]*):[^@\s"]*@/g, `$1:${MASK}@`)

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
