import { describe, expect, it } from 'vitest'
import { judge, type StoredState } from './judge'
import type { Measurement } from './measure'
import { type Rule, STEADINESS } from './rule'
import { eventText } from './wording'

const begin = new Date('2026-11-28T12:00:00Z')
const minutes = (n: number) => new Date(begin.getTime() + n * 60_000)
const rule: Rule = { kind: 'liquidation', warn: '0.15', urgent: '0.05', accounts: null, symbol: null }
const facts = { account: 'Main', exchange: 'Bybit', wallet: 'unified', symbol: 'BTC:PERP-USDT' }
const position = (value: string | null): Measurement => ({
  subject: 'position:a',
  accountId: 'a',
  seen: { value, warn: '0.15', urgent: '0.05', bad: 'below' },
  facts: { ...facts, value },
})

/** Looks once a minute; what was told, in words, and where it stands. */
function look(seen: readonly (readonly Measurement[] | { unread: string })[]) {
  let stored: StoredState[] = []
  const told: string[] = []
  for (const [minute, measurements] of seen.entries()) {
    const unread = 'unread' in measurements
    const found = judge([{ ruleId: 'r', rule, measurements: unread ? [] : measurements }], stored, {
      now: minutes(minute),
      steadiness: STEADINESS,
      ...(unread && { unreadable: new Map([['a', new Set([measurements.unread])]]) }),
    })
    told.push(...found.told.map(({ event }) => `${minute} ${eventText(event)}`))
    const key = ({ subject }: { subject: string }) => subject
    const changed = new Map(found.changed.map((state) => [key(state), state]))
    const gone = new Set(found.well.map(key))
    stored = [...stored.filter((state) => !changed.has(key(state)) && !gone.has(key(state))), ...changed.values()]
  }
  return { told, stored }
}

describe('what is not there any more', () => {
  const near = [position('0.04')]
  const fired = '0 Urgent: BTC:PERP-USDT is 4 % from liquidation, limit 5 % on Main (Bybit).'

  it('is told to be gone, never to be well: a position that vanished may have been liquidated', () => {
    expect(look([near, ...Array.from({ length: 7 }, () => [])]).told).toEqual([
      fired,
      '6 No longer open: BTC:PERP-USDT on Main (Bybit).',
    ])
  })

  it('is not gone where its wallet was not read, however long', () => {
    const { told, stored } = look([near, ...Array.from({ length: 20 }, () => ({ unread: 'unified' }))])
    expect(told).toEqual([fired])
    expect(stored).toMatchObject([{ level: 'urgent', known: false }])
  })

  it('stands on the page as gone, and as what it is once it is there again', () => {
    expect(look([near, []]).stored[0]?.facts).toMatchObject({ gone: true })
    expect(look([near, [], [position(null)]]).stored[0]).toMatchObject({ known: false, facts: { value: '0.04' } })
    expect(look([near, [], [position(null)]]).stored[0]?.facts.gone).toBeUndefined()
    expect(look([near, [], near]).stored[0]?.facts.gone).toBeUndefined()
  })

  it('is well again only where it is there, and well', () => {
    expect(look([near, ...Array.from({ length: 7 }, () => [position('0.4')])]).told).toEqual([
      fired,
      '6 Well again: BTC:PERP-USDT and its liquidation on Main (Bybit).',
    ])
  })
})
