import { z } from 'zod'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { amount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, HOUR_MS, nextMoment, spanMs, stateOf } from '../../reading/flow-rows'
import type { Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** Coins that Binance changed for others outside of its markets. What markets do is listed market by market only. */

const LISTED = 1000

const Dust = z.object({
  userAssetDribblets: z.array(
    z.object({
      operateTime: atMs,
      userAssetDribbletDetails: z.array(
        z.object({
          transId: text,
          fromAsset: z.string(),
          targetAsset: maybeText,
          amount,
          transferedAmount: amount,
          operateTime: atMs,
        }),
      ),
    }),
  ),
})
/** "Only return last 100 records": what a full answer leaves out is asked for by time. */
const DUST_ROWS = 100

/**
 * `transferedAmount` is what arrived, the service charge taken off; in BNB where no other coin is told.
 * https://developers.binance.com/docs/wallet/asset/dust-log
 */
async function dust(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const endTime = query.cursor === null ? end : Number(query.cursor)
  const { userAssetDribblets } = await api.call('sapiGetAssetDribblet', { startTime: start, endTime }, Dust)
  const entries = userAssetDribblets
    .flatMap((each) => each.userAssetDribbletDetails)
    .flatMap((row) => {
      const base = { at: row.operateTime, kind: 'trade', word: 'dust', wallet: 'spot' } as const
      const target = row.targetAsset || 'BNB'
      const id = `${row.transId}:${row.fromAsset}`
      return [
        ...flow({ ...base, id, coin: api.code(row.fromAsset), amount: negated(row.amount) }),
        ...flow({ ...base, id: `${id}:${target}`, coin: api.code(target), amount: row.transferedAmount }),
      ]
    })
  const times = userAssetDribblets.map(({ operateTime }) => operateTime.getTime())
  return { entries, next: nextMoment(times, DUST_ROWS, endTime, 'newest first') }
}

const Converts = z
  .object({
    list: z
      .array(
        z.object({
          orderId: text,
          orderStatus: z.string(),
          fromAsset: z.string(),
          fromAmount: amount,
          toAsset: z.string(),
          toAmount: amount,
          createTime: atMs,
        }),
      )
      .nullish(),
    moreData: z.unknown(),
  })
  .refine(({ list, moreData }) => list != null || typeof moreData === 'boolean', 'holds no list')
const CONVERT_STATES: Readonly<Record<string, FlowState>> = { SUCCESS: 'done', FAIL: 'failed', EXPIRED: 'failed' }

/** https://developers.binance.com/docs/convert/trade/Get-Convert-Trade-History: a limit, no pages. */
async function converts(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const endTime = query.cursor === null ? end : Number(query.cursor)
  const rows = (await api.call('sapiGetConvertTradeFlow', { startTime: start, endTime, limit: LISTED }, Converts)).list ?? []
  const entries = rows.flatMap((row): FlowEntry[] => {
    const base = {
      at: row.createTime,
      kind: 'trade',
      word: 'convert',
      state: stateOf(CONVERT_STATES, row.orderStatus),
      wallet: 'spot',
    } as const
    return [
      ...flow({ ...base, id: `${row.orderId}:from`, coin: api.code(row.fromAsset), amount: negated(row.fromAmount) }),
      ...flow({ ...base, id: `${row.orderId}:to`, coin: api.code(row.toAsset), amount: row.toAmount }),
    ]
  })
  const times = rows.map(({ createTime }) => createTime.getTime())
  return { entries, next: nextMoment(times, LISTED, endTime, 'newest first') }
}

const kept = { windowMs: 90 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1 }

export const binanceConversions: readonly Ledger[] = [
  { ...kept, id: 'dust', name: 'Small amounts changed to BNB', windowMs: null, settlesMs: HOUR_MS, page: dust },
  { ...kept, id: 'converts', name: 'Conversions', windowMs: 30 * DAY_MS, settlesMs: HOUR_MS, weight: 15, page: converts },
]
