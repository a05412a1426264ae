import { closest, distance } from 'fastest-levenshtein'
import { ALL_GIVEN } from './settings/in-force'

/** Prefixes that nobody else's settings have, or that mean nothing but ours where Ballast is started. */
const FAMILIES = [
  'BALLAST_',
  'RETENTION_',
  'EXCHANGE_',
  'SMTP_',
  'TRUSTED_PROX',
  'SECOND_FACTOR',
  'API_RATE',
  'OIDC_',
  'BACKUP_',
  'NOTIFY_',
  'METRICS_',
  'TRACES_',
]
/** Names that other programs' begin with too (HOSTNAME, PORT_…): more letters behind them make no setting of ours. */
const COMMON = /^(PORT|HOST|NODE_ENV|DATA_DIR|DATABASE_URL|BASE_URL|EGRESS)$/
/** Read by the libraries that we use, or put there by the launcher. */
const ALSO_KNOWN = new Set(['NEXTAUTH_URL', 'NEXTAUTH_URL_INTERNAL', ALL_GIVEN])

/**
 * A variable that is set, begins like a setting of Ballast and is none, which would be ignored without a word.
 * @param known names of the settings
 * @returns the variable and the setting that is nearest to it; null where there is none
 */
export function misspelt(
  source: Record<string, string | undefined>,
  known: readonly string[],
): { name: string; nearest: string } | null {
  for (const [name, value] of Object.entries(source)) {
    if (!value || known.includes(name) || ALSO_KNOWN.has(name)) continue
    const meant = FAMILIES.some((family) => name.startsWith(family)) || known.some((setting) => isNear(name, setting))
    if (meant) return { name, nearest: closest(name.toUpperCase().replace(/^BALLAST_/, ''), [...known]) }
  }
  return null
}

function isNear(name: string, setting: string): boolean {
  if (!COMMON.test(setting) && name.startsWith(`${setting}_`)) return true
  // Single words such as PORT and HOST have many neighbours that are other programs'.
  if (setting.length <= 6) return name.length > 3 && name.startsWith(setting.slice(0, 3)) && distance(name, setting) === 1
  const bare = (text: string) => text.toUpperCase().replaceAll('_', '')
  if (bare(name) === bare(setting)) return true
  const [words, wanted] = [name.split('_'), setting.split('_')]
  if (words.length !== wanted.length) return false
  // Word by word: DATABASE_PORT is near to DATABASE_POOL only as a whole, and is somebody else's.
  return wanted.every((word, index) => distance(words[index] ?? '', word) <= (word.length <= 4 ? 1 : 2))
}
