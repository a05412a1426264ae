import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STEADINESS } from './rule'
import { type AlertState, firstState, nextState, type Seen, type Told } from './state'

const begin = new Date('2026-11-28T12:00:00Z')
const after = (seconds: number) => new Date(begin.getTime() + seconds * 1000)
const margin = (value: string | null): Seen => ({ value, warn: '0.5', urgent: '0.8', bad: 'above' })
const distance = (value: string | null): Seen => ({ value, warn: '0.15', urgent: '0.05', bad: 'below' })

function run(steps: readonly [seconds: number, seen: Seen][], steadiness = STEADINESS) {
  let state = firstState(begin)
  const told: [number, Told, AlertState['level']][] = []
  for (const [seconds, seen] of steps) {
    const next = nextState(state, seen, after(seconds), steadiness)
    state = next.state
    if (next.told) told.push([seconds, next.told, state.level])
  }
  return { state, told }
}

describe('nextState', () => {
  it('rises at once and escalates', () => {
    const { told } = run([
      [0, margin('0.3')],
      [10, margin('0.55')],
      [20, margin('0.81')],
    ])
    expect(told).toEqual([
      [10, 'raised', 'warn'],
      [20, 'raised', 'urgent'],
    ])
  })

  it('rises straight to urgent, and a limit itself counts', () => {
    expect(run([[5, margin('0.8')]]).told).toEqual([[5, 'raised', 'urgent']])
    expect(run([[5, distance('0.05')]]).told).toEqual([[5, 'raised', 'urgent']])
    expect(run([[5, distance('0.150001')]]).told).toEqual([])
  })

  it('clears only a tenth inside the limit, and after five minutes there without a break', () => {
    const { told } = run([
      [0, margin('0.5')],
      [10, margin('0.46')],
      [900, margin('0.46')],
      [910, margin('0.44')],
      [1000, margin('0.46')],
      [1010, margin('0.44')],
      [1309, margin('0.44')],
      [1310, margin('0.44')],
    ])
    expect(told).toEqual([
      [0, 'raised', 'warn'],
      [1310, 'cleared', 'ok'],
    ])
  })

  it('eases from urgent to warn without a word, and escalates again with one', () => {
    const { told } = run([
      [0, margin('0.9')],
      [10, margin('0.6')],
      [310, margin('0.6')],
      [320, margin('0.85')],
    ])
    expect(told).toEqual([
      [0, 'raised', 'urgent'],
      [320, 'raised', 'urgent'],
    ])
  })

  it('is cleared by nothing that is not known, and still reminds', () => {
    const { told, state } = run([
      [0, margin('0.9')],
      [10, margin('0.1')],
      [20, margin(null)],
      [315, margin('0.1')],
      [14_400, margin(null)],
    ])
    expect(told).toEqual([
      [0, 'raised', 'urgent'],
      [14_400, 'reminder', 'urgent'],
    ])
    expect(state).toMatchObject({ level: 'urgent', known: false, insideSince: null })
  })

  it('is raised by a figure that lacks something, and not lowered by it, however long', () => {
    const partial = (value: string): Seen => ({ ...margin(value), partial: true })
    const { told, state } = run([
      [0, partial('0.6')],
      [10, partial('0.1')],
      [1000, partial('0.1')],
      [1010, partial('0.9')],
      [2000, margin('0.1')],
      [2300, margin('0.1')],
    ])
    expect(told).toEqual([
      [0, 'raised', 'warn'],
      [1010, 'raised', 'urgent'],
      [2300, 'cleared', 'ok'],
    ])
    expect(state.known).toBe(true)
  })

  it('is not held for ever by a clock that was set back', () => {
    const { told } = run([
      [10_000, margin('0.6')],
      [10_010, margin('0.1')],
      [0, margin('0.1')],
      [300, margin('0.1')],
    ])
    expect(told.map(([, what]) => what)).toEqual(['raised', 'cleared'])
  })

  it('takes facts that are no figures', () => {
    const { told } = run([
      [0, { level: 'urgent' }],
      [10, { level: null }],
      [20, { level: 'ok' }],
      [320, { level: 'ok' }],
    ])
    expect(told.map(([, what]) => what)).toEqual(['raised', 'cleared'])
  })
})

describe('whatever a figure does', () => {
  const moves = fc.array(
    fc.record({
      wait: fc.integer({ min: 1, max: 120 }),
      value: fc.option(fc.integer({ min: 0, max: 120 }), { freq: 8 }),
    }),
    { minLength: 1, maxLength: 400 },
  )
  const play = (steps: { wait: number; value: number | null }[]) => {
    let at = 0
    return run(
      steps.map(({ wait, value }) => {
        at += wait
        return [at, margin(value === null ? null : (value / 100).toFixed(2))]
      }),
    )
  }

  it('tells of each level at most once in the least time', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const { told } = play(steps)
        for (const level of ['warn', 'urgent', 'ok'] as const) {
          const times = told.filter(([, what, of]) => of === level && what !== 'reminder').map(([at]) => at)
          for (const [i, at] of times.entries()) {
            const before = times[i - 1]
            if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(STEADINESS.leastSeconds)
          }
        }
      }),
      { seed: 19, numRuns: 2000 },
    )
  })

  it('never lies below the level of a figure that is known', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const { state } = play(steps)
        const last = steps.at(-1)?.value
        if (last === null || last === undefined) expect(state.known).toBe(false)
        else if (last >= 80) expect(state.level).toBe('urgent')
        else if (last >= 50) expect(state.level).not.toBe('ok')
      }),
      { seed: 19, numRuns: 2000 },
    )
  })

  it('is the same with every unknown in between, but for when it clears: never earlier', () => {
    fc.assert(
      fc.property(moves, fc.integer({ min: 0, max: 399 }), (steps, at) => {
        const index = at % steps.length
        const blind = steps.map((step, i) => (i === index ? { ...step, value: null } : step))
        const cleared = (told: [number, Told, string][]) => told.filter(([, what]) => what === 'cleared').length
        const before = cleared(play(steps.slice(0, index)).told)
        expect(cleared(play(blind.slice(0, index + 1)).told)).toBe(before)
      }),
      { seed: 19, numRuns: 500 },
    )
  })
})
