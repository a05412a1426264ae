import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal, ZERO } from '../decimal'
import { otherEnd, someEntry } from '../flows/flows.testing'
import { type AccountAt, addParts, attribute, noParts, PARTS, sumOfParts } from './attribution'
import { BENCHMARKS, benchmark } from './benchmark'
import { settle } from './between'
import { addCoins, type CoinSum } from './chain'
import { coverageOf, covers, lastLook, lookedUntil } from './coverage'
import { dayOf } from './days'
import { annualised, linked, modifiedDietz, shareOfPutIn, splitReturn } from './dietz'
import { changesOfAccount, externalFlows, inTransit, type PricedFlow, transfersOf } from './flows'
import { indexDays, linkDays } from './index-of'
import { riskOf } from './risk'
import type { EquityAt, ExternalFlow } from './types'
import { xirr } from './xirr'

type Amount = ConstructorParameters<typeof Decimal>[0]
const d = (value: Amount) => new Decimal(value)
const day = (n: number, hour = 0) => new Date(Date.UTC(2026, 0, 1 + n, hour))
const point = (at: Date, equity: Amount): EquityAt => ({ at, equity: d(equity) })
const money = (at: Date, value: Amount): ExternalFlow => ({ at, value: d(value) })
const percent = (factor: Decimal | null, digits = 2) => factor?.minus(1).times(100).toFixed(digits)

let rows = 0
function flow(change: Partial<PricedFlow> = {}): PricedFlow {
  return {
    ...someEntry(),
    rowId: String(++rows),
    accountId: 'a',
    ledger: 'all',
    setKind: null,
    price: '1',
    feePrice: null,
    pairedWith: null,
    ...change,
  }
}

describe('published examples', () => {
  it('Modified Dietz: a month of a GIPS composite (bloombergprep.com, CFA, "GIPS Verification"): 2.45 % over 591.237', () => {
    const flows = [money(day(5), '-15.05'), money(day(9), '19.82'), money(day(15), '16.42'), money(day(24), '-18.96')]
    const made = modifiedDietz(point(day(0), '585.60'), point(day(31), '602.34'), flows)
    expect(made.weighted.plus('585.60').toFixed(3)).toBe('591.237')
    expect(percent(made.factor)).toBe('2.45')
  })

  it('Modified Dietz: the example of Wikipedia, "Modified Dietz method": 100, 300 two years later, 50 in after one: 120 %', () => {
    const made = modifiedDietz(point(day(0), 100), point(day(730), 300), [money(day(365), 50)])
    expect(made.gain.toString()).toBe('150')
    expect(percent(made.factor)).toBe('120.00')
  })

  it('linked, by hand: stretches of 10 %, −5 % and 3 % make 7.635 %, whatever came and went between them', () => {
    const points = [point(day(0), 100), point(day(1), 210), point(day(2), 104.5), point(day(3), 107.635)]
    const flows = [money(day(1), 100), money(day(2), -95)]
    // Each flow at the end of its stretch: (210 − 100 − 100) ÷ 100, (104.5 − 210 + 95) ÷ 210, 3.135 ÷ 104.5.
    expect(percent(linked(points, flows).factor, 3)).toBe('7.635')
  })

  it('XIRR: the example of Microsoft’s documentation of the function, 37.34 %', () => {
    const payments: [string, number][] = [
      ['2008-01-01', -10_000],
      ['2008-03-01', 2750],
      ['2008-10-30', 4250],
      ['2009-02-15', 3250],
      ['2009-04-01', 2750],
    ]
    const rate = xirr(payments.map(([date, amount]) => ({ at: new Date(date), amount: d(amount) })))
    expect(rate?.toFixed(4)).toBe('0.3734')
    expect(rate?.minus('0.373362535').abs().lt('1e-8')).toBe(true)
  })

  it('XIRR: the example of LibreOffice’s help of the function, 18.28 %', () => {
    const payments: [string, number][] = [
      ['2001-01-01', -10_000],
      ['2001-02-01', 2000],
      ['2001-03-15', 2500],
      ['2001-05-12', 5000],
      ['2001-08-10', 1000],
    ]
    expect(xirr(payments.map(([date, amount]) => ({ at: new Date(date), amount: d(amount) })))?.toFixed(4)).toBe('0.1828')
  })

  it('XIRR: none, or two of them, are no answer', () => {
    const of = (...amounts: number[]) =>
      xirr(amounts.map((amount, year) => ({ at: new Date(Date.UTC(2001 + year, 0, 1)), amount: d(amount) })))
    expect(of(100, 100)).toBeNull()
    expect(of(-100, -100)).toBeNull()
    expect(of()).toBeNull()
    // 10 % and 20 % both solve it (Brealey, Myers: multiple rates of return).
    expect(of(-100, 230, -132)).toBeNull()
    expect(
      xirr([
        { at: day(0), amount: d(-1) },
        { at: day(0), amount: d(2) },
      ]),
    ).toBeNull()
    expect(of(-100, 110)?.toFixed(6)).toBe('0.100000')
    expect(of(-100, 1)?.toFixed(6)).toBe('-0.990000')
  })
})

