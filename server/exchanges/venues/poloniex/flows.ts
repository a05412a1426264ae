import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeAmount, maybeText, negated, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import {
  atMs,
  atSeconds,
  contractPair,
  DAY_MS,
  flow,
  kindOf,
  nextMoment,
  spanMs,
  spanSeconds,
  stateOf,
} from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

const STATES: Readonly<Record<string, FlowState>> = {
  COMPLETE: 'done',
  COMPLETED: 'done',
  'COMPLETE ERROR': 'failed',
  COMPLETE_ERROR: 'failed',
  FAILED: 'failed',
}
const Moved = { currency: z.string(), amount, timestamp: atSeconds, status: z.string(), txid: maybeText, address: maybeText }
/** https://api-docs.poloniex.com/spot/api/private/wallet#wallets-activity-records (2026-11) */
const Activity = z.object({
  deposits: z.array(z.object({ ...Moved, depositNumber: text })),
  withdrawals: z.array(z.object({ ...Moved, withdrawalRequestsId: text, fee: maybeAmount })),
})

/** All of a stretch in one answer. The amount of a withdrawal holds its fee; `COMPLETE: 0x…` is an older word with the hash behind it. */
async function moved(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { deposits, withdrawals } = await api.call('privateGetWalletsActivity', spanSeconds(query), Activity)
  const state = (word: string) => stateOf(STATES, word.split(':')[0]?.trim().toUpperCase() ?? null)
  const base = (row: z.output<typeof Activity>['deposits' | 'withdrawals'][number]) => ({
    at: row.timestamp,
    coin: api.code(row.currency),
    word: row.status,
    state: state(row.status),
    wallet: 'spot',
  })
  const entries = [
    ...deposits.flatMap((row) =>
      flow({
        ...base(row),
        id: `deposit:${row.depositNumber}`,
        amount: row.amount,
        kind: 'deposit',
        // The address is the account's own.
        counterpart: { txHash: row.txid },
      }),
    ),
    ...withdrawals.flatMap((row) =>
      flow({
        ...base(row),
        id: `withdrawal:${row.withdrawalRequestsId}`,
        amount: negated(subtract(row.amount, row.fee)),
        kind: 'withdrawal',
        fee: { coin: api.code(row.currency), cost: row.fee },
        counterpart: { address: row.address, txHash: row.txid },
      }),
    ),
  ]
  return { entries, next: null }
}

const KINDS: Readonly<Record<string, FlowKind>> = {
  FEE: 'fee',
  PNL: 'realized',
  LIQ_PNL: 'liquidation',
  ADL_PNL: 'liquidation',
  FUNDING_FEE: 'funding',
  COUPON: 'reward',
}
/** Between spot and futures, and between cross and isolated margin: nothing of the account as a whole. */
const WITHIN = new Set(['TRANSFER', 'MANUAL_MARGIN'])

/** https://api-docs.poloniex.com/v3/futures/api/account/bills (2026-11) */
const Bills = inside(
  'data',
  z.array(
    z.object({ id: text, actType: z.string(), type: z.string(), ccy: z.string(), cTime: atMs, sz: amount, symbol: maybeText }),
  ),
)
const ROWS = 100

/** Newest first; signed, and of trial funds too, which are not the account's. */
async function bills(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const eTime = query.cursor === null ? end : Number(query.cursor)
  const rows = await api.call('swapPrivateGetV3AccountBills', { sTime: start, eTime, limit: ROWS }, Bills)
  const entries = await Promise.all(
    rows
      .filter(({ actType, type }) => actType !== 'TRIAL' && !WITHIN.has(type))
      .map(async (row) =>
        flow({
          id: row.id,
          at: row.cTime,
          coin: api.code(row.ccy),
          amount: row.sz,
          kind: kindOf(KINDS, row.type),
          word: row.type,
          wallet: 'perp',
          pair: await contractPair(api, row.symbol),
        }),
      ),
  )
  return {
    entries: entries.flat(),
    next: nextMoment(
      rows.map(({ cTime }) => cTime.getTime()),
      ROWS,
      eTime,
      'newest first',
    ),
  }
}

export const poloniexFlows: Flows = {
  ledgers: [
    {
      ...{ id: 'moved', name: 'Deposits and withdrawals', windowMs: null, reachMs: null, settlesMs: 3 * DAY_MS },
      ...{ weight: 1, page: moved },
    },
    {
      ...{
        id: 'bills',
        name: 'Funding, fees and profit of futures',
        windowMs: 30 * DAY_MS,
        reachMs: 90 * DAY_MS,
        settlesMs: DAY_MS,
      },
      ...{ weight: 1, external: false, page: bills },
    },
  ],
  untold: [
    { words: 'Trades and their fees', external: false },
    'Adjustments (airdrops, rebates), and transfers with sub-accounts',
    { words: 'Interest of spot margin', external: false },
  ],
}
