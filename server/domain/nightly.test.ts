import { describe, expect, it } from 'vitest'
import { isBackupDue, lastScheduled } from './nightly'

const at = { hour: 3, minute: 30 }
/** By this machine's own time of day, as the setting is. */
const on = (day: number, hour: number, minute = 0) => new Date(2026, 0, day, hour, minute)
const state = (triedAt: Date, lastGoodAt: Date | null) => ({ triedAt, lastGoodAt, why: lastGoodAt === triedAt ? null : 'x' })

describe('the nightly backup', () => {
  it('belongs to the time of day before now', () => {
    expect(lastScheduled(on(2, 3, 29), at)).toEqual(on(1, 3, 30))
    expect(lastScheduled(on(2, 3, 30), at)).toEqual(on(2, 3, 30))
  })

  it.each<[string, Date, ReturnType<typeof state> | null, boolean]>([
    ['there has been none', on(2, 12), null, true],
    ['last night’s went well', on(2, 12), state(on(2, 3, 30), on(2, 3, 30)), false],
    ['nothing ran in the night', on(2, 12), state(on(1, 3, 30), on(1, 3, 30)), true],
    ['it failed a moment ago', on(2, 3, 45), state(on(2, 3, 31), on(1, 3, 30)), false],
    ['it failed a while ago', on(2, 4, 2), state(on(2, 3, 31), on(1, 3, 30)), true],
    ['the last one was made by a clock that was ahead', on(2, 12), state(on(5, 3, 30), on(5, 3, 30)), true],
  ])('is due or not where %s', (_what, now, before, due) => {
    expect(isBackupDue(now, at, before)).toBe(due)
  })
})