describe('returns', () => {
  it('have none where nothing was held, or all of it was taken out', () => {
    expect(modifiedDietz(point(day(0), 0), point(day(1), 10), []).note).toBe('no_equity')
    expect(modifiedDietz(point(day(0), -5), point(day(1), 10), []).factor).toBeNull()
    expect(modifiedDietz(point(day(0), 100), point(day(1), 1), [money(day(0, 1), -120)])).toMatchObject({
      note: 'no_base',
      factor: null,
    })
    expect(modifiedDietz(point(day(0), 100), point(day(1), 1), [money(day(0, 1), -120)]).gain.toString()).toBe('21')
  })

  it('count a flow at the beginning of a stretch to the one before, and at its end to itself', () => {
    const flows = [money(day(0), 7), money(day(1), 5)]
    expect(modifiedDietz(point(day(0), 100), point(day(1), 105), flows)).toMatchObject({ flows: d(5), gain: ZERO })
  })

  it('as a share of what was put in do not grow by how short that is there: a loss of 21 of 10,000 is none of 5 %', () => {
    // Of an account that begins an hour ago a share by time is of the 24th part.
    expect(shareOfPutIn({ gain: '-21', opened: '0', flows: '10000' })?.toString()).toBe('-0.0021')
    expect(shareOfPutIn({ gain: '-60', opened: '500', flows: '500' })?.toString()).toBe('-0.06')
    expect(shareOfPutIn({ gain: '-60', opened: '1000', flows: '-900' })?.toString()).toBe('-0.06')
    expect(shareOfPutIn({ gain: '5', opened: '0', flows: '0' })).toBeNull()
    expect(shareOfPutIn({ gain: '5', opened: '-10', flows: '0' })).toBeNull()
    for (const unknown of ['gain', 'opened', 'flows'])
      expect(shareOfPutIn({ gain: '1', opened: '1', flows: '1', [unknown]: null })).toBeNull()
  })

  it('are split by finer points where a flow is large', () => {
    const [start, end] = [point(day(0), 100), point(day(1), 1090)]
    const hours = [point(day(0, 12), 110), point(day(0, 13), 1110)]
    const flows = [money(day(0, 13), 1000)]
    // 10 % until noon, then 1,000 came, then 1,110 became 1,090.
    const exact = d('1.1')
      .times(d(1110 - 1000).div(110))
      .times(d(1090).div(1110))
    expect(splitReturn(start, end, flows, [hours]).factor?.toFixed(12)).toBe(exact.toFixed(12))
    expect(splitReturn(start, end, [money(day(0, 13), 5)], [hours]).factor).toEqual(
      modifiedDietz(start, end, [money(day(0, 13), 5)]).factor,
    )
  })

  it('are per year from one year on only', () => {
    expect(annualised(d('1.21'), day(0), day(730))?.toFixed(6)).toBe('1.100000')
    expect(annualised(d('1.21'), day(0), day(364))).toBeNull()
  })

  it('property: splitting a stretch changes nothing, however often, with flows at its points', () => {
    const steps = fc.array(fc.record({ growth: fc.integer({ min: -50, max: 80 }), flow: fc.integer({ min: -40, max: 500 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (given, kept) => {
        let equity = d(1000)
        let truth = d(1)
        const points = [point(day(0), equity)]
        const flows: ExternalFlow[] = []
        for (const [at, step] of given.entries()) {
          const factor = d(100 + step.growth).div(100)
          truth = truth.times(factor)
          equity = equity.times(factor)
          points.push(point(day(at, 12), equity))
          equity = equity.plus(step.flow)
          flows.push(money(day(at, 12), step.flow))
          points[points.length - 1] = point(day(at, 12), equity)
        }
        fc.pre(points.every((each) => each.equity.gt(0)))
        expect(linked(points, flows).factor?.toFixed(30)).toBe(truth.toFixed(30))
        // Points may be left out where nothing came or went at them.
        const fewer = points.filter(
          (_each, at) => at === 0 || at === points.length - 1 || kept[at] || !given[at - 1]?.flow === false,
        )
        expect(linked(fewer, flows).factor?.toFixed(30)).toBe(truth.toFixed(30))
        expect(linked(points, [...flows].reverse()).factor?.toFixed(30)).toBe(truth.toFixed(30))
      }),
      { numRuns: 300 },
    )
  })
})

describe('figures of an index', () => {
  const rate = (n: number, value: Amount) => ({ day: `2026-01-${String(n).padStart(2, '0')}`, rate: d(value) })

  it('drawdown with its length, best and worst day', () => {
    const risk = riskOf([rate(1, '0.1'), rate(2, '-0.2'), rate(3, '-0.1'), rate(4, '0.5'), rate(5, '-0.01')])
    expect(risk.best?.day).toBe('2026-01-04')
    expect(risk.worst?.day).toBe('2026-01-02')
    expect(risk.drawdown).toMatchObject({ from: '2026-01-01', lowest: '2026-01-03', recovered: '2026-01-04', days: 3 })
    expect(risk.drawdown?.share.toFixed(4)).toBe('0.2800')
    expect(riskOf([rate(1, '-0.5'), rate(2, '0.1')]).drawdown).toMatchObject({ from: null, recovered: null, days: 2 })
    expect(risk.volatility).toBeNull()
  })

  it('volatility, Sharpe and Sortino per year of 365 days', () => {
    const days = ['0.01', '-0.02', '0.015', '0.005', '-0.01', '0.02', '0'].map((value, n) => rate(n + 1, value))
    const risk = riskOf(days)
    // By hand: sum 0.02, sum of squares 0.00125; of losses 0.0005.
    expect(risk.volatility?.toFixed(6)).toBe(
      d('0.00125').minus(d('0.02').pow(2).div(7)).div(6).sqrt().times(d(365).sqrt()).toFixed(6),
    )
    expect(risk.sortino?.toFixed(4)).toBe(d('0.02').div(7).div(d('0.0005').div(7).sqrt()).times(d(365).sqrt()).toFixed(4))
    expect(riskOf(days.map((each) => ({ ...each, rate: ZERO }))).sharpe).toBeNull()
  })
})

describe('benchmark', () => {
  const prices: Record<string, Amount[]> = { BTC: [100, 200, 100], ETH: [10, 10, 20] }
  const priceAt = (coin: string, at: Date) => d(prices[coin]?.[Math.round((at.getTime() - day(0).getTime()) / 86_400_000)] ?? 0)

  it('puts flows in at the same moments', () => {
    const made = benchmark(BENCHMARKS.btc, { start: d(100), from: day(0), to: day(2), flows: [money(day(1), 200)], priceAt })
    // One coin, then another for 200: two coins at 100.
    expect([made?.end.toString(), made?.gain.toString(), made?.factor?.toString()]).toEqual(['200', '-100', '1'])
    const mixed = benchmark(BENCHMARKS['60-40'], { start: d(100), from: day(0), to: day(2), flows: [], priceAt })
    expect(mixed?.end.toString()).toBe('140')
  })

  it('takes out in the shares held; is unknown without a price, or with more taken out than there is', () => {
    const out = benchmark(BENCHMARKS.btc, { start: d(100), from: day(0), to: day(2), flows: [money(day(1), -100)], priceAt })
    expect(out?.end.toString()).toBe('50')
    expect(
      benchmark(BENCHMARKS.btc, { start: d(100), from: day(0), to: day(2), flows: [money(day(1), -300)], priceAt }),
    ).toBeNull()
    expect(benchmark(BENCHMARKS.btc, { start: d(100), from: day(0), to: day(2), flows: [], priceAt: () => null })).toBeNull()
  })
})

const held = (at: Date, coins: Record<string, [string, string | null]>, profit: Amount = 0): AccountAt => ({
  at,
  equity: Object.values(coins)
    .reduce((sum, [, value]) => sum.plus(value ?? 0), ZERO)
    .plus(profit),
  aside: ZERO,
  coins: new Map(Object.entries(coins).map(([coin, [size, value]]) => [coin, { size, value }])),
})
const written = (parts: Record<string, Decimal>) =>
  Object.fromEntries(
    Object.entries(parts)
      .filter(([, value]) => !value.isZero())
      .map(([name, value]) => [name, value.toFixed()]),
  )

describe('what a change is made of', () => {
  const noon = day(0, 12)

  it('a day with everything, to the last decimal', () => {
    const start = held(day(0), { USDT: ['1000', '1000'], BTC: ['1', '60000'] }, '50')
    // 500 in; −0.3 funding; −1.2 fee; 80 realised; 2 interest paid; 5 reward in BTC at 61,000; bought 0.1 BTC for 6,050.
    const end = held(day(1), { USDT: ['-4473.5', '-4473.5'], BTC: ['1.10008', '68204.96'] }, '20')
    const flows = [
      flow({ amount: '500', at: noon }),
      flow({ kind: 'funding', amount: '-0.3', at: noon }),
      flow({ kind: 'fee', amount: '-1.2', at: noon }),
      flow({ kind: 'realized', amount: '80', at: noon }),
      flow({ kind: 'interest', amount: '-2', at: noon }),
      flow({ kind: 'reward', coin: 'BTC', amount: '0.00008', price: '61000', at: noon }),
      flow({ kind: 'trade', amount: '-6050', at: noon }),
      flow({ kind: 'trade', coin: 'BTC', amount: '0.1', price: '61000', at: noon }),
    ]
    const made = attribute(start, end, flows)
    expect(written(made.parts)).toEqual({
      flows: '500',
      funding: '-0.3',
      fees: '-1.2',
      realized: '80',
      interest: '-2',
      rewards: '4.88',
      unrealized: '-30',
      prices: '2150.08',
    })
    expect(sumOfParts(made.parts).eq(made.change)).toBe(true)
    expect(made.rows.flows).toEqual([flows[0]?.rowId])
    expect(made.rows.prices).toHaveLength(2)
  })

  it('a coin that is gone and that no entry tells of is unexplained, at its price', () => {
    const made = attribute(held(day(0), { BTC: ['2', '120000'] }), held(day(1), { BTC: ['1.5', '91500'] }), [])
    expect(written(made.parts)).toEqual({ prices: '2000', unexplained: '-30500' })
    expect(made.coins[0]?.unexplainedSize.toString()).toBe('-0.5')
    const gone = attribute(held(day(0), { BTC: ['2', '120000'] }), held(day(1), {}), [])
    expect(written(gone.parts)).toEqual({ unexplained: '-120000' })
  })

  it('a fee in another coin, a fee beside the amount, and one without a price', () => {
    const start = held(day(0), { USDT: ['100', '100'], BNB: ['1', '600'] })
    const withdrawn = flow({ kind: 'withdrawal', amount: '-50', fee: { coin: 'USDT', amount: '1' }, at: noon })
    const traded = flow({ kind: 'funding', amount: '1', fee: { coin: 'BNB', amount: '0.01' }, feePrice: '600', at: noon })
    const made = attribute(start, held(day(1), { USDT: ['50', '50'], BNB: ['0.99', '594'] }), [withdrawn, traded])
    expect(written(made.parts)).toEqual({ flows: '-50', fees: '-7', funding: '1' })
    const unknown = flow({ kind: 'reward', coin: 'NEW', amount: '5', price: null, at: noon })
    expect(
      attribute(start, held(day(1), { USDT: ['100', '100'], BNB: ['1', '600'], NEW: ['5', null] }), [unknown]),
    ).toMatchObject({ change: ZERO, leftOut: ['NEW'] })
  })

  it('a coin that loses its price takes nothing away while it is set aside', () => {
    const start = held(day(0), { USDT: ['100', '100'], ODD: ['5', '40'] })
    const end = { ...held(day(1), { USDT: ['100', '100'], ODD: ['5', null] }, 40), aside: d(40) }
    expect(written(attribute(start, end, []).parts)).toEqual({})
  })

  it('moves between wallets of an account, and pending and failed entries, change nothing', () => {
    const start = held(day(0), { USDT: ['100', '100'] })
    const within = flow({ kind: 'transfer', amount: '-50', counterpart: otherEnd({ wallet: 'perp' }), at: noon })
    const [out, into] = [flow({ kind: 'transfer', amount: '-9', at: noon }), flow({ kind: 'transfer', amount: '9', at: noon })]
    out.pairedWith = into.rowId
    into.pairedWith = out.rowId
    const pending = flow({ state: 'pending', at: noon })
    const failed = flow({ state: 'failed', kind: 'withdrawal', amount: '-70', at: noon })
    expect(changesOfAccount([within, out, into, pending, failed])).toEqual([])
    expect(written(attribute(start, held(day(1), { USDT: ['100', '100'] }), [within, out, into, pending, failed]).parts)).toEqual(
      {},
    )
  })

  it('a movement that two ledgers tell counts once; two of one ledger are two', () => {
    const end = otherEnd({ txHash: 'ab'.repeat(32) })
    const told = [flow({ ledger: 'deposits', counterpart: end, at: noon }), flow({ ledger: 'log', counterpart: end, at: noon })]
    expect(changesOfAccount(told).map(({ ledger }) => ledger)).toEqual(['deposits'])
    expect(changesOfAccount([...told].reverse()).map(({ ledger }) => ledger)).toEqual(['deposits'])
    const twice = [flow({ counterpart: end, at: noon }), flow({ counterpart: end, at: noon })]
    expect(changesOfAccount(twice)).toHaveLength(2)
    const others = [
      flow({ ledger: 'log', accountId: 'b', counterpart: end, at: noon }),
      flow({ ledger: 'log', amount: '1', counterpart: end, at: noon }),
    ]
    expect(changesOfAccount([...told, ...others])).toHaveLength(3)
  })

  it('an unknown word is a flow, whatever it is, until a person says what it is', () => {
    const odd = flow({ kind: 'other', word: 'SOMETHING_NEW', amount: '5', at: noon })
    const [start, end] = [held(day(0), { USDT: ['1', '1'] }), held(day(1), { USDT: ['6', '6'] })]
    expect(written(attribute(start, end, [odd]).parts)).toEqual({ flows: '5' })
    expect(written(attribute(start, end, [{ ...odd, setKind: 'reward' }]).parts)).toEqual({ rewards: '5' })
  })

  it('property: parts add up to the change to the last decimal; unexplained is 0 exactly where entries tell all; order says nothing', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => d(n).div(7919).toDecimalPlaces(8))
    const entries = fc.array(
      fc.record({
        coin: fc.constantFrom('USDT', 'BTC', 'ETH'),
        amount,
        kind: fc.constantFrom('deposit', 'withdrawal', 'trade', 'funding', 'interest', 'fee', 'reward', 'realized', 'other'),
        price: fc.option(
          amount.map((value) => value.abs().toFixed()),
          { nil: null },
        ),
        fee: fc.option(
          amount.map((value) => value.abs().toFixed()),
          { nil: null },
        ),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(entries, fc.array(amount, { minLength: 9, maxLength: 9 }), fc.boolean(), (given, numbers, told) => {
        const flows = given.map(({ amount: size, fee, ...rest }) =>
          flow({
            ...rest,
            kind: rest.kind as PricedFlow['kind'],
            amount: size.toFixed(),
            at: noon,
            fee: fee === null ? null : { coin: rest.coin, amount: fee },
          }),
        )
        const coins = ['USDT', 'BTC', 'ETH']
        const sizes = coins.map((_, n) => numbers[n] ?? ZERO)
        const changes = coins.map((coin) =>
          flows
            .filter((each) => each.coin === coin)
            .reduce((sum, each) => sum.plus(each.amount).minus(each.fee?.amount ?? 0), ZERO),
        )
        const missing = told ? ZERO : d('0.00000001')
        const at = (moment: Date, size: (n: number) => Decimal, price: number) =>
          held(
            moment,
            Object.fromEntries(
              coins.map((coin, n) => [
                coin,
                [
                  size(n).toFixed(),
                  size(n)
                    .times((numbers[price + n] ?? ZERO).abs())
                    .toFixed(),
                ],
              ]),
            ),
            numbers[8] ?? 0,
          )
        const [start, end] = [
          at(day(0), (n) => sizes[n] ?? ZERO, 3),
          at(day(1), (n) => (sizes[n] ?? ZERO).plus(changes[n] ?? ZERO).plus(n === 0 ? missing : 0), 5),
        ]
        const made = attribute(start, end, flows)
        expect(sumOfParts(made.parts).toFixed()).toBe(end.equity.minus(start.equity).toFixed())
        const perCoin = made.coins.reduce((sum, coin) => addParts(sum, coin.parts), noParts())
        for (const part of PARTS) if (part !== 'unrealized') expect(perCoin[part].toFixed()).toBe(made.parts[part].toFixed())
        if (told) expect(made.parts.unexplained.isZero()).toBe(true)
        else expect(made.coins.find(({ coin }) => coin === 'USDT')?.unexplainedSize.toFixed()).toBe('0.00000001')
        expect(attribute(start, end, [...flows].reverse()).parts).toEqual(made.parts)
      }),
      { numRuns: 500 },
    )
  })
})

describe('several accounts together', () => {
  const out = (change: Partial<PricedFlow> = {}) => flow({ kind: 'withdrawal', amount: '-100', at: day(0, 20), ...change })
  function pair(leaving: Partial<PricedFlow> = {}, arriving: Partial<PricedFlow> = {}): [PricedFlow, PricedFlow] {
    const [left, arrived] = [out(leaving), flow({ accountId: 'b', amount: '100', at: day(1, 4), ...arriving })]
    left.pairedWith = arrived.rowId
    arrived.pairedWith = left.rowId
    return [left, arrived]
  }
  const both = new Set(['a', 'b'])

  it('a transfer between them is no flow of theirs, and is on the way in between', () => {
    const flows = pair()
    const transfers = transfersOf(flows, both)
    expect(externalFlows(flows, transfers).flows).toEqual([])
    expect([day(0, 19), day(0, 20), day(1, 3), day(1, 4)].map((at) => inTransit(transfers, at).toString())).toEqual([
      '0',
      '100',
      '100',
      '0',
    ])
    expect(externalFlows(flows, transfersOf(flows, new Set(['a']))).flows).toHaveLength(2)
    expect(inTransit(transfersOf(pair({}, { state: 'pending' }), both), day(30)).toString()).toBe('100')
    expect(transfersOf(pair({}, { state: 'failed' }), both)).toEqual([])
  })

  it('property: moving money between two accounts changes no total, whenever it leaves and arrives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 71 }),
        fc.integer({ min: 0, max: 48 }),
        fc.integer({ min: 1, max: 900 }),
        (left, later, size) => {
          const arrives = Math.min(71, left + later)
          const [leaves, comes] = [day(0, left), day(0, arrives)]
          const growth = [d('1.02'), d('0.97'), d('1.01')]
          const names = ['2026-01-01', '2026-01-02', '2026-01-03']
          const days = (moving: boolean) => {
            let equity = d(1000)
            return names.map((name, n) => {
              const on = (at: Date) => moving && at > day(n) && at <= day(n + 1)
              const [gone, came] = [on(leaves), on(comes)]
              const opened = equity.minus(moving && leaves <= day(n) && comes > day(n) ? size : 0)
              equity = equity.times(growth[n] ?? 1)
              const closed = equity.minus(moving && leaves <= day(n + 1) && comes > day(n + 1) ? size : 0)
              const legs = [gone ? money(leaves, -size) : null, came ? money(comes, size) : null].filter((leg) => leg !== null)
              const whole = modifiedDietz(point(day(n), 1), point(day(n + 1), 1), legs)
              return {
                day: name,
                opened: opened.toFixed(),
                closed: closed.toFixed(),
                joined: '0',
                flows: whole.flows.toFixed(),
                weighted: whole.weighted.toFixed(),
                leftOut: [],
              }
            })
          }
          const within = (at: Date) => {
            const n = names.findIndex((_, index) => at > day(index) && at <= day(index + 1))
            return n < 0 ? null : { day: names[n] ?? '', openAt: day(n), closeAt: day(n + 1) }
          }
          const transfer = {
            ...{ leftAt: leaves, arrivedAt: comes, left: d(size) },
            out: { at: leaves, value: d(-size), day: within(leaves), known: true },
            into: { at: comes, value: d(size), day: within(comes), known: true },
          }
          const [still, moved] = [indexDays(days(false), []), indexDays(days(true), [transfer])]
          expect(moved.map(({ rate }) => rate?.toFixed())).toEqual(still.map(({ rate }) => rate?.toFixed()))
          expect(moved.map(({ gain }) => gain.toFixed())).toEqual(still.map(({ gain }) => gain.toFixed()))
          expect(linkDays(moved)?.toFixed()).toBe(linkDays(still)?.toFixed())
        },
      ),
      { numRuns: 300 },
    )
  })

  const still = { joined: '0', flows: '0', weighted: '0', leftOut: [] }
  const within = (n: number) => ({ day: day(n).toISOString().slice(0, 10), openAt: day(n), closeAt: day(n + 1) })
  const leg = (at: Date, size: number, n: number | null, known = true) => ({
    ...{ at, value: d(size), day: n === null ? null : within(n), known },
  })

  it('what was on its way when the stretch began is no gain when it arrives', () => {
    // 100 left on the day before: what is summed up begins without them.
    const sum = { ...still, day: '2026-01-02', opened: '900', closed: '1000', flows: '100' }
    const transfer = { leftAt: day(0, 20), arrivedAt: day(1, 4), left: d(100) }
    const legs = { out: leg(day(0, 20), -100, 0), into: leg(day(1, 4), 100, 1) }
    expect(indexDays([sum], [{ ...transfer, ...legs }])[0]).toMatchObject({ opened: d(1000), flows: ZERO, gain: ZERO })
  })

  it('an arrival that one account read before midnight, and a departure that the other read behind it, are no gain and no loss', () => {
    const days = [
      { ...still, day: '2026-01-01', opened: '1000', closed: '1100', flows: '100' },
      { ...still, day: '2026-01-02', opened: '1100', closed: '1000', flows: '-100' },
    ]
    const transfer = { leftAt: day(0, 23), arrivedAt: day(0, 23), left: d(100) }
    const legs = { out: leg(day(0, 23), -100, 1), into: leg(day(0, 23), 100, 0) }
    const made = indexDays(days, [{ ...transfer, ...legs }])
    expect(made.map(({ gain, inTransit }) => `${gain} ${inTransit}`)).toEqual(['0 -100', '0 0'])
  })

  it('what came from an account before that was first read came from outside, and is no gain', () => {
    const sum = { ...still, day: '2026-01-02', opened: '1000', closed: '1100', flows: '100' }
    const transfer = { leftAt: day(0, 20), arrivedAt: day(1, 4), left: d(100) }
    const legs = { out: leg(day(0, 20), -100, null, false), into: leg(day(1, 4), 100, 1) }
    expect(indexDays([sum], [{ ...transfer, ...legs }])[0]).toMatchObject({ flows: d(100), gain: ZERO, inTransit: ZERO })
  })

  it('an account that begins comes in, and is no gain', () => {
    const sum = { opened: '1500', closed: '1510', joined: '500', flows: '0', weighted: '0', leftOut: [], day: '2026-01-01' }
    expect(indexDays([sum], [])[0]).toMatchObject({ opened: d(1000), flows: d(500), gain: d(10), rate: d('0.01') })
  })

  it('a link that is not known makes the whole unknown; days before anything was held are none', () => {
    const of = (rate: string | null, note: 'no_equity' | 'no_base' | null, opened = '1') => ({
      rate: rate === null ? null : d(rate),
      note,
      opened: d(opened),
    })
    expect(linkDays([of(null, 'no_equity', '0'), of('0.1', null)])?.toString()).toBe('1.1')
    expect(linkDays([of('0.1', null), of(null, 'no_base')])).toBeNull()
    expect(linkDays([])).toBeNull()
  })
})

