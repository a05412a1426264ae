import { z } from 'zod'
import { amount, inside, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, HOUR_MS, inParts, nextMoment, numbered, pageNumber, spanMs } from '../../reading/flow-rows'
import type { Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** Interest that is owed at Binance, and what savings and airdrops bring. */

const Interest = inside(
  'rows',
  z.array(
    z.object({
      txId: text,
      interestAccuredTime: atMs,
      asset: z.string(),
      interest: amount,
      type: maybeText,
      isolatedSymbol: maybeText,
    }),
  ),
)
const ROWS = 100

/** A positive figure that is owed from then on. https://developers.binance.com/docs/margin_trading/borrow-and-repay/Get-Interest-History */
const interest = (method: string, wallet: string): Ledger['page'] =>
  async function read(api, query) {
    const { start, end } = spanMs(query)
    const { page, next } = pageNumber(query.cursor)
    const rows = await api.call(method, { startTime: start, endTime: end, current: page, size: ROWS }, Interest)
    const entries = rows.flatMap((row) =>
      flow({
        id: `${row.txId}:${row.asset}:${row.isolatedSymbol ?? ''}:${row.interestAccuredTime.getTime()}`,
        at: row.interestAccuredTime,
        coin: api.code(row.asset),
        amount: negated(row.interest),
        kind: 'interest',
        word: row.type ?? 'interest',
        wallet: row.isolatedSymbol ? 'isolated_margin' : wallet,
      }),
    )
    return { entries: numbered(entries), next: next(rows.length, ROWS) }
  }

const Flexible = inside(
  'rows',
  z.array(z.object({ asset: z.string(), rewards: amount, projectId: maybeText, type: maybeText, time: atMs })),
)
const Locked = inside('rows', z.array(z.object({ positionId: text, asset: z.string(), amount, time: atMs, type: maybeText })))

/** No id comes with them. https://developers.binance.com/docs/simple_earn/history/Get-Flexible-Rewards-History */
async function earn(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(['flexible', 'locked'], query, async (kind, part) => {
    const { start, end } = spanMs(part)
    const { page, next } = pageNumber(part.cursor)
    const asked = { startTime: start, endTime: end, current: page, size: ROWS }
    const rows =
      kind === 'flexible'
        ? (await api.call('sapiGetSimpleEarnFlexibleHistoryRewardsRecord', asked, Flexible)).map((row) => ({
            ...row,
            amount: row.rewards,
            of: row.projectId ?? '',
          }))
        : (await api.call('sapiGetSimpleEarnLockedHistoryRewardsRecord', asked, Locked)).map((row) => ({
            ...row,
            of: row.positionId,
          }))
    const entries = rows.flatMap((row) =>
      flow({
        id: [kind, row.of, row.asset, row.type ?? '', row.time.getTime(), row.amount].join(':'),
        at: row.time,
        coin: api.code(row.asset),
        amount: row.amount,
        kind: 'reward',
        word: `${kind} ${row.type ?? ''}`.trim(),
        wallet: 'earn',
      }),
    )
    return { entries: numbered(entries), next: next(rows.length, ROWS) }
  })
}

const Dividends = inside(
  'rows',
  z.array(z.object({ id: maybeText, tranId: text, asset: z.string(), amount, divTime: atMs, enInfo: maybeText })),
)
/** Rewards of simple earn, which have a list of their own. */
const OF_EARN = /^(simple earn )?(flexible|locked)\b/i
const DIVIDEND_ROWS = 500

/** No pages, only a limit: what a full answer leaves out is asked for by time. */
async function dividends(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const endTime = query.cursor === null ? end : Number(query.cursor)
  const rows = await api.call('sapiGetAssetAssetDividend', { startTime: start, endTime, limit: DIVIDEND_ROWS }, Dividends)
  const entries = rows.flatMap((row) =>
    OF_EARN.test(row.enInfo ?? '')
      ? []
      : flow({
          id: [row.tranId, row.id ?? '', row.asset].join(':'),
          at: row.divTime,
          coin: api.code(row.asset),
          amount: row.amount,
          kind: 'reward',
          word: row.enInfo ?? 'dividend',
          wallet: 'spot',
        }),
  )
  const times = rows.map(({ divTime }) => divTime.getTime())
  return { entries: numbered(entries), next: nextMoment(times, DIVIDEND_ROWS, endTime, 'newest first') }
}

const kept = { windowMs: 90 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1 }

export const binanceEarnings: readonly Ledger[] = [
  {
    ...kept,
    id: 'margin-interest',
    name: 'Interest on margin loans',
    windowMs: 30 * DAY_MS,
    reachMs: 180 * DAY_MS,
    settlesMs: HOUR_MS,
    page: interest('sapiGetMarginInterestHistory', 'margin'),
  },
  {
    ...kept,
    id: 'portfolio-interest',
    name: 'Interest on loans of portfolio margin',
    optional: true,
    windowMs: 30 * DAY_MS,
    reachMs: 180 * DAY_MS,
    settlesMs: HOUR_MS,
    page: interest('papiGetMarginMarginInterestHistory', 'unified'),
  },
  { ...kept, id: 'earn', name: 'Rewards of simple earn', windowMs: 30 * DAY_MS, settlesMs: DAY_MS, weight: 150, page: earn },
  { ...kept, id: 'dividends', name: 'Airdrops and other distributions', settlesMs: DAY_MS, weight: 10, page: dividends },
]
