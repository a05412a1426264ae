import type { Ledger, VenueId } from './ledger'
import type { SimMarket } from './markets/market'

/** State of one account beside its holdings; venues change it, keys are market ids (hedge mode: `BTCUSDT:long`). */
export interface AccountSettings {
  leverage: Map<string, string>
  marginMode: Map<string, 'cross' | 'isolated'>
  /** Position mode of a single market where an exchange keeps it by market; else the ledger's `positionMode` holds. */
  positionMode: Map<string, 'one_way' | 'hedge'>
  /** Anything else of an account in the exchange's own words, e.g. Bybit `marginMode` = `REGULAR_MARGIN`. */
  account: Map<string, string>
}

interface Entry {
  ledger: Ledger
  settings: AccountSettings
}

export type FindMarket = (venue: VenueId, name: string) => SimMarket | undefined

/** The ledgers of all venues in memory: copies of what was handed in, changed by calls, never written back. */
export class Accounts {
  #entries = new Map<string, Entry>()
  #byKey = new Map<string, Entry>()
  readonly #findMarket: FindMarket

  constructor(findMarket: FindMarket) {
    this.#findMarket = findMarket
  }

  /**
   * Adds a ledger, or replaces the one with the same venue and uid. Throws if a position's market does not exist or the
   * key belongs to another account of that venue.
   */
  put(ledger: Ledger): void {
    const copy = structuredClone(ledger)
    for (const position of copy.positions) {
      const market = this.#findMarket(copy.venue, position.market)
      // A position on margin is one in a spot market.
      if (!market || (market.type === 'spot' && position.wallet !== 'margin'))
        throw new Error(`${copy.venue}/${copy.scenario}: no derivative market ${position.market}`)
      position.market = market.id
    }
    const keyOwner = this.#byKey.get(keyName(copy.venue, copy.key.apiKey))
    if (keyOwner && keyOwner.ledger.uid !== copy.uid)
      throw new Error(`${copy.venue}/${copy.scenario}: its API key already belongs to ${keyOwner.ledger.scenario}`)
    this.remove(copy.venue, copy.uid)
    const entry: Entry = {
      ledger: copy,
      settings: { leverage: new Map(), marginMode: new Map(), positionMode: new Map(), account: new Map() },
    }
    this.#entries.set(`${copy.venue}/${copy.uid}`, entry)
    this.#byKey.set(keyName(copy.venue, copy.key.apiKey), entry)
  }

  /** False if there is no such account. */
  remove(venue: VenueId, uid: string): boolean {
    const entry = this.#entries.get(`${venue}/${uid}`)
    if (!entry) return false
    this.#entries.delete(`${venue}/${uid}`)
    this.#byKey.delete(keyName(venue, entry.ledger.key.apiKey))
    return true
  }

  list(venue?: VenueId): Ledger[] {
    const ledgers: Ledger[] = []
    for (const { ledger } of this.#entries.values()) if (venue === undefined || ledger.venue === venue) ledgers.push(ledger)
    return ledgers
  }

  byKey(venue: VenueId, apiKey: string): Ledger | undefined {
    return this.#byKey.get(keyName(venue, apiKey))?.ledger
  }

  /** Throws for a ledger that this simulator does not hold. */
  settings(ledger: Ledger): AccountSettings {
    const entry = this.#entries.get(`${ledger.venue}/${ledger.uid}`)
    if (!entry) throw new Error(`no account ${ledger.venue}/${ledger.uid}`)
    return entry.settings
  }
}

/** Wallet addresses are the same in any case; API keys are not, but no two ledgers differ by case alone. */
function keyName(venue: VenueId, apiKey: string): string {
  return `${venue}/${apiKey.startsWith('0x') ? apiKey.toLowerCase() : apiKey}`
}
