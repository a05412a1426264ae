import type { ServiceContext } from '@/server/context'
import { env } from '@/server/env'
import { createCcxtExchanges } from '@/server/exchanges'
import { listAccounts } from '@/server/services/accounts/list'
import { refreshAccount } from '@/server/services/balances/refresh-account'

const POINTS = 48
const STEP_SECONDS = 1800

/**
 * A day of history that was really read: the simulator's prices walk on by half an hour at a time, and after each step
 * every account is refreshed as the worker does it, under a clock that is handed in.
 */
export async function walkHistory(ctx: ServiceContext, simulatorUrl: string): Promise<void> {
  const accounts = await listAccounts(ctx, { includeArchived: false })
  const end = Date.now()
  let point = { at: end - POINTS * STEP_SECONDS * 1000, began: performance.now() }
  const now = () => new Date(point.at + performance.now() - point.began)
  const walking: ServiceContext = {
    ...ctx,
    now,
    exchanges: createCcxtExchanges({ baseUrls: env().EXCHANGE_BASE_URLS, log: ctx.log, now }),
  }
  for (let done = 0; done < POINTS; done++) {
    await Promise.all(accounts.map(({ id }) => refreshAccount(walking, id)))
    await stepPrices(simulatorUrl)
    point = { at: point.at + STEP_SECONDS * 1000, began: performance.now() }
  }
}

async function stepPrices(simulatorUrl: string): Promise<void> {
  const response = await fetch(`${simulatorUrl}/_control/prices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'step', steps: STEP_SECONDS }),
  })
  if (!response.ok) throw new Error(`The simulator's prices did not step: ${response.status}`)
}
