import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { type Movement, within } from '../movement'

/**
 * Paradex's lists of transfers and of funding: newest first, page by page by the answer's own `next`, which is null where nothing
 * is left. https://docs.paradex.trade/api/prod/transfers/get and .../account/get-funding (2026-11)
 */

const USUAL = 100
const MOST = 5_000
const WALLET = 'unified'

const written = (id: number) => Buffer.from(JSON.stringify({ marker: id })).toString('base64')
function markerOf(cursor: string | null): number {
  if (!cursor) return Number.POSITIVE_INFINITY
  return Number(/"marker":(\d+)/.exec(Buffer.from(cursor, 'base64').toString())?.[1] ?? 0)
}

function paged(ledger: Ledger, exchange: Exchange, query: URLSearchParams, tell: (row: Movement) => object | null) {
  const [start, end] = [Number(query.get('start_at') ?? 0), Number(query.get('end_at') ?? exchange.now())]
  const marker = markerOf(query.get('cursor'))
  const rows = within(exchange.movements(ledger), start, end)
    .filter((row) => row.wallet === WALLET && row.id < marker)
    .flatMap((row) => {
      const told = tell(row)
      return told ? [{ id: row.id, told }] : []
    })
    .toReversed()
  const page = rows.slice(0, Math.min(MOST, Number(query.get('page_size') ?? USUAL) || USUAL))
  const last = page.at(-1)
  return {
    next: last && page.length < rows.length ? written(last.id) : null,
    prev: null,
    results: page.map(({ told }) => told),
  }
}

const idOf = ({ uid }: Ledger, { at, id }: Movement) => `${at}${uid}${String(id).padStart(6, '0')}`

/** Of transfers within the account those with vaults alone. */
function kindOf({ kind, amount, transfer }: Movement): string | null {
  if (kind === 'deposit' || kind === 'withdrawal') return kind.toUpperCase()
  if (kind !== 'transfer' || (transfer?.from !== 'vaults' && transfer?.to !== 'vaults')) return null
  return amount.startsWith('-') ? 'VAULT_DEPOSIT' : 'VAULT_WITHDRAWAL'
}

/** `GET /v1/transfers`: amounts have no sign; a withdrawal's is all that leaves. */
export const transfers = (ledger: Ledger, exchange: Exchange, query: URLSearchParams) =>
  paged(ledger, exchange, query, (row) => {
    const kind = kindOf(row)
    if (kind === null || (query.get('status') ?? 'COMPLETED') !== 'COMPLETED') return null
    return {
      id: idOf(ledger, row),
      account: ledger.key.apiKey,
      amount: new Decimal(row.amount)
        .minus(row.fee ?? 0)
        .abs()
        .toFixed(),
      bridge: '',
      created_at: row.at,
      last_updated_at: row.at,
      direction: row.amount.startsWith('-') ? 'OUT' : 'IN',
      external_account: row.address ?? '',
      external_chain: row.chain === 'ETH' ? 'ETHEREUM' : (row.chain ?? ''),
      external_txn_hash: row.txHash ?? '',
      failure_reason: '',
      kind,
      socialized_loss_factor: '0',
      status: 'COMPLETED',
      token: row.coin,
      txn_hash: row.txHash ?? '',
    }
  })

/** `GET /v1/funding/payments` */
export const fundingPayments = (ledger: Ledger, exchange: Exchange, query: URLSearchParams) =>
  paged(ledger, exchange, query, (row) => {
    if (row.kind !== 'funding' || (query.get('market') ?? row.market) !== row.market) return null
    return {
      id: idOf(ledger, row),
      account: ledger.key.apiKey,
      created_at: row.at,
      fill_id: '',
      index: '0',
      market: row.market,
      payment: row.amount,
    }
  })