describe('transfers by what the points of accounts hold', () => {
  const transfer = {
    ...{ outId: '1', inId: '2', outAccount: 'a', inAccount: 'b', coin: 'USDT', size: d(100) },
    ...{ leftAt: day(1, 12), arrivedAt: day(1, 13), left: d(100), arrived: d(99) },
  }
  const span = (from: Date, to: Date, begins = false) => ({ from, to, begins })
  const settled = (a: ReturnType<typeof span> | null, b: ReturnType<typeof span> | null, change = {}) => {
    const spans = new Map([...(a ? [['a', a] as const] : []), ...(b ? [['b', b] as const] : [])])
    const { between, start, end, leftOut } = settle([{ ...transfer, ...change }], spans)
    return `${between.length} ${start} ${end} ${leftOut.join()}`.trim()
  }
  const all = span(day(0), day(2))

  it('is on the way while the other account was not read since, and counted twice where it was read first', () => {
    expect(settled(all, all)).toBe('1 0 0')
    expect(settled(all, span(day(0), day(1, 12)))).toBe('1 0 100')
    expect(settled(span(day(0), day(1, 11)), all)).toBe('1 0 -99')
    expect(settled(span(day(1, 12), day(2)), span(day(1, 12), day(2)))).toBe('1 100 0')
    expect(settled(all, all, { arrivedAt: null, arrived: null })).toBe('1 0 100')
  })

  it('is none with an account that was not read at all, or first read behind its leg', () => {
    expect(settled(null, all)).toBe('0 0 0')
    expect(settled(span(day(1, 12), day(2), true), all)).toBe('0 0 0')
    expect(settled(all, span(day(1, 14), day(2), true))).toBe('0 0 0')
    expect(settled(span(day(1, 11), day(2), true), all)).toBe('1 0 0')
  })

  it('says which coin without a value is on the way', () => {
    expect(settled(all, span(day(0), day(1, 12)), { left: null, arrived: null })).toBe('1 0 0 USDT')
  })
})

