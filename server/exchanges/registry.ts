import { CATALOGUE, type CatalogueEntry } from './catalogue'
import { NAMED_EXCHANGES, type NamedExchange } from './named-exchanges'
import type { CredentialField, CredentialFieldInfo, ExchangeInfo } from './port'
import { ROOM_IDS, VARIANTS } from './venues'

/** ccxt's credential names → ours. */
const FIELDS: Readonly<Record<string, { field: CredentialField; label: string; secret: boolean }>> = {
  apiKey: { field: 'apiKey', label: 'API key', secret: false },
  secret: { field: 'apiSecret', label: 'API secret', secret: true },
  password: { field: 'password', label: 'Passphrase', secret: true },
  uid: { field: 'uid', label: 'User id', secret: false },
  accountId: { field: 'uid', label: 'Account id', secret: false },
  walletAddress: { field: 'walletAddress', label: 'Wallet address', secret: false },
  privateKey: { field: 'privateKey', label: 'Private key', secret: true },
}

/** Read by a public address, which ccxt does not list as a credential. */
const BY_ADDRESS: ReadonlySet<string> = new Set(['dydx'])

function generic(entry: CatalogueEntry): CredentialFieldInfo[] | null {
  const fields = (BY_ADDRESS.has(entry.id) ? ['walletAddress'] : entry.credentials).map((name) => FIELDS[name])
  // An exchange that wants a field that nobody is asked for (a login, a token) cannot be connected.
  if (fields.length === 0 || fields.some((field) => field === undefined)) return null
  return fields.flatMap((field) => (field ? [{ ...field, required: true }] : []))
}

/** `origin`: what is known of the exchange that this one is a national site of. */
function info(entry: CatalogueEntry, named: NamedExchange | undefined, origin = named): ExchangeInfo[] {
  const credentialFields = origin?.credentialFields ?? generic(entry)
  if (credentialFields === null) return []
  const adapted = ROOM_IDS.has(entry.id)
  return [
    {
      id: entry.id,
      name: named?.name ?? entry.name,
      credentialFields,
      keyPage: origin?.keyPage ?? `API settings of your ${entry.name} account`,
      keyUrl: named?.keyUrl ?? entry.www,
      permissionsWanted: origin?.permissionsWanted ?? ['Read only'],
      wallets: adapted && origin ? [...origin.wallets] : entry.fetchPositions ? ['spot', 'perp'] : ['spot'],
      generic: !adapted,
      sandbox: entry.sandbox,
      canSetLeverage: adapted && (origin?.canSetLeverage ?? false),
    },
  ]
}

const BY_CATALOGUE = new Map(CATALOGUE.map((entry) => [entry.id, entry]))
const NAMED = new Map(NAMED_EXCHANGES.map((named) => [named.id, named]))

const INFOS: readonly ExchangeInfo[] = [
  ...NAMED_EXCHANGES.flatMap((named) => {
    const entry = BY_CATALOGUE.get(named.id)
    return entry ? info(entry, named) : []
  }),
  ...CATALOGUE.filter((entry) => !NAMED.has(entry.id))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .flatMap((entry) => info(entry, undefined, NAMED.get(VARIANTS[entry.id] ?? ''))),
]

const folded = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s._-]+/g, '')
const FOUND = new Map<string, ExchangeInfo>()
for (const exchange of INFOS) {
  for (const name of [exchange.id, exchange.name, ...(NAMED.get(exchange.id)?.aliases ?? [])]) {
    if (!FOUND.has(folded(name))) FOUND.set(folded(name), exchange)
  }
}

/** Every supported exchange, those with an adapter of their own first. */
export function exchangeInfos(): ExchangeInfo[] {
  return [...INFOS]
}

/** By ccxt id, display name or former name, in any case; null if unknown. */
export function findExchange(idOrName: string): ExchangeInfo | null {
  return FOUND.get(folded(idOrName)) ?? null
}
