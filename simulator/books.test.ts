import { describe, expect, it } from 'vitest'
import { Decimal } from './decimal'
import type { Ledger } from './ledger'
import type { Movement } from './movement'
import { VENUES } from './registry'
import { allScenarios, scenario } from './scenarios'
import { Simulator } from './simulator'

const HOUR = 3_600_000
const BEGAN = Date.UTC(2026, 10, 20, 9, 30)

function simulatorAt(start = BEGAN) {
  let now = start
  const ledgers = allScenarios(VENUES.map(({ id }) => id)).filter(({ prices }) => !prices)
  const simulator = new Simulator({ venues: VENUES, ledgers, seed: 1, now: () => now, frozen: true, began: BEGAN })
  const advance = (ms: number) => {
    now += ms
  }
  return { simulator, advance, movements: (ledger: Ledger) => simulator.exchange(ledger.venue).movements(ledger) }
}

/** What all that moved comes to, by wallet and coin, without what comes to nothing. */
function sums(movements: readonly Movement[]): Record<string, string> {
  const found = new Map<string, Decimal>()
  for (const { wallet, coin, amount, fee = '0' } of movements) {
    const key = `${wallet} ${coin}`
    found.set(key, (found.get(key) ?? new Decimal(0)).plus(amount).minus(fee))
  }
  return written(found)
}

function held(ledger: Ledger): Record<string, string> {
  const found = new Map<string, Decimal>()
  for (const { wallet, coin, balance } of ledger.tokens) {
    const key = `${wallet} ${coin}`
    found.set(key, (found.get(key) ?? new Decimal(0)).plus(balance))
  }
  return written(found)
}

const written = (amounts: ReadonlyMap<string, Decimal>) =>
  Object.fromEntries([...amounts].filter(([, amount]) => !amount.isZero()).map(([key, amount]) => [key, amount.toFixed()]))

describe('what moved is what is held, to the last decimal', () => {
  const { simulator, advance, movements } = simulatorAt()
  const before = new Map(simulator.ledgers().map((ledger) => [ledger, held(ledger)]))

  it.each(simulator.ledgers().map((ledger) => [ledger.venue, ledger.scenario] as const))('%s %s', (venue, name) => {
    const ledger = simulator.ledger(venue, name)
    expect(sums(movements(ledger))).toEqual(held(ledger))
  })

  it('and after two days that passed', () => {
    const past = new Map(simulator.ledgers().map((ledger) => [ledger, movements(ledger).length]))
    advance(48 * HOUR)
    let changed = 0
    for (const ledger of simulator.ledgers()) {
      expect(sums(movements(ledger))).toEqual(held(ledger))
      const since = movements(ledger).slice(past.get(ledger))
      const times = since.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(times.every((at) => at > BEGAN && at <= BEGAN + 48 * HOUR)).toBe(true)
      if (JSON.stringify(held(ledger)) !== JSON.stringify(before.get(ledger))) changed += 1
    }
    expect(changed).toBeGreaterThan(20)
  })
})

describe('what the clock brings', () => {
  const funding = (all: readonly Movement[]) => all.filter(({ kind, at }) => kind === 'funding' && at > BEGAN)

  it('funding every eight hours, on Hyperliquid every hour; nothing in the first half hour', () => {
    const { simulator, advance, movements } = simulatorAt(Date.UTC(2026, 10, 20, 9, 30))
    const [desk, chain] = [simulator.ledger('bybit', 'leveraged-long'), simulator.ledger('hyperliquid', 'leveraged-long')]
    advance(29 * 60_000)
    expect([funding(movements(desk)), funding(movements(chain))]).toEqual([[], []])
    advance(24 * HOUR)
    const hours = (all: readonly Movement[]) => [...new Set(funding(all).map(({ at }) => new Date(at).getUTCHours()))]
    expect(hours(movements(desk))).toEqual([16, 0, 8])
    expect(hours(movements(chain))).toHaveLength(23)
  })

  it('is the same whether it was looked at meanwhile or not, and after a restart', () => {
    const [watched, left] = [simulatorAt(), simulatorAt()]
    const at = (one: typeof watched) => one.movements(one.simulator.ledger('okx', 'borrowed'))
    for (let hour = 0; hour < 30; hour++) {
      watched.advance(HOUR)
      at(watched)
    }
    left.advance(30 * HOUR)
    expect(at(left)).toEqual(at(watched))
    expect(at(simulatorAt(BEGAN + 30 * HOUR))).toEqual(at(watched))
  })

  it('coins that are sent leave at once and arrive when the clock says so, with one hash', () => {
    const { simulator, advance, movements } = simulatorAt()
    const [from, to] = [scenario('binance', 'hedged-desk'), scenario('okx', 'inverse')]
    const usdt = (ledger: Ledger) =>
      ledger.tokens
        .filter(({ coin }) => coin === 'USDT')
        .reduce((total, { balance }) => total.plus(balance), new Decimal(0))
        .toNumber()
    const [left, came] = [usdt(from), usdt(to)]
    simulator.send({
      from: { venue: 'binance', apiKey: from.key.apiKey },
      to: { venue: 'okx', apiKey: to.key.apiKey },
      ...{ coin: 'USDT', amount: '100', fee: '0.5', minutes: 20 },
    })
    const now = () => [usdt(simulator.ledger('binance', 'hedged-desk')) - left, usdt(simulator.ledger('okx', 'inverse')) - came]
    expect(now()[0]).toBeCloseTo(-100.5, 8)
    expect(now()[1]).toBe(0)
    advance(21 * 60_000)
    expect(now()[1]).toBe(100)
    const last = (venue: string, name: string, kind: string) =>
      movements(simulator.ledger(venue, name)).findLast((movement) => movement.kind === kind)
    expect(last('okx', 'inverse', 'deposit')?.txHash).toBe(last('binance', 'hedged-desk', 'withdrawal')?.txHash)
  })
})
