import { describe, expect, it } from 'vitest'
import { idsOf, newsOf } from './entries'
import { someEntry } from './flows.testing'
import { afterFailure, afterPage, EARLIEST, type LedgerState, newLedger, nextStretch, progressOf, type Stretch } from './reading'

const DAY = 86_400_000
const now = new Date('2026-11-28T12:00:00Z')
const ago = (days: number, from = now) => new Date(from.getTime() - days * DAY)
const limits = { windowMs: 7 * DAY, reachMs: 30 * DAY, settlesMs: DAY }

/** Reads until nothing is left; answers the stretches in their order. */
function readAll(state: LedgerState, { limits: given = limits, pages = 1, pending = null as Date | null, at = now } = {}) {
  const stretches: Stretch[] = []
  let current = state
  for (let rounds = 0; rounds < 500; rounds++) {
    const stretch = nextStretch(current, given, at, pending)
    if (!stretch) return { state: current, stretches }
    stretches.push(stretch)
    const page = Number(stretch.cursor ?? 0) + 1
    current = afterPage(current, stretch, page < pages ? String(page) : null, { windowMs: given.windowMs, now: at, stored: 1 })
  }
  throw new Error('It never ends.')
}

describe('reading a ledger', () => {
  it('reads what is new, then back to its beginning, each stretch as wide as the exchange allows, without a hole', () => {
    const { state, stretches } = readAll(newLedger('deposits', limits, now, null))
    expect(stretches[0]).toMatchObject({ from: ago(1), forward: true })
    const back = stretches.slice(1)
    expect(back.map(({ from, to }) => [from, to])).toEqual([
      [ago(7), now],
      [ago(14), ago(7)],
      [ago(21), ago(14)],
      [ago(28), ago(21)],
      [ago(30), ago(28)],
    ])
    expect(state).toMatchObject({ readFrom: ago(30), readTo: now, backTo: ago(30), entries: stretches.length })
    expect(progressOf(state)).toBe(1)
    expect(nextStretch(state, limits, new Date(now.getTime() + 599_000), null)).toBeNull()
  })

  it('goes on with the page where it was left, and asks for late entries and pending ones again', () => {
    const first = newLedger('deposits', limits, now, null)
    const stretch = nextStretch(first, limits, now, null)
    if (!stretch) throw new Error('none')
    const half = afterPage(first, stretch, 'page-2', { windowMs: limits.windowMs, now, stored: 100 })
    expect(nextStretch(half, limits, now, null)).toEqual({ ...stretch, cursor: 'page-2' })
    const { state } = readAll(first)
    const later = new Date(now.getTime() + DAY)
    expect(nextStretch(state, limits, later, null)).toMatchObject({ from: ago(1), forward: true })
    expect(nextStretch(state, limits, later, ago(5))).toMatchObject({ from: ago(5) })
    const { stretches, state: whole } = readAll(state, { at: later, pending: ago(12) })
    expect(stretches.map(({ from }) => from)).toEqual([ago(12), ago(5)])
    expect(whole.readTo).toEqual(later)
  })

  it('catches up window by window after a long pause, and knows how far it is meanwhile', () => {
    const { state } = readAll(newLedger('deposits', limits, ago(20), null), { at: ago(20) })
    const stretch = nextStretch(state, limits, now, null)
    if (!stretch) throw new Error('none')
    const part = afterPage(state, stretch, null, { windowMs: limits.windowMs, now, stored: 0 })
    expect(part.readTo).toEqual(ago(14))
    expect(readAll(part).state.readTo).toEqual(now)
  })

  it('begins where somebody wants it to, as far as the exchange goes', () => {
    expect(newLedger('x', limits, now, ago(10)).backTo).toEqual(ago(10))
    expect(newLedger('x', limits, now, ago(90)).backTo).toEqual(ago(30))
    expect(newLedger('x', { ...limits, reachMs: null }, now, null).backTo).toEqual(EARLIEST)
  })

  it('waits longer after each failure, keeps what stands, and a refused past ends there', () => {
    const { state } = readAll(newLedger('deposits', limits, now, null))
    const stretch: Stretch = { from: ago(1), to: now, cursor: null, forward: true }
    const fail = (from: LedgerState, code: string) => afterFailure(from, stretch, { code, message: 'no' }, now)
    const once = fail(state, 'exchange_network')
    const twice = fail(once, 'exchange_network')
    expect([once, twice].map(({ nextAt }) => nextAt.getTime() - now.getTime())).toEqual([60_000, 120_000])
    expect(twice).toMatchObject({ readTo: now, errorSince: now, failures: 2 })
    expect(nextStretch(twice, limits, now, null)).toBeNull()
    expect(fail(state, 'exchange_permission').nextAt.getTime() - now.getTime()).toBe(6 * 3_600_000)
    const past = { ...state, readFrom: ago(14) }
    const refused = afterFailure(past, { ...stretch, forward: false }, { code: 'exchange_refused', message: 'too old' }, now)
    expect(refused).toMatchObject({ backTo: ago(14), errorCode: null })
  })

  it('gives a cursor up that fails again and again', () => {
    let state: LedgerState = {
      ...newLedger('x', limits, now, null),
      page: { from: ago(7), to: now, cursor: 'gone', forward: false },
    }
    for (let n = 0; n < 3; n++) {
      const stretch = state.page
      if (!stretch) throw new Error('none')
      state = afterFailure(state, stretch, { code: 'exchange_network', message: 'no' }, now)
    }
    expect(state.page).toMatchObject({ cursor: null, from: ago(7) })
  })
})

describe('what is new of a page', () => {
  it('is stored once, and again where it changed', () => {
    const pending = someEntry({ state: 'pending' })
    expect(newsOf([], [pending, pending])).toEqual([pending])
    expect(newsOf([pending], [pending])).toEqual([])
    expect(newsOf([pending], [someEntry()])).toEqual([someEntry()])
    expect(newsOf([someEntry({ amount: '1000.0' })], [someEntry()])).toEqual([])
    const failed = someEntry({ state: 'failed' })
    expect(newsOf([pending], [failed])).toEqual([failed])
  })

  it('keeps both movements that an exchange gives one id, whichever is read first, however often', () => {
    const [one, two, three] = [
      someEntry({ id: '0' }),
      someEntry({ id: '0', amount: '7', at: new Date('2026-03-02T00:00:00Z') }),
      someEntry({ id: '0', coin: 'BTC' }),
    ]
    const first = newsOf([], [one, two, three])
    expect(new Set(first.map(({ id }) => id)).size).toBe(3)
    expect(newsOf(first, [three, two, one])).toEqual([])
    const reversed = newsOf([], [three, two, one])
    expect(reversed.map(({ amount, coin }) => `${amount} ${coin}`).sort()).toEqual(
      first.map(({ amount, coin }) => `${amount} ${coin}`).sort(),
    )
    expect(first.every(({ id }) => idsOf([one, two, three]).includes(id))).toBe(true)
    const pendingOther = someEntry({ id: '0', amount: '9', state: 'pending', at: new Date('2026-03-03T00:00:00Z') })
    expect(newsOf([one], [pendingOther])).toHaveLength(1)
    expect(newsOf([one], [pendingOther])[0]?.id).not.toBe('0')
  })

  it('tells two entries of the same second and amount apart only by their ids', () => {
    expect(newsOf([], [someEntry({ id: '1' }), someEntry({ id: '2' })])).toHaveLength(2)
  })
})