it('sums of coins have rows of their own: what they are made of stays as it is', () => {
  const part = (rows: readonly string[]) => ({
    ...{ coin: 'BTC', change: d(1), trades: d(2), parts: { ...noParts(), flows: d(1) }, unexplainedSize: ZERO, unpriced: false },
    rows: { flows: rows },
  })
  const [first, second] = [part(['1']), { ...part(['2', '3']), unpriced: true }]
  const sums = new Map<string, CoinSum>()
  addCoins(sums, [first, second])
  addCoins(sums, [first])
  expect(sums.get('BTC')).toMatchObject({ change: d(3), trades: d(6), unpriced: true, rows: { flows: ['1', '2', '3', '1'] } })
  expect(sums.get('BTC')?.parts.flows).toEqual(d(3))
  expect([first, second]).toEqual([part(['1']), { ...part(['2', '3']), unpriced: true }])
})

it('an entry without a price of its own is worth the same in its day and in the day’s parts', () => {
  const start = { aside: ZERO, coins: new Map([['USDT', { size: '100', value: '100' }]]) }
  const end = { aside: ZERO, coins: new Map([...start.coins, ['NEW', { size: '5', value: '40' }]]) }
  const ends = { start: point(day(0), 100), end: point(day(1), 140), finer: [] }
  const came = flow({ coin: 'NEW', amount: '5', price: null, at: day(0, 12) })
  const made = dayOf({ ...ends, held: { start, end }, flows: [came] })
  expect(`${made.flows} ${made.gain} ${made.attribution?.parts.flows} ${made.leftOut.join()}`).toBe('40 0 40 ')
  // Of a pair the other account's leg has no other value: both are left out, and it is said.
  const tied = dayOf({ ...ends, held: { start, end }, flows: [{ ...came, pairedWith: '77' }] })
  expect(`${tied.flows} ${tied.attribution?.parts.flows} ${tied.attribution?.parts.prices} ${tied.leftOut.join()}`).toBe(
    '0 0 40 NEW',
  )
})

