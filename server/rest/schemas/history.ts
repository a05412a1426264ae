import * as z from 'zod'
import { HISTORY_RESOLUTIONS } from '@/server/schemas/history'
import { equityBound } from './balances'
import { listParam, tagParam, timeParam, wireAmountOrNull, wireNumber, wireTime } from './common'

/** Widths of a point by the names that charts use. */
const RESOLUTIONS: Readonly<Record<string, (typeof HISTORY_RESOLUTIONS)[number]>> = {
  '1m': 60,
  '5m': 300,
  '15m': 900,
  '1h': 3600,
  '4h': 14_400,
  '1d': 86_400,
  '1w': 604_800,
}

export function nameOfResolution(seconds: number): string {
  return Object.entries(RESOLUTIONS).find(([, width]) => width === seconds)?.[0] ?? `${seconds} s`
}

export const historyQuery = z.object({
  account_names: listParam('Names of accounts; all active ones if left out. Each is a series of its own.', ['AccountABC']),
  tag: tagParam('the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused.'),
  start_time: timeParam('ISO 8601 or Unix seconds; 24 hours before the end if left out.'),
  end_time: timeParam('ISO 8601 or Unix seconds; now if left out.'),
  resolution: z
    .string()
    .transform((text, context) => {
      const seconds = RESOLUTIONS[text] ?? Number(text)
      if (HISTORY_RESOLUTIONS.some((known) => known === seconds)) return seconds
      context.addIssue({ code: 'custom', message: `Not a resolution: send one of ${Object.keys(RESOLUTIONS).join(', ')}.` })
      return z.NEVER
    })
    .optional()
    .meta({
      description: 'Width of a point: 1m, 5m, 15m, 1h, 4h, 1d, 1w or that in seconds; follows from the range if left out.',
      examples: ['1h'],
    }),
})

export const historyResponse = z
  .object({
    start_time: wireTime,
    end_time: wireTime,
    resolution_seconds: wireNumber,
    series: z.array(
      z.object({
        account_id: z.string(),
        account_name: z.string(),
        points: z.array(
          z.object({
            time: wireTime.meta({ description: 'Start of the stretch.' }),
            open: wireAmountOrNull,
            high: wireAmountOrNull,
            low: wireAmountOrNull,
            close: wireAmountOrNull,
            gross_exposure: wireAmountOrNull,
            net_exposure: wireAmountOrNull,
            equity_bound: equityBound,
            set_aside: wireAmountOrNull.meta({
              description:
                'USD: what was held at the close without a known value, at its last known one; not in close. Compare close + set_aside.',
            }),
          }),
        ),
      }),
    ),
  })
  .meta({
    id: 'EquityHistory',
    description: 'Equity in USD. A point of nulls is where a gap begins: nothing was read, not a zero.',
  })
