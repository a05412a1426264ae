import { z } from 'zod'
import { amount, flag, inside } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { unlistedMarket } from '../../reading/unlisted'

/** https://docs.digifinex.com/en-ww/swap/v2/rest.html#instruments (2026-11) */
const Instrument = z.object({
  instrument_id: z.string(),
  base_currency: z.string(),
  quote_currency: z.string(),
  clear_currency: z.string(),
  contract_value: amount,
  is_inverse: flag,
})
type Instrument = z.output<typeof Instrument>
const Instruments = inside('data', z.array(Instrument))

/** The id that a pair's own contract has: `ETHUSDTPERP`, and settled in coins `ETHPERP`. */
export const ownId = ({ base, quote, inverse }: Pick<Market, 'base' | 'quote' | 'inverse'>) =>
  inverse ? `${base}PERP` : `${base}${quote}PERP`

/**
 * `BETHUSDTPERP` and `OETHUSDTPERP` are contracts on ETH in USDT too, of another size (2026-09): ccxt 4.5.84 keeps the last one of a
 * pair. The pair is its own contract's; the others go by their ids.
 */
function marketOf(row: Instrument, api: AccountApi): Market {
  const [base, quote, settle] = [api.code(row.base_currency), api.code(row.quote_currency), api.code(row.clear_currency)]
  const named = {
    ...unlistedMarket(row.instrument_id, { counts: 'coins', settle, inverse: row.is_inverse }),
    ...{ base, coin: base, quote, contractSize: row.contract_value, active: true },
  }
  if (row.instrument_id !== ownId(named)) return named
  const { unlisted: _, ...market } = named
  return { ...market, symbol: `${base}/${quote}:${settle}` }
}

/** Of which nobody tells anything any more: without a quote in its id it was settled in coins. */
const delisted = (id: string): Market => ({
  ...unlistedMarket(id.replace(/PERP$/, ''), { counts: 'contracts', inverse: !/USD[TC]?PERP$/.test(id) }),
  ...{ id, symbol: id },
})

/** The contracts of ids: those that are among the markets under their pair's own id, else as the exchange tells them. */
export async function contractsOf(ids: readonly string[], api: AccountApi): Promise<ReadonlyMap<string, Market>> {
  const book = await api.markets()
  const found = new Map<string, Market>()
  for (const id of ids) {
    const market = book.contract(id)
    if (market && market.id === ownId(market)) found.set(id, market)
  }
  const others = ids.filter((id) => !found.has(id))
  if (others.length === 0) return found
  const told = await api.tell('contracts', 'publicSwapGetPublicInstruments', {}, Instruments)
  for (const row of told ?? []) if (others.includes(row.instrument_id)) found.set(row.instrument_id, marketOf(row, api))
  await Promise.all(
    others.filter((id) => !found.has(id)).map(async (id) => found.set(id, await api.contract(id, { counts: 'contracts' }))),
  )
  for (const [id, market] of found) if (market.unlisted === 'contracts') found.set(id, delisted(id))
  return found
}
