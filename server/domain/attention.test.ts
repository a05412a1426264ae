import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountFigures } from './account-figures'
import { firingView } from './alerts/firing'
import { judge, type StoredState } from './alerts/judge'
import { measureAccount } from './alerts/measure'
import { presetRules } from './alerts/presets'
import { isHeard } from './alerts/quiet'
import { type Rule, STEADINESS } from './alerts/rule'
import { staleAccounts } from './attention'
import { Decimal } from './decimal'
import { Desk, type DeskAccount } from './desk'
import { deskAccount, valued } from './desk.testing'
import { isStale } from './staleness'
import type { ValuedAccount } from './types'
import type { FiringView } from './views'

const BEGIN = Date.UTC(2026, 0, 1) + 5_000_000
const ACCOUNTS = 6
const error = { code: 'exchange_network', message: 'Down.', exchangeError: null, since: new Date(BEGIN), nextTryAt: null }

/** An account as it may be found: well, failing, refused, its key at its end, able to withdraw, or robbed of a permission. */
const conditions = fc.constantFrom<Partial<DeskAccount>>(
  { lastError: null, valid: true, keyExpiresAt: null, keyChange: null },
  { lastError: error },
  { lastError: error, valid: false },
  { keyExpiresAt: new Date(BEGIN + 3 * 86_400_000) },
  { permissions: ['read', 'withdraw'] },
  { permissions: ['withdraw'], keyChange: { at: new Date(BEGIN), gained: ['withdraw'], lost: ['read'] } },
)
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ at: fc.nat(ACCOUNTS - 1), wait: fc.integer({ min: 1, max: 900 }), of: valued }) },
  { weight: 3, arbitrary: fc.record({ at: fc.nat(ACCOUNTS - 1), wait: fc.integer({ min: 1, max: 900 }), is: conditions }) },
)
const rulesOf = fc
  .tuple(fc.constantFrom('careful', 'usual', 'quiet'), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }))
  .map(([preset, on]) => presetRules(preset).filter((_, n) => on[n]))

/** A desk and its rules, looked at after each step as a worker does. */
class World {
  readonly desk = new Desk()
  now = new Date(BEGIN)
  states: StoredState[] = []
  private readonly accounts = Array.from({ length: ACCOUNTS }, (_, n) => deskAccount(n, { lastRefreshedAt: new Date(BEGIN) }))
  readonly balances = new Map<string, ValuedAccount>()

  constructor(readonly rules: readonly Rule[]) {}

  play(each: { at: number; wait: number; of?: ValuedAccount; is?: Partial<DeskAccount> }): DeskAccount {
    this.now = new Date(this.now.getTime() + each.wait * 1000)
    const before = this.accounts[each.at]
    if (!before) throw new Error('There is no such account.')
    const read = each.of ? { lastRefreshedAt: this.now, lastError: null, valid: true } : {}
    const account = { ...before, ...read, ...each.is }
    this.accounts[each.at] = account
    if (each.of) this.balances.set(account.id, { ...each.of, asOf: this.now })
    const balance = this.balances.get(account.id) ?? null
    this.desk.take(this.accounts, new Map(balance ? [[account.id, accountFigures(balance)]] : []))
    // A reading shows all; a failure shows that it is one.
    const seen = this.rules.filter(({ kind }) => each.of !== undefined || kind === 'unknown' || kind === 'key')
    const standing = { account: { subAccount: null, ...account }, balance: each.of ? balance : null }
    const looks = seen.map((rule) => ({
      ruleId: ruleId(this.rules, rule),
      rule,
      measurements: measureAccount(rule, standing, { now: this.now }),
    }))
    const own = this.states.filter(({ accountId }) => accountId === account.id)
    const { changed, well } = judge(looks, own, { now: this.now, steadiness: STEADINESS })
    const gone = new Set([...changed, ...well].map(({ ruleId: id, subject }) => `${id} ${subject}`))
    this.states = [...this.states.filter(({ ruleId: id, subject }) => !gone.has(`${id} ${subject}`)), ...changed]
    return account
  }

  firing(quiet: (n: number) => { snoozed: boolean; muted: boolean } = () => ({ snoozed: false, muted: false })): FiringView[] {
    return this.states.flatMap((state, n): FiringView[] => {
      const rule = this.rules.find((each) => ruleId(this.rules, each) === state.ruleId)
      if (!rule || state.level === 'ok') return []
      const accountName = this.accounts.find(({ id }) => id === state.accountId)?.name ?? null
      const { snoozed, muted } = quiet(n)
      const snoozedUntil = snoozed ? new Date(this.now.getTime() + 60_000) : null
      return [firingView({ ...state, level: state.level, rule, accountName, snoozedUntil, muted, maySnooze: true }, this.now)]
    })
  }
}

const ruleId = (rules: readonly Rule[], rule: Rule) => `rule-${rules.indexOf(rule)}`

