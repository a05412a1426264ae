import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { type Movement, within } from '../movement'

/**
 * Backpack's lists of deposits, withdrawals and funding: newest first, a thousand rows at most, by how many to leave out; times are
 * UTC without saying so. https://docs.backpack.exchange/#tag/Capital, #tag/History (2026-11)
 */

const USUAL = 100
const MOST = 1_000

type Tell = (ledger: Ledger, exchange: Exchange, query: URLSearchParams) => object[]

function paged(rows: readonly Movement[], query: URLSearchParams): Movement[] {
  const offset = Number(query.get('offset') ?? 0)
  return rows.toReversed().slice(offset, offset + Math.min(MOST, Number(query.get('limit') ?? USUAL) || USUAL))
}

const written = (at: number) => new Date(at).toISOString().replace(/Z$/, '')
const idOf = ({ uid }: Ledger, { id }: Movement) => Number(`${uid}${String(id).padStart(6, '0')}`)

function listed(ledger: Ledger, exchange: Exchange, query: URLSearchParams, kind: Movement['kind']): Movement[] {
  const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? exchange.now())]
  return paged(
    within(exchange.movements(ledger), from, to).filter((row) => row.kind === kind),
    query,
  )
}

/** `GET /wapi/v1/capital/deposits` */
export const deposits: Tell = (ledger, exchange, query) =>
  listed(ledger, exchange, query, 'deposit').map((row) => ({
    createdAt: written(row.at),
    fiatAmount: null,
    fiatCurrency: null,
    fromAddress: row.address ?? null,
    id: idOf(ledger, row),
    institutionBic: null,
    platformMemo: null,
    quantity: row.amount,
    source: 'ethereum',
    status: 'confirmed',
    symbol: row.coin,
    toAddress: row.address ?? null,
    transactionHash: row.txHash ?? null,
  }))

/** `GET /wapi/v1/capital/withdrawals`: what it cost stands beside its quantity. */
export const withdrawals: Tell = (ledger, exchange, query) =>
  listed(ledger, exchange, query, 'withdrawal').map((row) => ({
    accountIdentifier: null,
    bankIdentifier: null,
    bankName: null,
    blockchain: 'Ethereum',
    clientId: null,
    createdAt: written(row.at),
    fee: row.fee ?? '0',
    fiatFee: null,
    fiatState: null,
    fiatSymbol: null,
    id: idOf(ledger, row),
    identifier: null,
    isInternal: false,
    providerId: null,
    quantity: row.amount.replace(/^-/, ''),
    status: 'confirmed',
    subaccountId: null,
    symbol: row.coin,
    toAddress: row.address ?? null,
    transactionHash: row.txHash ?? null,
    triggerAt: null,
  }))

/** `GET /wapi/v1/history/funding`: it takes no stretch, and its rows have no ids. */
export const funding: Tell = (ledger, exchange, query) => {
  const rows = exchange
    .movements(ledger)
    .filter(({ kind, market }) => kind === 'funding' && (query.get('symbol') ?? market) === market)
  return paged(rows, query).map((row) => ({
    fundingRate: '0.0001',
    intervalEndTimestamp: written(row.at).replace(/\.000$/, ''),
    quantity: row.amount,
    subaccountId: 0,
    symbol: row.market,
    userId: 1813870,
  }))
}
