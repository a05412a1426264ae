import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { Movement } from '../movement'
import type { VenueResponse } from '../venue'
import { answered } from '../wire'

/**
 * Extended's lists of what came, went and was paid for positions: newest first; the cursor is the last row's id, and the next page
 * begins behind it. https://api.docs.extended.exchange/#get-deposits-withdrawals-transfers-history, #get-funding-payments (2026-11)
 */

const WALLET = 'unified'
const COLLATERAL = 'USDC'
const OPERATIONS = 50
const PAYMENTS = 100

/** Assets go by number in these lists; the collateral is the first. */
export function assets(exchange: Exchange) {
  const names = ['USD', ...new Set(exchange.markets().map(({ base }) => base))]
  return names.map((name, index) => ({
    id: index + 1,
    name,
    symbol: name,
    description: name,
    precision: name === 'USD' ? 6 : 8,
    isActive: true,
    isCollateral: name === 'USD',
    starkexId: `0x${(index + 1).toString(16)}`,
    starkexResolution: 1_000_000,
    type: 'SPOT',
    canBeUsedAsCollateral: true,
  }))
}

/** Ids are larger than a JSON number can tell apart; the cursor is one all the same, without quotes. */
function page(
  rows: readonly { id: string; told: object }[],
  query: URLSearchParams,
  most: number,
  numbers: boolean,
): VenueResponse {
  const cursor = query.get('cursor')
  const begin = cursor === null ? 0 : rows.findIndex(({ id }) => id === cursor) + 1
  const found =
    cursor !== null && begin === 0 ? [] : rows.slice(begin, begin + Math.min(most, Number(query.get('limit') ?? most) || most))
  const last = found.at(-1)
  const pagination = { ...(last && { cursor: '<cursor>' }), count: found.length }
  const data = found.map(({ id, told }) => ({ id: numbers ? Number(id) : id, ...told }))
  const body = JSON.stringify({ status: 'OK', data, pagination })
  return { ...answered(null), body: body.replace('"<cursor>"', last?.id ?? '') }
}

/** In the order of being told. */
const newest = (ledger: Ledger, exchange: Exchange): Movement[] =>
  exchange
    .movements(ledger)
    .filter(({ wallet }) => wallet === WALLET)
    .toReversed()

const TYPES: Readonly<Partial<Record<Movement['kind'], string>>> = {
  deposit: 'DEPOSIT',
  withdrawal: 'WITHDRAWAL',
  transfer: 'TRANSFER',
}

/** `GET /api/v1/user/assetOperations`: what leaves is below zero, with what it cost beside it. */
export function operations(ledger: Ledger, query: URLSearchParams, exchange: Exchange): VenueResponse {
  const wanted = query.getAll('type')
  const numbers = new Map(assets(exchange).map(({ name, id }) => [name === 'USD' ? COLLATERAL : name, id]))
  const rows = newest(ledger, exchange).flatMap((row) => {
    const type = TYPES[row.kind]
    if (!type || (wanted.length > 0 && !wanted.includes(type))) return []
    const told = {
      type,
      status: 'COMPLETED',
      amount: new Decimal(row.amount).toFixed(16),
      fee: row.fee ?? '0',
      asset: numbers.get(row.coin) ?? 0,
      time: row.at,
      accountId: Number(ledger.uid),
      // Into the vault, which has an account as everybody has.
      ...(type === 'TRANSFER' ? { counterpartyAccountId: 100_023 } : { transactionHash: row.txHash, chain: row.chain }),
    }
    return [{ id: `1951${ledger.uid}${String(row.id).padStart(10, '0')}`, told }]
  })
  return page(rows, query, OPERATIONS, false)
}

/** `GET /api/v1/user/funding/history`: from a moment on, in the collateral. */
export function fundingHistory(ledger: Ledger, query: URLSearchParams, exchange: Exchange): VenueResponse {
  const from = Number(query.get('startTime') ?? 0)
  const market = query.get('market')
  const rows = newest(ledger, exchange)
    .filter((row) => row.kind === 'funding' && row.at >= from && (market === null || row.market === market))
    .map((row) => {
      const held = ledger.positions.find((position) => position.market === row.market)
      const told = {
        accountId: Number(ledger.uid),
        market: row.market,
        positionId: 1,
        side: held?.contracts.startsWith('-') ? 'SHORT' : 'LONG',
        size: held?.contracts.replace(/^-/, '') ?? '0',
        value: '0',
        markPrice: row.market ? exchange.markPrice(row.market) : '0',
        fundingFee: row.amount,
        fundingRate: '0.000013',
        paidTime: row.at,
      }
      return { id: String(row.id), told }
    })
  return page(rows, query, PAYMENTS, true)
}