describe('what wants attention', () => {
  it('is what fires, entry by entry in its order, and then only what no alert tells', () => {
    fc.assert(
      fc.property(rulesOf, fc.array(step, { minLength: 1, maxLength: 25 }), fc.func(fc.boolean()), (rules, steps, odd) => {
        const world = new World(rules)
        for (const each of steps) world.play(each)
        const firing = world.firing((n) => ({ snoozed: odd('snoozed', n), muted: odd('muted', n) }))
        const items = world.desk.attention(world.now, firing)
        const alerts = items.flatMap(({ matter }) => (matter.kind === 'alert' ? [matter.alert] : []))
        // What is snoozed, muted or not known now is there, marked.
        expect(alerts).toEqual(firing)
        expect(items.slice(0, firing.length).every(({ matter }) => matter.kind === 'alert')).toBe(true)
        expect(items.slice(firing.length).every(({ level, matter }) => level === 'note' && matter.kind !== 'alert')).toBe(true)
        for (const { level, accountId, accountName, since, matter } of items) {
          if (matter.kind !== 'alert') continue
          expect(level).toBe(matter.alert.level === 'urgent' ? 'urgent' : 'warning')
          expect({ accountId, accountName, since }).toEqual({
            accountId: matter.alert.accountId,
            accountName: matter.alert.accountName,
            since: matter.alert.since,
          })
        }
        const summary = world.desk.summary(world.now, { firing, unwatched: [] }).attention
        expect(summary.first).toEqual(items.slice(0, 5))
        expect([summary.of, summary.pressing]).toEqual([items.length, firing.filter(isHeard).length])
        const told = new Set(firing.map(({ subject }) => subject))
        const sayTheSame = { key: 'key-refused', stale: 'stale', withdraw: 'key-withdraw', unpriced: 'unpriced' } as const
        for (const { matter, accountId } of items) {
          if (matter.kind in sayTheSame) {
            expect(told.has(`${sayTheSame[matter.kind as keyof typeof sayTheSame]}:${accountId}`)).toBe(false)
          }
        }
      }),
      { numRuns: 300, seed: 19 },
    )
  })

  it('has what lies beyond a limit of the rules that are on, and nothing of those that are off', () => {
    fc.assert(
      fc.property(rulesOf, fc.array(step, { minLength: 1, maxLength: 25 }), (rules, steps) => {
        const world = new World(rules)
        const on = new Set(rules.map(({ kind }) => kind))
        for (const each of steps) {
          const account = world.play(each)
          const items = world.desk.attention(world.now, world.firing()).filter(({ accountId }) => accountId === account.id)
          const kinds = new Set(items.flatMap(({ matter }) => (matter.kind === 'alert' ? [matter.alert.kind] : [])))
          for (const kind of kinds) expect(on.has(kind)).toBe(true)
          // What is refused, failing or old is in the list whatever is switched off: totals rest on it.
          const old =
            !account.valid ||
            isStale(
              { asOf: account.lastRefreshedAt ?? world.now, intervalSeconds: 60, failed: account.lastError !== null },
              world.now,
            )
          if (old && world.balances.has(account.id))
            expect(staleAccounts(items).length + Number(kinds.has('key'))).toBeGreaterThan(0)
          const balance = 'of' in each ? world.balances.get(account.id) : undefined
          const margin = rules.find((rule) => rule.kind === 'margin')
          const ratio = balance && accountFigures(balance).marginRatio
          if (margin && ratio && new Decimal(ratio).gte(margin.urgent ?? '9')) {
            expect(
              items.some(({ level, matter }) => level === 'urgent' && matter.kind === 'alert' && matter.alert.kind === 'margin'),
            ).toBe(true)
          }
          const liquidation = rules.find((rule) => rule.kind === 'liquidation')
          const nearest = balance && accountFigures(balance).nearest
          if (liquidation && nearest && new Decimal(nearest.distance).lte(liquidation.urgent ?? '0')) {
            expect(
              items.some(
                ({ level, matter }) => level === 'urgent' && matter.kind === 'alert' && matter.alert.kind === 'liquidation',
              ),
            ).toBe(true)
          }
        }
      }),
      { numRuns: 200, seed: 19 },
    )
  })

  it('keeps what stood while an account cannot be read, however long', () => {
    fc.assert(
      fc.property(fc.array(valued, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 50 }), (readings, failures) => {
        const world = new World(presetRules('careful'))
        for (const of of readings) world.play({ at: 0, wait: 60, of })
        const risks = () =>
          world
            .firing()
            .filter(({ kind }) => kind === 'margin' || kind === 'liquidation')
            .map(({ subject, level }) => [subject, level])
        const before = risks()
        for (let n = 0; n < failures; n++) world.play({ at: 0, wait: 600, is: { lastError: error } })
        expect(risks()).toEqual(before)
      }),
      { numRuns: 100, seed: 19 },
    )
  })
})
