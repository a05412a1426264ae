import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'

/**
 * All money is told in whole units of a currency's smallest part, under a name of its own (`XBt`, `USDt`, `Gwei`; `LAMp` is Solana):
 * https://www.bitmex.com/app/restAPI, “Specification and Clients” (2026-11), https://docs.bitmex.com/api-explorer/get-wallet-assets.
 */
export interface Unit {
  /** ccxt's code of the coin. */
  code: string
  scale: number
  /** Money that nobody holds: the sum that margins with several coins (`MAMUSd`). */
  synthetic: boolean
}

const KNOWN: Readonly<Record<string, Unit>> = {
  XBt: { code: 'BTC', scale: 8, synthetic: false },
  USDt: { code: 'USDT', scale: 6, synthetic: false },
  Gwei: { code: 'ETH', scale: 9, synthetic: false },
}

const Scales = z.record(z.string(), z.object({ code: z.string(), scale: z.number(), synthetic: z.boolean() }))
const Assets = z.array(
  z.object({ currency: z.string(), majorCurrency: z.string(), scale: z.coerce.number().int(), currencyType: maybeText }),
)
/** Coins are listed seldom. */
const SELDOM = 20

/** The units of these currencies; those that its list of coins does not hold are left out. */
export async function unitsOf(api: AccountApi, currencies: Iterable<string>): Promise<ReadonlyMap<string, Unit>> {
  const wanted = new Set(currencies)
  const found = new Map(Object.entries(KNOWN).filter(([currency]) => wanted.has(currency)))
  if (found.size === wanted.size) return found
  const listed = await api.seldom('coins', SELDOM, Scales, async () => {
    const assets = await api.tell('coins', 'publicGetWalletAssets', {}, Assets)
    return (
      assets &&
      Object.fromEntries(
        assets.map(({ currency, majorCurrency, scale, currencyType }) => [
          currency,
          { code: api.code(majorCurrency), scale, synthetic: currencyType === 'Synthetic' },
        ]),
      )
    )
  })
  for (const currency of wanted) {
    const unit = listed?.[currency]
    if (unit && !found.has(currency)) found.set(currency, unit)
  }
  return found
}

/** `263542` satoshi → `0.00263542`. */
export function inUnits(value: DecimalString, { scale }: Unit): DecimalString
export function inUnits(value: DecimalString | null, unit: Unit): DecimalString | null
export function inUnits(value: DecimalString | null, { scale }: Unit): DecimalString | null {
  return value === null ? null : new Decimal(value).div(new Decimal(10).pow(scale)).toFixed()
}
