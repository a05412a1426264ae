import { describe, expect, it } from 'vitest'
import { cachedBalances, cachedHeads } from '@/db/queries/cached-balances'
import { newestSnapshotId, snapshotsBehind } from '@/db/queries/snapshot-ids'
import { token } from '../../domain/holdings.testing'
import type { Holding } from '../../domain/types'
import { DomainError } from '../../errors'
import { findDueAccounts } from '../balances/due'
import { getCachedBalances } from '../balances/get-cached'
import { refreshBalances } from '../balances/refresh'
import { refreshIfDue } from '../balances/refresh-due'
import { testDesk } from '../desk.testing'
import { retain } from '../history/retain'
import { countAttempts } from '../users/attempts'
import { keepTime } from './keep-time'
import { standingNotices } from './list'

const HOURS = 3600
const desk = testDesk()
const held = (size: string): Holding[] => [token('USDT', size)]

/** What a person is shown of the only account: its equity, and whether that is said to be old. */
async function shown(): Promise<{ equity: string | null | undefined; stale: boolean | undefined }> {
  const [balance] = (await getCachedBalances(desk.ctx, {})).balances
  return { equity: balance?.equity, stale: balance?.stale }
}

const isDue = async (id: string) => (await findDueAccounts(desk.ctx, 10)).due.some(({ accountId }) => accountId === id)

describe('a clock that was six hours ahead and is right again', () => {
  it('leaves no number that reads as fresh, and a refresh by hand replaces what is served', async () => {
    const { fake } = await desk.connect('Main', held('100'))
    desk.clock.advance(6 * HOURS)
    await refreshBalances(desk.ctx, {})
    expect(await shown()).toMatchObject({ stale: false })
    desk.clock.advance(-6 * HOURS)
    expect(await shown()).toEqual({ equity: '100', stale: true })

    fake.holdings = { ...fake.holdings, holdings: held('70') }
    desk.clock.advance(1)
    const before = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) => newestSnapshotId(tx, desk.ctx.deskId))
    const [refreshed] = await refreshBalances(desk.ctx, {})
    expect(refreshed).toMatchObject({ ok: true, asOf: desk.clock.now() })
    expect(await shown()).toEqual({ equity: '70', stale: false })

    const [head] = await cachedHeads(desk.ctx.db, desk.ctx.deskId)
    const [whole] = await cachedBalances(desk.ctx.db, desk.ctx.deskId, null, ['size'])
    expect([head?.asOf, whole?.body?.equity]).toEqual([desk.clock.now(), '70'])
    const behind = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) => snapshotsBehind(tx, desk.ctx.deskId, before))
    expect(behind.map(({ asOf }) => asOf)).toEqual([desk.clock.now()])
    const total = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) =>
      tx.execute(`select close from group_points where scope = 'total' and resolution_seconds = 300 and bucket <= '${desk.clock.now().toISOString()}'
        order by bucket desc limit 1`),
    )
    expect(total).toMatchObject([{ close: '70' }])
  })

  it('has the account asked again by itself, whether its last try succeeded or failed', async () => {
    const { id, fake } = await desk.connect('Main', held('100'))
    desk.clock.advance(6 * HOURS)
    await refreshBalances(desk.ctx, {})
    fake.failure = new DomainError('exchange_maintenance', 'Down.')
    await refreshBalances(desk.ctx, {})
    fake.failure = null
    desk.clock.advance(-6 * HOURS + 10)
    expect(await isDue(id)).toBe(false)
    expect(await keepTime(desk.ctx)).toBe(1)
    expect(await isDue(id)).toBe(true)
    expect(await refreshIfDue({ ...desk.ctx, actor: { kind: 'system' } }, id)).toMatchObject({ ok: true })
    expect(await shown()).toEqual({ equity: '100', stale: false })
    expect(await keepTime(desk.ctx)).toBe(0)
  })

  it('lets exchanges wait no longer than they asked for', async () => {
    const { id, fake } = await desk.connect('Main', held('100'))
    desk.clock.advance(6 * HOURS)
    fake.failure = new DomainError('exchange_rate_limit', 'Too many.', { limitScope: 'account', retryAfterSeconds: 90 })
    await refreshBalances(desk.ctx, {})
    fake.failure = null
    desk.clock.advance(-6 * HOURS)
    await keepTime(desk.ctx)
    const [waiting] = await refreshBalances(desk.ctx, {})
    expect(waiting).toMatchObject({ ok: false, code: 'exchange_rate_limit', message: expect.stringMatching(/in 90 seconds/) })
    desk.clock.advance(91)
    expect(await isDue(id)).toBe(true)
    expect(await refreshBalances(desk.ctx, {})).toMatchObject([{ ok: true }])
  })

  it('leaves no hole in what was held', async () => {
    await desk.connect('Main', held('100'))
    const read = async () => {
      await refreshBalances(desk.ctx, {})
      await retain(desk.ctx, desk.ctx.signal)
    }
    desk.clock.advance(6 * HOURS)
    await read()
    desk.clock.advance(-6 * HOURS)
    await read()
    const [points] = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) =>
      tx.execute(
        `select count(*)::int as n from asset_points where resolution_seconds = 300 and bucket <= '${desk.clock.now().toISOString()}'`,
      ),
    )
    expect(points).toEqual({ n: 1 })
  })

  it('deletes nothing where it is known to be years ahead', async () => {
    await desk.connect('Main', held('100'))
    await refreshBalances(desk.ctx, {})
    const points = async () => {
      const rows = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) => tx.execute(`select count(*)::int as n from equity_points`))
      return rows[0]?.n
    }
    const before = await points()
    desk.clock.advance(4 * 365 * 24 * HOURS)
    await retain(desk.ctx, desk.ctx.signal, { forget: false })
    expect(await points()).toBe(before)
    await retain(desk.ctx, desk.ctx.signal)
    expect(await points()).toBeLessThan(Number(before))
  })

  it('keeps nobody out who guessed wrong meanwhile', async () => {
    const attempt = [{ kind: 'confirm', subject: desk.ctx.deskId }] as const
    desk.clock.advance(6 * HOURS)
    await expect(
      (async () => {
        for (let n = 0; n < 10; n++) await countAttempts(desk.ctx, attempt)
      })(),
    ).rejects.toThrow(/Too many attempts/)
    desk.clock.advance(-6 * HOURS)
    await countAttempts(desk.ctx, attempt)
  })
})

