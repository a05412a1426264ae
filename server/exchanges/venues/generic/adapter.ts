import { z } from 'zod'
import type { Holding, TokenHolding } from '../../../domain/types'
import type { CatalogueEntry } from '../../catalogue'
import { absolute, isZero, maybeAmount, maybeText, negated, plainDecimal, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, plainToken, position } from '../../reading/rows'
import type { Venue } from '../venue'
import { genericAbout } from './about'

/** ccxt's unified balance: `total`, `free` and, where the exchange lends, `debt`, each by currency code. */
const Amounts = z.record(z.string(), z.unknown()).nullish()
const Balance = z.object({ total: Amounts, free: Amounts, used: Amounts, debt: Amounts })

const Position = z.object({
  symbol: z.string().nullish(),
  side: maybeText,
  contracts: maybeAmount,
  contractSize: maybeAmount,
  markPrice: maybeAmount,
  entryPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  unrealizedPnl: maybeAmount,
  initialMargin: maybeAmount,
  maintenanceMargin: maybeAmount,
  collateral: maybeAmount,
  leverage: maybeAmount,
  marginMode: maybeText,
  hedged: z.boolean().nullish(),
})

const NAMES: Record<string, string> = { swap: 'perp', future: 'perp', margin: 'margin', spot: 'spot' }

function tokens(balance: z.output<typeof Balance>, name: string): TokenHolding[] {
  const { total, free, used, debt } = balance
  const codes = new Set([...Object.keys(total ?? {}), ...Object.keys(free ?? {}), ...Object.keys(used ?? {})])
  return held(
    [...codes].map((code) => {
      const available = plainDecimal(free?.[code])
      const size = plainDecimal(total?.[code]) ?? available
      if (size === null) return null
      const owed = plainDecimal(debt?.[code])
      if (owed === null || isZero(owed)) return plainToken(name, code, size, available)
      return marginToken({
        wallet: name,
        symbol: code,
        size: subtract(size, absolute(owed)),
        amount: size,
        borrowed: owed,
        available,
      })
    }),
  )
}

async function positions(api: AccountApi): Promise<Holding[] | null> {
  const rows = await api.ask('perp', 'fetchPositions', [], z.array(Position))
  if (rows === null) return null
  const book = await api.markets()
  return held(
    rows.map((row) => {
      const market = book.all.find((candidate) => candidate.contract && candidate.symbol === row.symbol)
      if (!market || row.contracts === null || isZero(row.contracts)) return null
      const short = row.side === 'short' && !row.contracts.startsWith('-')
      const isolated = row.marginMode === 'isolated'
      return position(market, {
        wallet: 'perp',
        contracts: short ? negated(row.contracts) : row.contracts,
        side: row.hedged ? (short ? 'short' : 'long') : 'net',
        markPrice: row.markPrice,
        unrealizedProfit: row.unrealizedPnl,
        initialMargin: row.initialMargin,
        maintMargin: row.maintenanceMargin,
        marginBalance: isolated ? row.collateral : null,
        leverage: row.leverage,
        entryPrice: row.entryPrice,
        liquidationPrice: row.liquidationPrice,
        marginMode: isolated ? 'isolated' : row.marginMode === 'cross' ? 'cross' : null,
      })
    }),
  )
}

/**
 * Any other exchange of ccxt: its balance and, where ccxt can ask for them, its positions, as ccxt's unified calls give
 * them. What such an exchange keeps in further wallets is not seen, and the account says so.
 */
export function genericVenue(entry: CatalogueEntry): Venue {
  const fetches = (api: AccountApi, type: string) => api.ask(NAMES[type] ?? type, 'fetchBalance', [], Balance)
  return {
    about: genericAbout(entry),
    errors: {},
    async read(api): Promise<Reading> {
      const [balance, open] = await Promise.all([fetches(api, 'spot'), api.can('fetchPositions') ? positions(api) : null])
      return {
        holdings: [...(balance ? tokens(balance, 'spot') : []), ...(open ?? [])],
        wallets: [...(balance ? [wallet('spot')] : []), ...(open ? [wallet('perp')] : [])],
        positionMode: null,
      }
    },
    async verify(api) {
      await api.call('fetchBalance', [], Balance)
      return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
    },
  }
}
