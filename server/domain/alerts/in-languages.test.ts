import { describe, expect, it } from 'vitest'
import { readerIn } from '../../language/in-language'
import { LANGUAGES, type Language } from '../../language/languages'
import { type DigestFigures, digestText, digestWords } from './digest'
import type { Facts } from './measure'
import { RULE_KINDS, type Rule, type RuleKind } from './rule'
import { ruleText } from './rule-text'
import { type AlertEvent, factText, messageOf, toldText } from './wording'

const [german, chinese] = [readerIn('de'), readerIn('zh-Hans')]
const since = new Date('2026-11-28T21:14:00Z')
const event = (more: Partial<AlertEvent> = {}): AlertEvent => ({
  ...{ told: 'raised', level: 'urgent', kind: 'margin', since },
  facts: { account: 'Main', exchange: 'Bybit', wallet: 'unified', value: '0.812', limit: '0.8' },
  ...more,
})

describe('a message', () => {
  it('comes in the language of its reader, with their numbers and dates', () => {
    expect(toldText(event(), 'Europe/Berlin', german)).toBe(
      'Dringend: Margenquote von unified bei 81,2\u00a0%, Grenzwert 80\u00a0% – Main (Bybit). Seit Sa., 28. Nov., 22:14 MEZ.',
    )
    expect(toldText(event(), 'Asia/Shanghai', chinese)).toBe(
      '紧急：Main (Bybit)：unified 保证金率 81.2%，限值 80%。自 11月29日周日 GMT+8 05:14 起。',
    )
  })

  it('says of what is over, and of what is still so, that it is', () => {
    expect(toldText(event({ told: 'cleared' }), 'UTC', german)).toMatch(
      /^Wieder in Ordnung: Margenquote von unified – Main \(Bybit\)\. Der Alarm bestand seit /,
    )
    expect(toldText(event({ told: 'reminder' }), 'UTC', chinese)).toMatch(/^仍然：Main \(Bybit\)：.*起。$/)
  })

  it('counts several, and names what is of one key', () => {
    const level = { kind: 'equity_level', facts: { account: 'Main', value: '1234567.891', limit: '2000.5' } } as const
    const several = messageOf([event(), event({ told: 'cleared' }), event(level)], 'UTC', german)
    expect(several.title).toBe('1 × hohe Margenquote, 1 × Eigenkapital jenseits der Schwelle, 1 × wieder in Ordnung')
    expect(several.text).toContain('Dringend: Eigenkapital beträgt 1.234.567\u00a0$, Grenzwert 2.000,50\u00a0$ bei Main.')
    const ends = (account: string) =>
      event({ level: 'warn', kind: 'key', facts: { account, exchange: 'Bybit', what: 'expires', value: '5', key: 'a' } })
    expect(messageOf(['A', 'B', 'C', 'D'].map(ends), 'UTC', chinese).title).toMatch(
      /^A、B、C，另外 1 个 \(Bybit\)：密钥将在 5 天后过期。/,
    )
  })
})

/** Facts of each kind and of each way to say it. */
const FACTS: Readonly<Record<RuleKind, readonly Facts[]>> = {
  margin: [{ wallet: 'W', value: '0.5', limit: '0.4' }, { value: '0.5' }],
  liquidation: [{ symbol: 'S', value: '0.05', limit: '0.1' }, { gone: true }],
  equity_change: [
    { what: 'falls', value: '0.05', limit: '0.04' },
    { what: 'rises', detail: 'usd', value: '5', limit: '4' },
  ],
  equity_level: [{ value: '5', limit: '4' }],
  drawdown: [{ value: '0.05', limit: '0.04' }],
  exposure: [
    { what: 'net', coin: 'C', value: '5', limit: '4' },
    { what: 'leverage', value: '3', limit: '2' },
    { what: 'gross' },
    {},
  ],
  hedge: [{ coin: 'C', value: '0.05', limit: '0.04' }, { gone: true }, {}],
  funding: [{ symbol: 'S', value: '0.05', limit: '0.04' }],
  no_stop: [{ symbol: 'S', value: '0' }, { value: '0.5' }],
  unknown: [{ what: 'wallets', detail: 'W' }, { what: 'unpriced', detail: 'C' }, { what: 'stale', value: '15' }, { value: '60' }],
  key: ['expires', 'withdraw', 'refused'].map((what) => ({ what, value: '3' })).concat([{ what: 'expires', value: '-1' }]),
  unexplained: [{ value: '5', detail: '0.01', day: '2026-11-28' }, { value: '5' }],
  worker: [{ value: '12' }, { value: '0' }],
}
const LOST: Facts = { what: 'lost', detail: 'read or trade or transfer or withdraw' }
const both = { warn: '0.1', urgent: '0.2' }
const of = { of: 'total', accounts: null } as const
const RULES: readonly Rule[] = [
  { kind: 'margin', ...both, accounts: null },
  { kind: 'liquidation', ...both, accounts: null, symbol: null },
  { kind: 'equity_change', ...both, ...of, direction: 'falls', as: 'share', withinMinutes: 2880 },
  { kind: 'equity_level', ...both, ...of, passes: 'below' },
  { kind: 'drawdown', ...both, ...of, withinDays: 30 },
  { kind: 'exposure', ...both, ...of, figure: 'net', coin: null },
  { kind: 'hedge', ...both, accounts: null, coin: null },
  { kind: 'funding', ...both, accounts: null, symbol: null },
  { kind: 'no_stop', accounts: null },
  { kind: 'unknown', minutes: 15, wallets: true, unpriced: true, accounts: null },
  { kind: 'key', days: 14, accounts: null },
  { kind: 'unexplained', accounts: null },
  { kind: 'worker', minutes: 10 },
].map((rule) => rule as Rule)

