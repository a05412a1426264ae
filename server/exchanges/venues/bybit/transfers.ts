import { z } from 'zod'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, HOUR_MS, ownEnd, stateOf } from '../../reading/flow-rows'
import type { Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { asked, following } from './pages'

/** Transfers at Bybit, for the other wallets' ends alone: the unified wallet's are in its log, so that no end counts twice. */

const TRANSFER_STATES: Readonly<Record<string, FlowState>> = { SUCCESS: 'done', FAILED: 'failed' }
const WALLETS: Readonly<Record<string, string>> = { FUND: 'funding', UNIFIED: 'unified', CONTRACT: 'perp', SPOT: 'spot' }
const Transfer = z.object({
  transferId: z.string(),
  coin: z.string(),
  amount,
  fromAccountType: z.string(),
  toAccountType: z.string(),
  timestamp: atMs,
  status: z.string(),
  fromMemberId: maybeText,
  toMemberId: maybeText,
})
type Transfer = z.output<typeof Transfer>
const Transfers = inside('result', z.object({ nextPageCursor: maybeText, list: z.array(Transfer) }))

/** One end of a transfer; none for the unified wallet, whose log tells it. */
function end(row: Transfer, side: 'from' | 'to', api: AccountApi, account: string | null): FlowEntry[] {
  const type = side === 'from' ? row.fromAccountType : row.toAccountType
  if (type === 'UNIFIED') return []
  return flow({
    id: `${row.transferId}:${side}`,
    at: row.timestamp,
    coin: api.code(row.coin),
    amount: side === 'from' ? negated(row.amount) : row.amount,
    kind: 'transfer',
    word: `${row.fromAccountType} → ${row.toAccountType}`,
    state: stateOf(TRANSFER_STATES, row.status),
    wallet: WALLETS[type] ?? type.toLowerCase(),
    counterpart: { account, transferId: row.transferId },
  })
}

async function transfers(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetTransferQueryInterTransferList', asked(query, 50), Transfers)
  const entries = page.list.flatMap((row) => [...end(row, 'from', api, null), ...end(row, 'to', api, null)])
  return { entries, next: following(page, page.list.length) }
}

const Self = inside('result', z.object({ userID: text }))

/** Between the main account and its sub-accounts: each row tells both, and which of them is read is asked for. */
async function universal(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetTransferQueryUniversalTransferList', asked(query, 50), Transfers)
  if (page.list.length === 0) return { entries: [], next: null }
  const told = await api.tell('User id', 'privateGetV5UserQueryApi', {}, Self)
  const ends = page.list.map((row) => ({ from: row.fromMemberId ?? '', to: row.toMemberId ?? '' }))
  const own = ownEnd(ends, told?.userID ?? null)
  const entries = page.list.flatMap((row) => [
    ...(row.fromMemberId === own ? end(row, 'from', api, row.toMemberId) : []),
    ...(row.toMemberId === own ? end(row, 'to', api, row.fromMemberId) : []),
  ])
  return { entries, next: following(page, page.list.length) }
}

export const bybitTransfers: readonly Ledger[] = [
  {
    id: 'transfers',
    name: 'Transfers between wallets',
    windowMs: 7 * DAY_MS,
    reachMs: null,
    settlesMs: HOUR_MS,
    weight: 1,
    page: transfers,
  },
  {
    id: 'universal',
    name: 'Transfers between main account and sub-accounts',
    windowMs: 7 * DAY_MS,
    reachMs: null,
    settlesMs: HOUR_MS,
    weight: 1,
    page: universal,
  },
]
