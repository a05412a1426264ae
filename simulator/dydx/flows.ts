import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { chainHash, type Movement } from '../movement'

/**
 * The indexer's list of what came to a sub-account and left it: newest first, by number of the page. What a wallet of the chain has
 * besides is no sub-account: between the two it is a deposit or a withdrawal. https://docs.dydx.xyz/indexer-client/http#get-transfers
 */

const MOST = 1_000
/** The vault is a sub-account as everybody's. */
const VAULT = 'dydx18tkxrnrkqc2t0lr3zxr5g6a4hdvqksylxqje4r'
const OUTSIDE = 'dydx1slanxj8x9ntk9knwa6cvfv2tzlsq5gk3dshml0'

interface End {
  address: string
  subaccountNumber?: number
}

function endOf(ledger: Ledger, wallet: string): End {
  if (wallet === 'vaults') return { address: VAULT, subaccountNumber: 0 }
  const [kind, number = '0'] = wallet.split(':')
  return { address: ledger.key.apiKey, ...(kind === 'perp' && { subaccountNumber: Number(number) }) }
}

/** Null for what is told nowhere: funding, fees and profit. */
function other(ledger: Ledger, { kind, transfer, wallet }: Movement): End | null {
  if (kind === 'deposit' || kind === 'withdrawal') return { address: OUTSIDE }
  if (kind !== 'transfer' || !transfer) return null
  return endOf(ledger, transfer.from === wallet ? transfer.to : transfer.from)
}

function tell(ledger: Ledger, row: Movement): object[] {
  const [own, end] = [endOf(ledger, row.wallet), other(ledger, row)]
  if (end === null) return []
  const out = row.amount.startsWith('-')
  const inside = end.subaccountNumber !== undefined
  const hash = (row.txHash ?? chainHash(`${ledger.uid} ${row.transfer?.id}`)).slice(2).toUpperCase()
  const part = (from: number, to: number) => hash.slice(from, to).toLowerCase()
  return [
    {
      id: `${part(0, 8)}-${String(row.id).padStart(4, '0').slice(-4)}-5fd9-bc9d-${String(row.id).padStart(12, '0')}`,
      sender: out ? own : end,
      recipient: out ? end : own,
      size: new Decimal(row.amount)
        .minus(row.fee ?? 0)
        .abs()
        .toFixed(),
      createdAt: new Date(row.at).toISOString(),
      createdAtHeight: String(45_000_000 + row.id),
      symbol: row.coin,
      type: inside ? (out ? 'TRANSFER_OUT' : 'TRANSFER_IN') : out ? 'WITHDRAWAL' : 'DEPOSIT',
      transactionHash: hash,
    },
  ]
}

/** Those of isolated positions begin here. What they are given is no movement of a ledger. */
const PARENTS = 128

/** `GET /v4/transfers` of one sub-account. Null: there is none of this number. */
export function transfers(ledger: Ledger, exchange: Exchange, query: URLSearchParams) {
  const number = query.get('subaccountNumber') ?? '0'
  const wallet = number === '0' ? 'perp' : `perp:${number}`
  if (Number(number) < PARENTS && ![...ledger.tokens, ...ledger.positions].some((row) => row.wallet === wallet)) return null
  const until = Date.parse(query.get('createdBeforeOrAt') ?? '') || exchange.now()
  const rows = exchange
    .movements(ledger)
    .filter((row) => row.wallet === wallet && row.at <= until)
    .toReversed()
    .flatMap((row) => tell(ledger, row))
  const pageSize = Math.min(MOST, Number(query.get('limit') ?? MOST) || MOST)
  const offset = (Number(query.get('page') ?? 1) - 1) * pageSize
  return { transfers: rows.slice(offset, offset + pageSize), pageSize, totalResults: rows.length, offset }
}
