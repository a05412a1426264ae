import { z } from 'zod'
import type { FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, HOUR_MS, inParts, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { changes, transfers } from './spot-log'

/**
 * `safe` is final of a deposit (`confirmed` is credited and cannot be withdrawn yet), `confirmed` of a withdrawal.
 * https://www.htx.com/en-us/opend/newApiPages/?id=7ec4f16c-7773-11ed-9966-0242ac110003
 */
const STATES: Readonly<Record<'deposit' | 'withdraw', Readonly<Record<string, FlowState>>>> = {
  deposit: { safe: 'done', confirmed: 'done', orphan: 'failed' },
  withdraw: {
    confirmed: 'done',
    failed: 'failed',
    canceled: 'failed',
    reject: 'failed',
    'wallet-reject': 'failed',
    'confirm-error': 'failed',
    repealed: 'failed',
  },
}
const Moved = inside(
  'data',
  z.array(
    z.object({
      id: text,
      currency: z.string(),
      chain: maybeText,
      'tx-hash': maybeText,
      amount,
      fee: maybeAmount,
      address: maybeText,
      'from-address': maybeText,
      state: z.string(),
      'created-at': atMs,
    }),
  ),
)
const ROWS = 500

/** Newest first by id, whatever the stretch; a withdrawal's fee was paid besides its amount. */
async function moved(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(['deposit', 'withdraw'] as const, query, async (type, part) => {
    const asked = { type, size: ROWS, direct: 'next', from: part.cursor ?? undefined }
    const rows = await api.call('spotPrivateGetV1QueryDepositWithdraw', asked, Moved)
    const entries = rows.flatMap((row) => {
      const coin = api.code(row.currency)
      const out = type === 'withdraw'
      return flow({
        id: `${type}:${row.id}`,
        at: row['created-at'],
        coin,
        amount: out ? negated(row.amount) : row.amount,
        kind: out ? 'withdrawal' : 'deposit',
        word: row.state,
        state: stateOf(STATES[type], row.state),
        wallet: 'spot',
        fee: out ? { coin, cost: row.fee } : null,
        counterpart: { chain: row.chain, txHash: row['tx-hash'], address: out ? row.address : row['from-address'] },
      })
    })
    const last = rows.at(-1)
    const more = rows.length >= ROWS && last && last['created-at'] >= part.from
    return { entries, next: more ? String(BigInt(last.id) - 1n) : null }
  })
}

export const htxFlows: Flows = {
  ledgers: [
    {
      id: 'moved',
      name: 'Deposits and withdrawals',
      windowMs: null,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 2,
      page: moved,
    },
    {
      id: 'transfers',
      name: 'Transfers of spot and margin',
      windowMs: 10 * DAY_MS,
      reachMs: 180 * DAY_MS,
      settlesMs: HOUR_MS,
      weight: 1,
      page: transfers,
    },
    {
      id: 'changes',
      name: 'Trades, fees and interest of spot and margin',
      windowMs: HOUR_MS,
      reachMs: 29 * DAY_MS,
      settlesMs: HOUR_MS / 2,
      weight: 2,
      external: false,
      page: changes,
    },
  ],
  untold: [
    { words: 'Transfers of contracts with sub-accounts', external: true },
    { words: 'Funding, fees and profit of contracts', external: false },
    { words: 'Trades, fees and interest of spot and margin older than 29 days', external: false },
  ],
}