describe('a clock that was six hours behind and is right again', () => {
  it('serves what was read last, and keeps what was read before', async () => {
    const { id, fake } = await desk.connect('Main', held('100'))
    await refreshBalances(desk.ctx, {})
    desk.clock.advance(-6 * HOURS)
    fake.holdings = { ...fake.holdings, holdings: held('70') }
    expect(await shown()).toEqual({ equity: '100', stale: true })
    await keepTime(desk.ctx)
    expect(await isDue(id)).toBe(true)
    await refreshBalances(desk.ctx, {})
    expect(await shown()).toEqual({ equity: '70', stale: false })
    desk.clock.advance(6 * HOURS + 30)
    expect(await shown()).toEqual({ equity: '70', stale: true })
    await refreshBalances(desk.ctx, {})
    await retain(desk.ctx, desk.ctx.signal)
    expect(await shown()).toEqual({ equity: '70', stale: false })
    const kept = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) => tx.execute(`select equity from snapshots order by id`))
    expect(kept.map(({ equity }) => equity)).toEqual(['100', '70', '70'])
  })
})

it('tells that this machine’s clock and the database’s differ', async () => {
  await keepTime(desk.ctx)
  const notices = await standingNotices(desk.ctx)
  expect(notices).toMatchObject([{ kind: 'clocks_differ', at: desk.clock.now() }])
})
