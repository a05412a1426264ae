import { describe, expect, it } from 'vitest'
import { type AlertEvent, messageOf, toldText } from './wording'

const since = new Date('2026-11-28T21:14:00Z')
const event = (more: Partial<AlertEvent> = {}): AlertEvent => ({
  ...{ told: 'raised', level: 'urgent', kind: 'margin', since },
  facts: { account: 'Main', exchange: 'Bybit', wallet: 'unified', value: '0.812', limit: '0.8' },
  ...more,
})

describe('the sentence that is sent', () => {
  it.each([
    ['UTC', 'Since Sat 28 Nov, 21:14 UTC.'],
    ['Europe/Berlin', 'Since Sat 28 Nov, 22:14 CET.'],
    ['Asia/Kathmandu', 'Since Sun 29 Nov, 02:59 GMT+5:45.'],
  ])('says what, how much, the limit, the account and since when by the clock of %s', (timeZone, when) => {
    expect(toldText(event(), timeZone)).toBe(`Urgent: margin ratio of unified at 81.2 %, limit 80 % on Main (Bybit). ${when}`)
  })

  it('says of what is over since when it had fired', () => {
    expect(toldText(event({ told: 'cleared' }), 'UTC')).toBe(
      'Well again: margin ratio of unified on Main (Bybit). It had fired since Sat 28 Nov, 21:14 UTC.',
    )
  })

  it('says of what is still so since when it is', () => {
    expect(toldText(event({ told: 'reminder' }), 'UTC')).toMatch(/^Still margin ratio .* Since Sat 28 Nov, 21:14 UTC\.$/)
  })
})

it('does not say that nothing is read once readings go on', () => {
  const worker = (value: string) => toldText(event({ kind: 'worker', facts: { value } }), 'UTC')
  expect(worker('12')).toContain('nothing was read for 12 minutes: the worker may be down')
  expect(worker('0')).toContain('readings go on again: the worker had stopped')
})

describe('a message of several', () => {
  it('counts what is gone apart from what is well again', () => {
    const gone = event({ told: 'cleared', kind: 'liquidation', facts: { symbol: 'BTC:PERP-USDT', account: 'Main', gone: true } })
    const { title, text, level } = messageOf([event({ told: 'cleared' }), gone, event()], 'UTC')
    expect(level).toBe('urgent')
    expect(title).toBe('1 × high margin ratio, 1 × well again, 1 × no longer there')
    expect(text.split('\n')).toHaveLength(3)
    expect(text).toContain('No longer open: BTC:PERP-USDT on Main. It had fired since')
  })

  it('tells what is of one key once, with all accounts that are read with it', () => {
    const ends = (account: string, key: string, value = '5') =>
      event({ level: 'warn', kind: 'key', facts: { account, exchange: 'Bybit', what: 'expires', value, key } })
    const main = ['Main', 'Grid', 'Hedge', 'Long', 'Short'].map((account) => ends(account, 'a'))
    expect(messageOf(main, 'UTC').title).toMatch(/^the key expires in 5 days on Grid, Hedge, Long and 2 more \(Bybit\)\./)
    const both = messageOf([...main, ends('Other', 'b'), ends('Late', 'a', '4')], 'UTC')
    expect(both.title).toBe('3 × trouble with keys')
    expect(both.text.split('\n')[1]).toMatch(/^the key expires in 5 days on Other \(Bybit\)\./)
    // What is of no key is told each by itself.
    expect(messageOf([event(), event()], 'UTC').text.split('\n')).toHaveLength(2)
  })
})
