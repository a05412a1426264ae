import { expect, it } from 'vitest'
import { perp, token } from '@/server/domain/holdings.testing'
import type { Holding } from '@/server/domain/types'
import { DomainError } from '@/server/errors'
import { archiveAccount } from '../accounts/archive'
import { updateAccount } from '../accounts/update'
import { countFiring, listFiring } from '../alerts/firing'
import { mute, snooze } from '../alerts/quiet'
import { changeRule, deleteRule, listRules } from '../alerts/rules'
import { tickPerson } from '../alerts/tick'
import { refreshAccount } from '../balances/refresh-account'
import { testDesk } from '../desk.testing'
import { getAttention, getSummary } from './get'

const desk = testDesk()
const near = (distance: number): Holding[] => [
  token('USDT', '10000'),
  perp('BTC', '1', '50000', { markPrice: '50000', liquidationPrice: String(50_000 * (1 - distance)) }),
]

/** What fires by the page of alerts, the panel and its first lines, which are to be the same whatever happened. */
async function firesEverywhere(): Promise<string[]> {
  const { ctx } = desk
  const [firing, items, { attention }, count] = [
    await listFiring(ctx),
    await getAttention(ctx),
    await getSummary(ctx),
    await countFiring(ctx),
  ]
  expect(items.flatMap(({ matter }) => (matter.kind === 'alert' ? [matter.alert] : []))).toEqual(firing)
  expect(attention.first).toEqual(items.slice(0, 5))
  expect([attention.of, attention.pressing]).toEqual([items.length, count.firing])
  return firing.map(({ level, text }) => `${level} ${text}`)
}

it('what wants attention is what fires, through readings, failures, quiet, rules and archives', async () => {
  const { ctx, clock } = desk
  const read = async (account: { id: string; fake: { holdings: { holdings: Holding[] } } }, holdings: Holding[]) => {
    account.fake.holdings.holdings = holdings
    clock.advance(60)
    expect(await refreshAccount(ctx, account.id)).toMatchObject({ ok: true })
  }
  const accounts = [
    await desk.connect('A', near(0.3)),
    await desk.connect('B', near(0.3)),
    await desk.connect('C', near(0.3)),
  ] as const
  const [a, b, c] = accounts
  expect(await firesEverywhere()).toEqual([])
  await read(a, near(0.12))
  await read(b, near(0.03))
  await read(c, near(0.3))
  expect(await firesEverywhere()).toEqual([
    'urgent BTC:PERP-USDT is 3 % from liquidation, limit 5 % on B (Binance).',
    'warn BTC:PERP-USDT is 12 % from liquidation, limit 15 % on A (Binance).',
  ])

  // A failure clears nothing; what is old and not yet told of is a notice.
  a.fake.failure = new DomainError('exchange_network', 'No answer.')
  clock.advance(60)
  await refreshAccount(ctx, a.id)
  expect(await firesEverywhere()).toHaveLength(2)
  expect((await getAttention(ctx)).map(({ level, accountName, matter }) => [level, accountName, matter.kind])).toEqual([
    ['urgent', 'B', 'alert'],
    ['warning', 'A', 'alert'],
    ['note', 'A', 'stale'],
  ])
  clock.advance(15 * 60)
  await tickPerson(ctx, null)
  expect((await firesEverywhere()).filter((text) => text.includes('No figures'))).toHaveLength(3)
  expect((await getAttention(ctx)).some(({ level }) => level === 'note')).toBe(false)

  // Snoozed and muted things are there, marked, and no longer counted.
  const [first] = await listFiring(ctx)
  if (!first) throw new Error('Something fires.')
  await snooze(ctx, { ruleId: first.ruleId, subject: first.subject, minutes: 60 })
  await mute(ctx, { accountId: c.id, muted: true, minutes: null })
  const all = await firesEverywhere()
  expect(all).toHaveLength(5)
  expect((await getSummary(ctx)).attention.pressing).toBe(3)

  await updateAccount(ctx, { id: b.id, name: 'Renamed' })
  expect((await firesEverywhere())[0]).toBe('urgent BTC:PERP-USDT is 3 % from liquidation, limit 5 % on Renamed (Binance).')
  await archiveAccount(ctx, { id: a.id })
  expect((await firesEverywhere()).some((text) => text.includes(' on A '))).toBe(false)

  // A rule that is off takes what it watched out of every list, and the panel says that nothing watches it.
  const rules = await listRules(ctx)
  const of = (kind: string) => rules.find(({ rule }) => rule.kind === kind)?.id ?? ''
  expect((await getSummary(ctx)).attention.unwatched).toEqual([])
  await changeRule(ctx, { id: of('liquidation'), enabled: false })
  expect((await firesEverywhere()).some((text) => text.includes('liquidation'))).toBe(false)
  expect((await getSummary(ctx)).attention.unwatched).toEqual(['liquidation'])
  await deleteRule(ctx, { id: of('unknown') })
  expect(await firesEverywhere()).toEqual([])
  expect((await getSummary(ctx)).attention.unwatched).toEqual(['liquidation', 'unknown'])
  // Totals rest on old figures all the same.
  expect((await getAttention(ctx)).map(({ level, matter }) => [level, matter.kind])).toEqual([
    ['note', 'stale'],
    ['note', 'stale'],
  ])
})
