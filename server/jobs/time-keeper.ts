import type PgBoss from 'pg-boss'
import { QUEUE_TIMES_RIGHT } from '@/db/queries/set-times-right'
import { describeCause } from '../cause'
import { ClockWatch } from '../clock-watch'
import type { Deps } from '../context'
import { keepTime, noteMovedClock } from '../services/notices/keep-time'
import { sleep } from './sleep'

const LOOK_MS = 1000
/** How often what others planned is looked at: their clock may be wrong, or was before this process began. */
const KEEP_MS = 10_000

/** Watches this process's clock, and sets right what was planned by one that was wrong, until the signal. */
export async function keepTimeUntil(
  deps: Deps,
  boss: PgBoss,
  signal: AbortSignal,
  { lookMs = LOOK_MS, onMoved = () => {} }: { lookMs?: number; onMoved?: (movedMs: number) => void } = {},
): Promise<void> {
  const watch = new ClockWatch(deps.now)
  let keptAt = Number.NEGATIVE_INFINITY
  /** What was seen and could not be told yet: the database was away. */
  let moved: number | null = null
  while (!signal.aborted) {
    const seen = watch.look()
    if (seen !== null) {
      deps.log.warn(
        { movedMs: seen },
        seen < 0 ? 'the clock was moved back' : 'the clock was moved forward, or the machine slept',
      )
      moved = seen
      onMoved(seen)
    }
    if (moved !== null || performance.now() - keptAt >= KEEP_MS) {
      try {
        await boss.getDb().executeSql(QUEUE_TIMES_RIGHT, [])
        const right = await keepTime(deps)
        if (right > 0) deps.log.warn({ plans: right }, 'plans of a clock that was wrong were set right')
        if (moved !== null || right > 0) await noteMovedClock(deps, moved)
        moved = null
        keptAt = performance.now()
      } catch (error) {
        if (!signal.aborted) deps.log.debug({ cause: describeCause(error) }, 'could not look after times')
      }
    }
    await sleep(lookMs, signal)
  }
}
