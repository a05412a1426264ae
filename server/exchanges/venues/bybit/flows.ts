import { z } from 'zod'
import type { FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, inParts, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { bybitLog } from './log'
import { bybitMoved } from './moved'
import { asked, following } from './pages'
import { bybitTransfers } from './transfers'

/** Bybit's ledgers; what savings earn has a list by itself. */

const YIELD_STATES: Readonly<Record<string, FlowState>> = { Success: 'done', Fail: 'failed', Failed: 'failed' }
const Yields = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    list: z
      .array(z.object({ id: text, coin: z.string(), amount, yieldType: maybeText, status: z.string(), createdAt: atMs }))
      .nullish(),
  }),
)

/** https://bybit-exchange.github.io/docs/v5/earn/yield-history. Each kind of product has a list of its own. */
async function earnings(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(['FlexibleSaving', 'OnChain'], query, async (category, part) => {
    const page = await api.call('privateGetV5EarnYield', { category, ...asked(part, 100) }, Yields)
    const rows = page.list ?? []
    const entries = rows.flatMap((row) =>
      flow({
        id: row.id,
        at: row.createdAt,
        coin: api.code(row.coin),
        amount: row.amount,
        kind: 'reward',
        word: `${category} ${row.yieldType ?? ''}`.trim(),
        state: stateOf(YIELD_STATES, row.status),
        wallet: 'earn',
      }),
    )
    return { entries, next: following(page, rows.length) }
  })
}

export const bybitFlows: Flows = {
  ledgers: [
    ...bybitLog,
    ...bybitMoved,
    ...bybitTransfers,
    {
      id: 'earn',
      name: 'Earnings of savings',
      windowMs: 7 * DAY_MS,
      reachMs: null,
      settlesMs: DAY_MS,
      weight: 2,
      page: earnings,
    },
  ],
  untold: [
    { words: 'Conversions, fiat, cards and gifts within the funding wallet', external: false },
    { words: 'Savings that are subscribed to and redeemed from the funding wallet', external: false },
    {
      words: 'Which transfers of the unified account went to bots, copy trading and Launchpool: its log does not tell where to',
      external: false,
    },
    { words: 'Transaction log older than two years', external: false },
  ],
}
