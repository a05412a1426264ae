import { z } from 'zod'
import type { FlowEntry, FlowKind } from '../../../domain/flows/types'
import { add, isZero, maybeAmount, maybeText, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atUtc, contractPair, flow, HOUR_MS, spanMs } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** https://docs.kraken.com/api-reference/account-history/account-log */
const Log = z.object({
  logs: z.array(
    z.object({
      id: text,
      date: atUtc,
      asset: z.string(),
      contract: maybeText,
      info: z.string(),
      booking_uid: maybeText,
      old_balance: maybeAmount,
      new_balance: maybeAmount,
      fee: maybeAmount,
      realized_pnl: maybeAmount,
      realized_funding: maybeAmount,
      margin_account: maybeText,
    }),
  ),
})
type Row = z.output<typeof Log>['logs'][number]
const ROWS = 500

const KINDS: readonly (readonly [RegExp, FlowKind])[] = [
  [/transfer/, 'transfer'],
  [/deposit/, 'deposit'],
  [/withdraw/, 'withdrawal'],
  [/liquidation|assign|unwind/, 'liquidation'],
  [/funding/, 'funding'],
  [/interest/, 'interest'],
  [/rebate/, 'rebate'],
  [/conversion/, 'trade'],
  [/trade|settlement|fill/, 'realized'],
]

/**
 * Rows of a contract (`pi_xbtusd`) count the position, rows of a coin the money: those alone are entries. What the balance
 * changed by is profit, funding and fee together; where the three do not come to it, the change stands.
 */
async function logged(row: Row, api: AccountApi): Promise<FlowEntry[]> {
  if (row.asset.includes('_') || row.old_balance === null || row.new_balance === null) return []
  const coin = api.code(row.asset.toUpperCase())
  const change = subtract(row.new_balance, row.old_balance)
  const word = row.info
  const base = {
    // One booking may have several rows.
    id: [row.booking_uid, row.id].filter(Boolean).join(':'),
    at: row.date,
    coin,
    word,
    wallet: row.margin_account,
    pair: await contractPair(api, row.contract?.toUpperCase()),
  }
  const kind = KINDS.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1] ?? 'other'
  const parts = add(row.realized_pnl, row.realized_funding) ?? '0'
  if (!isZero(subtract(subtract(parts, row.fee), change))) return flow({ ...base, kind, amount: change })
  return [
    ...flow({
      ...base,
      kind: kind === 'funding' ? 'realized' : kind,
      amount: row.realized_pnl ?? '0',
      fee: { coin, cost: row.fee },
    }),
    ...flow({ ...base, id: `${base.id}:funding`, kind: 'funding', amount: row.realized_funding ?? '0' }),
  ]
}

async function log(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const asked = { since: start, before: end, sort: 'desc', count: ROWS, to: query.cursor ?? undefined }
  const { logs } = await api.call('historyGetAccountLog', asked, Log)
  const entries = (await Promise.all(logs.map((row) => logged(row, api)))).flat()
  const last = logs.at(-1)?.id
  return { entries, next: logs.length < ROWS || last === undefined ? null : String(Number(last) - 1) }
}

export const krakenFuturesFlows: Flows = {
  ledgers: [{ id: 'log', name: 'Account log', windowMs: null, reachMs: null, settlesMs: HOUR_MS, weight: 3, page: log }],
  untold: [],
}
