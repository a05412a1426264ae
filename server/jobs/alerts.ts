import { ALERTS_CHANNEL } from '@/db/queries/alerts'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { beginDue, AT_ONCE as CHANNELS_AT_ONCE } from '../services/alerts/deliver'
import { tickAlerts } from '../services/alerts/tick'
import { beginWebhooks, AT_ONCE as WEBHOOKS_AT_ONCE } from '../services/webhooks/deliver'
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
  await Promise.all([
    sideBySide(deps, signal, {
      what: 'messages could not be sent',
      atOnce: CHANNELS_AT_ONCE,
      begin: (room) => {
        wake = new AbortController()
        return beginDue(deps, signal, room)
      },
      idle: () => sleep(lookMs, AbortSignal.any([signal, wake.signal])),
    }),
    sideBySide(deps, signal, {
      what: 'webhooks could not be told',
      atOnce: WEBHOOKS_AT_ONCE,
      begin: (room) => beginWebhooks(deps, signal, room),
      idle: () => sleep(lookMs, signal),
    }),
    again(deps, signal, 'alerts could not be looked at', async () => {
      const looked = await tickAlerts(deps, signal)
      if (looked === 0) await sleep(tickMs, signal)
    }),
  ])
  await (await listening)?.unlisten().catch(() => {})
}

interface Sending {
  what: string
  atOnce: number
  /** What there is room for, each with its own end, which never fails. */
  begin: (room: number) => Promise<readonly Promise<unknown>[]>
  /** Waits where there was nothing to begin. */
  idle: () => Promise<void>
}

/** Sends until the signal, and to the end of what is under way: a receiver that takes its time holds up nobody else's. */
async function sideBySide(deps: Deps, signal: AbortSignal, { what, atOnce, begin, idle }: Sending): Promise<void> {
  const sending = new Set<Promise<unknown>>()
  await again(deps, signal, what, async () => {
    const begun = await begin(atOnce - sending.size)
    for (const message of begun) {
      const done = message.finally(() => sending.delete(done))
      sending.add(done)
    }
    if (sending.size >= atOnce) await Promise.race(sending)
    else if (begun.length === 0) await idle()
  })
  await Promise.all(sending)
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
