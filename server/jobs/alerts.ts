import { ALERTS_CHANNEL } from '@/db/queries/alerts'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { AT_ONCE, beginDue } from '../services/alerts/deliver'
import { tickAlerts } from '../services/alerts/tick'
import { deliverWebhooks } from '../services/webhooks/deliver'
import { sleep } from './sleep'

/** How often is looked for messages that wait: new ones ring, this is for those whose time has come. */
const LOOK_MS = 1000
/** How often is looked for people whose minute is over. */
const TICK_MS = 2000

/** Looks at what time changes, and sends what waits, until the signal. Any number of workers may do so. */
export async function keepAlertsUntil(
  deps: Deps,
  signal: AbortSignal,
  { lookMs = LOOK_MS, tickMs = TICK_MS } = {},
): Promise<void> {
  let wake = new AbortController()
  const listening = deps.db.listening
    .listen(ALERTS_CHANNEL, () => wake.abort())
    .catch((error: unknown) => {
      deps.log.warn({ cause: describeCause(error) }, 'it is not heard when there is something to tell: it is looked for instead')
      return null
    })
  /** Messages under way: a receiver that takes its time holds up nobody else's. */
  const sending = new Set<Promise<unknown>>()
  await Promise.all([
    again(deps, signal, 'messages could not be sent', async () => {
      wake = new AbortController()
      const begun = await beginDue(deps, signal, AT_ONCE - sending.size)
      for (const message of begun) {
        const done = message.finally(() => sending.delete(done))
        sending.add(done)
      }
      if (sending.size >= AT_ONCE) await Promise.race(sending)
      else if (begun.length === 0) await sleep(lookMs, AbortSignal.any([signal, wake.signal]))
    }),
    again(deps, signal, 'webhooks could not be told', async () => {
      const told = await deliverWebhooks(deps, signal)
      if (told === 0) await sleep(lookMs, signal)
    }),
    again(deps, signal, 'alerts could not be looked at', async () => {
      const looked = await tickAlerts(deps, signal)
      if (looked === 0) await sleep(tickMs, signal)
    }),
  ])
  await Promise.all(sending)
  await (await listening)?.unlisten().catch(() => {})
}

/** A failure (database away) is logged and tried again after a moment. */
async function again(deps: Deps, signal: AbortSignal, what: string, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      if (signal.aborted) return
      deps.log.warn({ cause: describeCause(error) }, what)
      await sleep(LOOK_MS, signal)
    }
  }
}
