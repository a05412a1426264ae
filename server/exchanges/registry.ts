import { CATALOGUE, type CatalogueEntry } from './catalogue'
import { monograms } from './monogram'
import type { ExchangeInfo } from './port'
import { ROOM_IDS, ROOMS, venueFor } from './venues'
import type { Mark } from './venues/venue'

/** None for an exchange that wants a credential that nobody is asked for. */
function info(entry: CatalogueEntry): ExchangeInfo[] {
  const { about, leverage, subAccounts } = venueFor(entry.id)
  if (about.credentialFields.length === 0) return []
  return [
    {
      id: entry.id,
      name: about.name,
      credentialFields: [...about.credentialFields],
      keyPage: about.keyPage,
      keyUrl: about.keyUrl,
      permissionsWanted: [...about.permissionsWanted],
      wallets: [...about.wallets],
      generic: !ROOM_IDS.has(entry.id),
      sandbox: entry.sandbox,
      canSetLeverage: leverage !== undefined,
      listsSubAccounts: subAccounts !== undefined,
    },
  ]
}

const BY_CATALOGUE = new Map(CATALOGUE.map((entry) => [entry.id, entry]))
const FIRST = ROOMS.flatMap(({ about }) => BY_CATALOGUE.get(about.id) ?? [])
const OTHERS = CATALOGUE.filter((entry) => !FIRST.includes(entry)).sort((a, b) => a.name.localeCompare(b.name, 'en'))

const INFOS: readonly ExchangeInfo[] = [...FIRST, ...OTHERS].flatMap(info)

const folded = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s._-]+/g, '')
const FOUND = new Map<string, ExchangeInfo>()
for (const exchange of INFOS) {
  for (const name of [exchange.id, exchange.name, ...(venueFor(exchange.id).about.aliases ?? [])]) {
    if (!FOUND.has(folded(name))) FOUND.set(folded(name), exchange)
  }
}

/** Every supported exchange, those with a room of their own first. */
export function exchangeInfos(): ExchangeInfo[] {
  return [...INFOS]
}

/** By ccxt id, display name or former name, in any case; null if unknown. */
export function findExchange(idOrName: string): ExchangeInfo | null {
  return FOUND.get(folded(idOrName)) ?? null
}

/**
 * Marks by ccxt id: what `marks.json` gives to pages, which know no room. No two have the same letters.
 * @throws where two rooms name the same letters
 */
export function exchangeMarks(): Record<string, Mark & { letters: string }> {
  const others = CATALOGUE.filter(({ id }) => !ROOMS.some(({ about }) => about.id === id))
  const named = [...ROOMS.map(({ about }) => about), ...others].map(({ id, name }) => ({ id, name, ...venueFor(id).about.mark }))
  const letters = monograms(named)
  return Object.fromEntries(named.map(({ id, hue }) => [id, { letters: letters.get(id) ?? '', ...(hue ? { hue } : {}) }]))
}
