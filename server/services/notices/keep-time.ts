import { keepNotice } from '@/db/queries/notices'
import { databaseTime, setTimesRight } from '@/db/queries/set-times-right'
import type { Deps } from '../../context'
import type { Notice } from '../../domain/notices'
import { CLOCK_TOLERANCE_MS } from '../../domain/staleness'

/** Clocks that differ by less are told to nobody. */
const DIFFERENCE_MS = 5_000

const note = ({ db }: Deps, notice: Notice) => db.asSystem((tx) => keepNotice(tx, notice))

/** Tells everybody that the clock was moved, and asks for all numbers anew. */
export async function noteMovedClock(deps: Deps, movedMs: number | null): Promise<void> {
  await note(deps, { kind: 'clock', at: deps.now(), details: { movedMs } })
}

/**
 * Sets right what was planned by a clock that was wrong, and compares this machine's clock with the database's. May be run
 * at any time, by several at once.
 * @returns how many plans were set right
 */
export async function keepTime(deps: Deps): Promise<number> {
  const now = deps.now()
  const [right, aheadMs] = await deps.db.asSystem(async (tx) => {
    const asked = performance.now()
    const there = await databaseTime(tx)
    const tookMs = performance.now() - asked
    const ahead = now.getTime() - there.getTime()
    return [
      await setTimesRight(tx, now, new Date(now.getTime() + CLOCK_TOLERANCE_MS)),
      // What the way there and back took is not known to be anybody's fault.
      Math.abs(ahead) > DIFFERENCE_MS + tookMs ? ahead : 0,
    ] as const
  })
  if (aheadMs !== 0) {
    deps.log.warn({ aheadMs }, 'the clocks of this machine and of the database differ')
    await note(deps, { kind: 'clocks_differ', at: now, details: { aheadMs: Math.round(aheadMs) } })
  }
  return right
}
