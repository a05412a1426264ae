import { describe, expect, it } from 'vitest'
import { listDeskAuditEvents } from '@/db/queries/audit'
import { exportRows } from '@/db/queries/export'
import { insertTagRules } from '@/db/queries/tags'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import { perp, token } from '@/server/domain/holdings.testing'
import { gainSchema, performanceSchema } from '@/server/schemas/flows'
import { compareHistorySchema, equityHistorySchema } from '@/server/schemas/history'
import { createTagSchema, tagRuleSchema } from '@/server/schemas/tags'
import { archiveAccount } from '../accounts/archive'
import { personOf } from '../authorise'
import { refreshBalances } from '../balances/refresh'
import { testDesk } from '../desk.testing'
import { compareHistory } from '../history/compare'
import { getEquityHistory } from '../history/equity'
import { exportEquity } from '../history/export'
import { getPerformance } from '../performance/get'
import { getGain } from '../performance/get-gain'
import { signedInUser } from '../testing'
import { addTagRule, createTag, listTags, removeTag, removeTagRule, updateTag } from './manage'
import { getTag, getTagSums } from './sums'

const desk = testDesk()

const make = (ctx: ServiceContext, of: Parameters<typeof createTagSchema.parse>[0]) => createTag(ctx, createTagSchema.parse(of))
const rule = (of: object) => tagRuleSchema.parse(of)
const sum = (...values: (string | null | undefined)[]) =>
  values.reduce((all, value) => all.plus(value ?? 0), new Decimal(0)).toFixed()

