import { z } from 'zod'
import type { ServiceContext } from '@/server/context'
import { createCcxtExchanges } from '@/server/exchanges'
import { listAccounts } from '@/server/services/accounts/list'
import { getCachedBalances } from '@/server/services/balances/get-cached'
import { refreshAccount } from '@/server/services/balances/refresh-account'
import { readLedgers } from '@/server/services/flows/read-ledgers'
import { retain } from '@/server/services/history/retain'
import { DEMO_ACCOUNTS } from './accounts'
import type { Moved } from './held'
import { writePast } from './past'

const POINTS = 24
/** Two hours of calls in some seconds are more than an exchange takes: its limits are so many times as high meanwhile. */
const SCALE = 1000
const STEP_SECONDS = 300
/** What the prices walk in that time: of the whole of it the two hours would stand out from the month before. */
const WALKED_SECONDS = 60
/** So far back ledgers are read at once; the worker goes on. */
const LEDGER_DAYS = 35
/** Longest that it takes of an account. */
const LEDGERS_MS = 60_000
/** Entries older than the first points are priced by candles; what is not done by then is left to the worker. */
const CANDLES_MS = 5_000

/**
 * Two hours of history that were really read: the simulator's prices walk on at each step of five minutes, and after it
 * every account is refreshed as the worker does it, under a clock that is handed in. Before them a month that is
 * computed from the first readings (`writePast`): to read those too would take minutes. Then what moved in all that time
 * is read from the accounts' ledgers.
 */
export async function walkHistory(ctx: ServiceContext, simulatorUrl: string): Promise<void> {
  const accounts = await listAccounts(ctx, { includeArchived: false })
  // A round of readings begins with a bucket of the history, so that no sum lacks the accounts that were read last.
  const end = Math.floor(ctx.now().getTime() / (STEP_SECONDS * 1000)) * STEP_SECONDS * 1000
  let point = { at: end - (POINTS - 1) * STEP_SECONDS * 1000, began: performance.now() }
  const now = () => new Date(point.at + performance.now() - point.began)
  const unhurried = (clock: () => Date): ServiceContext => ({
    ...ctx,
    now: clock,
    exchanges: createCcxtExchanges({ baseUrls: { '*': simulatorUrl }, log: ctx.log, now: clock, limitFactor: SCALE }),
  })
  const walking = unhurried(now)
  await control(simulatorUrl, 'rate-limits', { scale: SCALE })
  const moved = await movements(simulatorUrl)
  for (let done = 0; done < POINTS; done++) {
    await Promise.all(accounts.map(({ id }) => read(walking, id)))
    if (done === 0) {
      const { balances } = await getCachedBalances(walking, {})
      await writePast(walking, balances, new Date(point.at), (name) => moved.get(name) ?? [])
    }
    await control(simulatorUrl, 'prices', { action: 'step', steps: WALKED_SECONDS })
    point = { at: point.at + STEP_SECONDS * 1000, began: performance.now() }
  }
  // What was held is summed up as the worker does it, so that days can be explained at once.
  await retain(ctx, ctx.signal)
  const reading = unhurried(ctx.now)
  const enough = new Date(end - LEDGER_DAYS * 86_400_000)
  await Promise.all(accounts.map(({ id }) => readLedgers(reading, id, { turnMs: LEDGERS_MS, enough, candlesMs: CANDLES_MS })))
  await control(simulatorUrl, 'rate-limits', { scale: 1 })
  await control(simulatorUrl, 'rate-limits')
}

/** Reads an account, once more where a busy machine made it late; what fails twice is a gap, as it would be for the worker. */
async function read(ctx: ServiceContext, id: string): Promise<void> {
  const { ok } = await refreshAccount(ctx, id)
  if (!ok) await refreshAccount(ctx, id)
}

const Movements = z.array(
  z.object({ at: z.number(), wallet: z.string(), coin: z.string(), amount: z.string(), fee: z.string().optional() }),
)

/** What moved on each account of the demo, by its name. */
async function movements(simulatorUrl: string): Promise<ReadonlyMap<string, readonly Moved[]>> {
  const of = async (venue: string, scenario: string) => {
    const response = await fetch(`${simulatorUrl}/_control/movements?${new URLSearchParams({ venue, scenario })}`)
    return Movements.parse(await response.json())
  }
  const found = DEMO_ACCOUNTS.map(async ({ name, venue, scenario }) => [name, await of(venue, scenario)] as const)
  return new Map(await Promise.all(found))
}

/** A call of the simulator's control API: POST with a body, DELETE without. */
async function control(simulatorUrl: string, what: string, body?: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${simulatorUrl}/_control/${what}`, {
    method: body ? 'POST' : 'DELETE',
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`The simulator refused ${what}: ${response.status}`)
}