describe.each(LANGUAGES.map(({ tag }) => tag).filter((tag) => tag !== 'en'))('in %s', (tag: Language) => {
  const reader = readerIn(tag)
  /** English words that stand in nothing that is said. */
  const ENGLISH = /\b(the|of|is|no|not|may|has|with|from|account|equity|key|limit|hour|minute|day)\b/i

  it.each(RULE_KINDS)('every fact of the kind %s is said', (kind) => {
    for (const facts of kind === 'key' ? [...FACTS[kind], LOST] : FACTS[kind]) {
      for (const told of ['raised', 'cleared', 'reminder'] as const) {
        const text = messageOf([event({ kind, told, facts: { ...facts, account: 'Konto' } })], 'UTC', reader).text
        expect(text).not.toMatch(ENGLISH)
        expect(text).not.toMatch(/\{\d\}|undefined|\[object/)
      }
      expect(factText(kind, facts, reader)).not.toBe(factText(kind, facts))
    }
  })

  it.each(RULES.map((rule) => [rule.kind, rule] as const))('the rule %s is said', (_kind, rule) => {
    const names = new Map([['a', 'Konto']])
    for (const ofMember of [false, true]) expect(ruleText(rule, names, { ofMember, reader })).not.toMatch(ENGLISH)
    if ('accounts' in rule) expect(ruleText({ ...rule, accounts: ['a'] } as Rule, names, { reader })).not.toMatch(ENGLISH)
  })
})

describe('a digest', () => {
  const figures: DigestFigures = {
    every: 'weekly',
    from: new Date('2026-11-27T07:00:00Z'),
    to: new Date('2026-11-28T07:00:00Z'),
    display: { currency: 'EUR', usdPerUnit: '1.25', timeZone: 'Europe/Berlin' },
    accounts: 2,
    equity: '12345.678',
    bounds: { equity: 'at_least', gross: 'exact', net: 'uncertain', leverage: 'exact' },
    gain: { usd: '-1205', share: '-0.0975' },
    gross: '20000',
    net: null,
    leverage: '1.62',
    fired: { first: [{ at: new Date('2026-11-27T22:30:00Z'), level: 'urgent', text: 'A.' }], of: 3 },
    firing: [],
    stale: ['Main'],
  }

  it('comes in German, with German numbers and dates', () => {
    const words = digestWords(figures, german)
    expect(words.title).toBe('Ihre Woche: mindestens 9.876,54\u00a0€ in 2 Konten')
    expect(digestText(words, german).split('\n')).toEqual([
      'Sa., 28. Nov. 2026, 08:00 (Europe/Berlin)',
      '',
      'Eigenkapital mindestens 9.876,54\u00a0€.',
      '−964,00\u00a0€ (−9,75\u00a0%) seit Fr., 27. Nov. 2026, 08:00, ohne Ein- und Auszahlungen.',
      'Exposure: brutto 16.000,00\u00a0€, netto —, Hebel 1,62×.',
      '',
      'Gemeldet seit der letzten Zusammenfassung: 3.',
      '· Fr., 27. Nov., 23:30: A.',
      '· … und 2 weitere',
      '',
      'Nicht rechtzeitig gelesen: 1.',
      '· Main',
    ])
  })

  it('comes in Chinese', () => {
    const words = digestWords({ ...figures, gain: null }, chinese)
    expect(words.title).toBe('本周：至少 €9,876.54，2 个账户')
    expect(digestText(words, chinese)).toContain(
      '自 2026年11月27日周五 08:00 起的收益未知。\n敞口：总 €16,000.00，净 —，杠杆 1.62×。',
    )
  })
})
