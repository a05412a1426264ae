import { z } from 'zod'
import type { FlowEntry, FlowKind } from '../../../domain/flows/types'
import { amount, inside, isZero, maybeAmount, maybeText, negated } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atSeconds, flow, HOUR_MS, kindOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** https://docs.kraken.com/api-reference/account-data/get-ledgers (`type`) */
const KINDS: Readonly<Record<string, FlowKind>> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  transfer: 'transfer',
  trade: 'trade',
  spend: 'trade',
  receive: 'trade',
  conversion: 'trade',
  sale: 'trade',
  margin: 'realized',
  settled: 'trade',
  rollover: 'interest',
  credit: 'rebate',
  nft_rebate: 'rebate',
  staking: 'reward',
  dividend: 'reward',
  reward: 'reward',
  earn: 'transfer',
}
/** What moves between spot and earn of the same account; both ends are rows, under codes that differ (`DOT`, `DOT.S`). */
const WITHIN = /allocat|spottostaking|stakingfromspot|stakingtospot|spotfromstaking/i
const REWARD = /reward/i
// From the first of its digits on: from each of many digits on would take the square of their number.
const STAKED = /(?<!\d)\d*\.[A-Z]$/

const Ledgers = inside(
  'result',
  z.object({
    ledger: z.record(
      z.string(),
      z.object({
        refid: maybeText,
        time: atSeconds,
        type: z.string(),
        subtype: maybeText,
        asset: z.string(),
        amount,
        fee: maybeAmount,
      }),
    ),
  }),
)
const ROWS = 50

/**
 * A row's key is its id: both coins of a trade have one `refid`. The fee, in the row's coin, is taken besides the amount,
 * also of deposits; what a loan costs stands under it alone.
 */
async function ledgers(api: AccountApi, { from, to, cursor }: LedgerQuery): Promise<LedgerPage> {
  const ofs = Number(cursor ?? 0)
  // The start is left out of the answer, the end is in it.
  const asked = { start: Math.floor(from.getTime() / 1000) - 1, end: Math.ceil(to.getTime() / 1000) - 1, ofs }
  const { ledger } = await api.call('privatePostLedgers', asked, Ledgers)
  const rows = Object.entries(ledger)
  const entries = rows.flatMap(([id, row]): FlowEntry[] => {
    const staked = STAKED.test(row.asset)
    const coin = api.code(row.asset.replace(STAKED, ''))
    const word = row.subtype ? `${row.type} ${row.subtype}` : row.type
    const within = WITHIN.test(row.subtype ?? '')
    const rolled = row.type === 'rollover' && isZero(row.amount) && row.fee !== null
    return flow({
      id,
      at: row.time,
      coin,
      amount: rolled && row.fee !== null ? negated(row.fee) : row.amount,
      kind: within ? 'transfer' : row.type === 'earn' && REWARD.test(row.subtype ?? '') ? 'reward' : kindOf(KINDS, row.type),
      word,
      wallet: staked ? 'earn' : 'spot',
      fee: rolled ? null : { coin, cost: row.fee },
      counterpart: { wallet: within ? (staked ? 'spot' : 'earn') : null, transferId: row.refid },
    })
  })
  return { entries, next: rows.length < ROWS ? null : String(ofs + ROWS) }
}

export const krakenFlows: Flows = {
  ledgers: [{ id: 'ledgers', name: 'Ledgers', windowMs: null, reachMs: null, settlesMs: HOUR_MS, weight: 2, page: ledgers }],
  untold: [
    { words: 'Deposits and withdrawals that are still under way: ledgers hold what is booked', external: false },
    { words: 'Futures: they have an account of their own here', external: false },
  ],
}