it('figures end with the last look at the ledgers, where that was a while ago and not too long', () => {
  const now = day(1)
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  expect(lookedUntil(ago(10), now)).toEqual(ago(10))
  expect(lookedUntil(ago(31), now)).toEqual(now)
  expect(lookedUntil(null, now)).toEqual(now)
  expect(lookedUntil(now, ago(10))).toEqual(ago(10))
  const failed = { readTo: ago(500), error: { code: 'exchange_permission' } }
  expect(lastLook([{ readTo: ago(3), error: null }, { readTo: ago(8), error: null }, failed])).toEqual(ago(8))
  expect(lastLook([failed, { readTo: null, error: null }])).toBeNull()
})

it('what is known is what all ledgers that something may come by have in common', () => {
  const [from, to] = [day(0), day(30)]
  const whole = { external: true, readFrom: from, readTo: to }
  expect(coverageOf([whole, { ...whole, readFrom: day(5) }, { ...whole, external: false, readFrom: day(29) }], [])).toEqual({
    from: day(5),
    to,
  })
  expect(coverageOf([], [])).toEqual({ from: null, to: null })
  expect(coverageOf([whole], [{ external: true }]).from).toBeNull()
  expect(coverageOf([whole], [{ external: false }]).from).toEqual(from)
  expect(covers(coverageOf([whole], []), day(3), day(4))).toBe(true)
  expect(covers(coverageOf([whole], []), day(3), day(31))).toBe(false)
})
