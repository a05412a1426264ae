import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { DAY, type Movement, within } from '../movement'

/**
 * Aster's two ledgers: income of futures, and transactions of spot. Oldest first, both ends of the stretch inclusive, seven days
 * and a thousand rows at most. https://github.com/asterdex/api-docs (V3: "Get Income History", "transactionHistory")
 */

const WIDEST = 7 * DAY
const USUAL = 100
const MOST = 1_000

/** Null: a wider stretch than the exchange takes. */
type Told = Record<string, unknown>[] | null

function asked(ledger: Ledger, exchange: Exchange, query: URLSearchParams, wallet: string): Movement[] | null {
  const [first, last] = [query.get('startTime'), query.get('endTime')]
  const end = last === null ? Math.min(exchange.now(), first === null ? exchange.now() : Number(first) + WIDEST) : Number(last)
  const start = first === null ? end - WIDEST : Number(first)
  if (end - start > WIDEST) return null
  return within(exchange.movements(ledger), start, end).filter((row) => row.wallet === wallet)
}

const paged = <T>(rows: readonly T[], query: URLSearchParams): T[] =>
  rows.slice(0, Math.min(MOST, Number(query.get('limit') ?? USUAL) || USUAL))

/** What it changes its wallet by: what a withdrawal costs is in it. */
const change = ({ amount, fee }: Movement) => new Decimal(amount).minus(fee ?? 0).toFixed()
/** Small enough for a JSON number. Both ends of a transfer share theirs. */
const tranId = ({ uid }: Ledger, { id, transfer }: Movement) => Number(transfer?.id ?? `${uid}${String(id).padStart(6, '0')}`)

const INCOME: Readonly<Partial<Record<Movement['kind'], string>>> = {
  deposit: 'TRANSFER',
  withdrawal: 'TRANSFER',
  transfer: 'TRANSFER',
  funding: 'FUNDING_FEE',
  fee: 'COMMISSION',
  realized: 'REALIZED_PNL',
}

/** `GET /fapi/v3/income`. Its `tranId` is a text, unique within a kind. */
export function income(ledger: Ledger, exchange: Exchange, query: URLSearchParams): Told {
  const rows = asked(ledger, exchange, query, 'perp')?.flatMap((row) => {
    const incomeType = INCOME[row.kind]
    if (!incomeType || (query.get('incomeType') ?? incomeType) !== incomeType) return []
    return [
      {
        symbol: row.market ?? '',
        incomeType,
        income: change(row),
        asset: row.coin,
        info: incomeType,
        time: row.at,
        tranId: String(tranId(ledger, row)),
        tradeId: row.kind === 'fee' || row.kind === 'realized' ? String(row.id) : '',
      },
    ]
  })
  return rows ? paged(rows, query) : null
}

/** Empty for what the exchange tells nowhere. */
function spotType({ kind, amount, transfer, wallet }: Movement): string {
  const leaves = amount.startsWith('-')
  if (kind === 'trade') return leaves ? 'TRADE_SOURCE' : 'TRADE_TARGET'
  if (kind === 'deposit' || kind === 'withdrawal') return 'TRANSFER'
  if (kind !== 'transfer') return ''
  const other = transfer?.from === wallet ? transfer.to : transfer?.from
  if (other === 'staking') return leaves ? 'STAKING_DELEGATE' : 'STAKING_WITHDRAW'
  return leaves ? 'TRANSFER_SPOT_TO_FUTURE' : 'TRANSFER_FUTURE_TO_SPOT'
}

/** `GET /api/v3/transactionHistory`: a row a coin, so that a trade has two with one number. */
export function transactions(ledger: Ledger, exchange: Exchange, query: URLSearchParams): Told {
  const rows = asked(ledger, exchange, query, 'spot')?.flatMap((row) => {
    const type = spotType(row)
    if (type === '' || (query.get('type') ?? type) !== type || (query.get('asset') ?? row.coin) !== row.coin) return []
    return [
      {
        tranId: tranId(ledger, row),
        tradeId: row.kind === 'trade' ? row.id : null,
        asset: row.coin,
        symbol: row.market ?? '',
        balanceDelta: change(row),
        balanceInfo: type,
        time: row.at,
        type,
      },
    ]
  })
  return rows ? paged(rows, query) : null
}
