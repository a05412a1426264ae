import { describeCause } from '../cause'
import type { Deps } from '../context'
import { deliverDue } from '../services/alerts/deliver'
import { idleSince } from '../services/alerts/idle'
import { tickAlerts } from '../services/alerts/tick'
import { deliverWebhooks } from '../services/webhooks/deliver'

/** How often is looked whether workers read. */
const LOOK_MS = 15_000
/** From then on they may be down; alerts of it have limits of their own, which are longer. */
const IDLE_MS = 120_000

/**
 * Whether accounts are due and nothing is read, so that alerts, which workers look at, would be looked at by nobody: then
 * this process does, and sends what there is to tell. Beside a worker that lives it takes turns with it, as workers do.
 * @returns whether it stood in
 */
export async function standInForWorkers(deps: Deps, signal: AbortSignal): Promise<boolean> {
  const idle = await idleSince(deps)
  if (idle === null || deps.now().getTime() - idle.getTime() < IDLE_MS) return false
  while ((await tickAlerts(deps, signal)) > 0 && !signal.aborted);
  while ((await deliverDue(deps, signal)) > 0 && !signal.aborted);
  while ((await deliverWebhooks(deps, signal)) > 0 && !signal.aborted);
  return true
}

/** Looks after the workers until the signal. */
export function watchWorkers(getDeps: () => Promise<Deps>, signal: AbortSignal): void {
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    try {
      const deps = await getDeps()
      await standInForWorkers(deps, signal).catch((error: unknown) => {
        if (!signal.aborted) deps.log.warn({ cause: describeCause(error) }, 'could not look whether workers read')
      })
    } catch {
      // The database is away: whoever asks for a page says so.
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS).unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}