describe('tags', () => {
  it('are made, named as nothing else is, ruled, changed and removed, and the log says so', async () => {
    const { ctx } = desk
    const { id: account } = await desk.connect('Main')
    const carry = await make(ctx, { name: ' Carry ', rules: [{ coin: 'wbtc' }, { coin: 'BTC' }] })
    expect(carry).toMatchObject({ name: 'Carry', kind: 'strategy', hue: 1, ofAccounts: false })
    expect(carry.rules).toEqual([rule({ coin: 'BTC' })])
    await expect(make(ctx, { name: 'cаrry' })).rejects.toMatchObject({ code: 'name_taken' })
    await expect(make(ctx, { name: ' ' })).rejects.toMatchObject({
      code: 'bad_request',
      fields: { name: 'Give the tag a name.' },
    })
    const fund = await make(ctx, { name: 'Fund', kind: 'fund' })
    expect(fund.hue).toBe(2)
    await addTagRule(ctx, { id: fund.id, rule: rule({ accountId: account }) })
    expect(await addTagRule(ctx, { id: fund.id, rule: rule({ accountId: account }) })).toMatchObject({
      rules: [rule({ accountId: account })],
      ofAccounts: true,
    })
    expect(await removeTagRule(ctx, { id: fund.id, rule: rule({ accountId: account }) })).toMatchObject({ rules: [] })
    expect(await updateTag(ctx, { id: fund.id, name: 'Fund A', hue: 5, rules: [rule({ market: 'perp' })] })).toMatchObject({
      ...{ name: 'Fund A', hue: 5, kind: 'fund', rules: [rule({ market: 'perp' })] },
    })
    await expect(updateTag(ctx, { id: fund.id, name: 'CARRY' })).rejects.toMatchObject({ code: 'name_taken' })
    await removeTag(ctx, { id: carry.id })
    expect((await listTags(ctx)).map(({ name }) => name)).toEqual(['Fund A'])
    const log = await ctx.db.asDesk(ctx.deskId, (tx) => listDeskAuditEvents(tx, ctx.deskId, { before: null, limit: 100 }))
    const told = log.flatMap(({ event }) => (event.startsWith('tag_') ? [event] : []))
    expect(told.sort()).toEqual([
      'tag_added',
      'tag_added',
      'tag_changed',
      'tag_changed',
      'tag_changed',
      'tag_changed',
      'tag_removed',
    ])
  })

  it('are sums of accounts and assets, exact, and come with what belongs to none', async () => {
    const { ctx } = desk
    const one = await desk.connect('One', [
      token('USDT', '1000.000000001', { wallet: 'perp', unrealizedProfit: '50', marginBalance: '1050.000000001' }),
      perp('BTC', '-0.1', '-5000', { unrealizedProfit: '50' }),
      token('BTC', '0.1'),
    ])
    const two = await desk.connect('Two', [token('USDT', '7.5')])
    await refreshBalances(ctx, {})
    const carry = await make(ctx, { name: 'Carry', rules: [{ coin: 'BTC' }] })
    const small = await make(ctx, { name: 'Small', rules: [{ accountId: two.id }] })
    await make(ctx, { name: 'Everything of one', kind: 'fund', rules: [{ accountId: one.id }] })
    const { tags, untagged, totalEquity } = await getTagSums(ctx)
    const equity = new Map(tags.map(({ tag, figures }) => [tag.name, figures.equity]))
    expect(equity).toEqual(
      new Map([
        ['Carry', '5050'],
        ['Small', '7.5'],
        ['Everything of one', '6050.000000001'],
      ]),
    )
    expect(totalEquity).toBe('6057.500000001')
    const none = untagged.find(({ kind }) => kind === 'strategy')
    expect(sum('5050', '7.5', none?.equity)).toBe(totalEquity)
    expect(untagged.find(({ kind }) => kind === 'fund')?.equity).toBe('7.5')
    expect((await getTag(ctx, { id: carry.id })).figures).toMatchObject({
      ...{ equity: '5050', positions: 1, net: '0', gross: '10000', profit: '50', shared: [] },
      coins: [{ base: 'BTC', long: '5000', short: '-5000' }],
    })
    // What falls to two of a kind is told by each.
    await addTagRule(ctx, { id: small.id, rule: rule({ market: 'perp' }) })
    expect((await getTag(ctx, { id: carry.id })).figures.shared).toEqual([{ tagId: small.id, value: '50', assets: 1 }])
  })

  it('follow each reading, and leave out accounts that are archived', async () => {
    const { ctx } = desk
    const { id, fake } = await desk.connect('One', [token('BTC', '0.1')])
    await refreshBalances(ctx, {})
    const coin = await make(ctx, { name: 'Coin', rules: [{ coin: 'BTC' }] })
    const equity = async () => (await getTag(ctx, { id: coin.id })).figures.equity
    expect(await equity()).toBe('5000')
    fake.holdings.holdings = [token('BTC', '0.2')]
    desk.clock.advance(60)
    await refreshBalances(ctx, {})
    expect(await equity()).toBe('10000')
    await archiveAccount(ctx, { id })
    expect(await equity()).toBe(null)
  })

  it('have a course and a gain where they take whole accounts alone, those of these accounts', async () => {
    const { ctx } = desk
    const one = await desk.connect('One', [token('USDT', '100')])
    const two = await desk.connect('Two', [token('USDT', '10')])
    await desk.connect('Three', [token('USDT', '1')])
    await refreshBalances(ctx, {})
    one.fake.holdings.holdings = [token('USDT', '120')]
    desk.clock.advance(600)
    await refreshBalances(ctx, {})
    const fund = await make(ctx, { name: 'Fund', rules: [{ accountId: one.id }, { accountId: two.id }] })
    const parts = await make(ctx, { name: 'Parts', rules: [{ accountId: one.id, coin: 'USDT' }] })
    const nothing = await make(ctx, { name: 'Nothing' })
    const history = (more: object) => getEquityHistory(ctx, equityHistorySchema.parse({ range: '24h', ...more }))
    const [series] = (await history({ tags: [fund.id] })).series
    expect(series?.points.at(-1)?.close).toBe('130')
    expect(series).toEqual((await history({ accountIds: [one.id, two.id] })).series[0])
    expect((await history({ tags: [nothing.id] })).series.flatMap(({ points }) => points)).toEqual([])
    const gain = (more: object) => getGain(ctx, gainSchema.parse({ range: '24h', ...more }))
    expect(await gain({ tags: [fund.id] })).toEqual(await gain({ accountIds: [one.id, two.id] }))
    const refused = { code: 'bad_request', message: expect.stringContaining('"Parts" takes parts of accounts') }
    await expect(history({ tags: [parts.id] })).rejects.toMatchObject(refused)
    const beside = (of: object) => compareHistory(ctx, compareHistorySchema.parse({ range: '24h', against: ['btc'], ...of }))
    expect(await beside({ tags: [fund.id] })).toEqual(await beside({ accountIds: [one.id, two.id] }))
    expect((await beside({ tags: [nothing.id] })).series).toEqual([])
    await expect(beside({ tags: [parts.id] })).rejects.toMatchObject(refused)
    const names = new Set<string>()
    for await (const line of exportEquity(ctx, { range: '24h', tags: [fund.id] })) names.add(line.account)
    expect([...names]).toEqual(['One', 'Two'])
    await expect(gain({ tags: [parts.id] })).rejects.toMatchObject(refused)
    const performance = await getPerformance(ctx, performanceSchema.parse({ tags: [fund.id], groupBy: 'account' }))
    expect(performance.groups.map(({ label }) => label).sort()).toEqual(['One', 'Two'])
  })

  it('are their owner’s: neither others, nor their accounts, nor a token for some accounts reach them', async () => {
    const { ctx } = desk
    const mine = await desk.connect('Mine')
    const other = { ...(await signedInUser(ctx)), signal: ctx.signal }
    const theirs = await make(other, { name: 'Theirs', rules: [{ coin: 'BTC' }] })
    const own = await make(ctx, { name: 'Own' })
    const notFound = { code: 'not_found', message: 'No such tag.' }
    await expect(getTag(ctx, theirs)).rejects.toMatchObject(notFound)
    await expect(updateTag(ctx, { id: theirs.id, name: 'Mine' })).rejects.toMatchObject(notFound)
    await expect(addTagRule(ctx, { id: theirs.id, rule: rule({ coin: 'ETH' }) })).rejects.toMatchObject(notFound)
    await expect(removeTag(ctx, theirs)).rejects.toMatchObject(notFound)
    await expect(addTagRule(other, { id: theirs.id, rule: rule({ accountId: mine.id }) })).rejects.toMatchObject({
      code: 'bad_request',
    })
    // Beneath the services: neither an account nor a tag of another's can be named by a row.
    for (const [tagId, accountId] of [
      [theirs.id, mine.id],
      [own.id, null],
    ] as const) {
      const put = other.db.asDesk(other.deskId, (tx) => insertTagRules(tx, other.deskId, tagId, [rule({ accountId, coin: 'X' })]))
      await expect(put).rejects.toThrow()
    }
    const limited: ServiceContext = { ...ctx, db: ctx.db.limitedTo([mine.id]) }
    // A member who is limited goes without, so that pages do not break.
    expect(await listTags(limited)).toEqual([])
    const actor = { kind: 'token', tokenId: own.id, userId: null, scopes: ['read'], ipAddress: null, userAgent: null } as const
    await expect(listTags({ ...limited, actor })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(make(limited, { name: 'More' })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listTags(other)).map(({ rules }) => rules)).toEqual([[rule({ coin: 'BTC' })]])
  })

  it('go with what a person takes away', async () => {
    const { ctx } = desk
    const { id } = await desk.connect('Mine')
    await make(ctx, { name: 'Fund', kind: 'fund', rules: [{ accountId: id, coin: 'BTC' }] })
    const found = new Map<string, string[]>()
    await exportRows(ctx.db, { deskId: ctx.deskId, userId: personOf(ctx) }, async (table, rows) => void found.set(table, rows))
    expect(JSON.parse(found.get('tags')?.[0] ?? '{}')).toMatchObject({ name: 'Fund', kind: 'fund', hue: 1 })
    expect(JSON.parse(found.get('tag_rules')?.[0] ?? '{}')).toMatchObject({ account_id: id, coin: 'BTC', market: null })
  })
})
