import { describe, expect, it } from 'vitest'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import { someEntry } from '@/server/domain/flows/flows.testing'
import type { FlowEntry } from '@/server/domain/flows/types'
import { perp, token } from '@/server/domain/holdings.testing'
import { explainSchema } from '@/server/schemas/flows'
import { createTagSchema, tagGainSchema } from '@/server/schemas/tags'
import { refreshAccount } from '../balances/refresh-account'
import { testDesk } from '../desk.testing'
import { readLedgers } from '../flows/read-ledgers'
import { retain } from '../history/retain'
import { explainChange } from '../performance/explain'
import { getTagGain } from './gain'
import { createTag } from './manage'

/** What tags of parts earned, from what is stored of points and ledgers. */

const desk = testDesk()
const HOUR = 3600
const PERP = 'BTC:PERP-USDT'

const system = (): ServiceContext => ({ ...desk.ctx, actor: { kind: 'system' } })
const make = (name: string, ...rules: object[]) => createTag(desk.ctx, createTagSchema.parse({ name, rules }))
const gain = (id: string, more: object = {}) => getTagGain(desk.ctx, tagGainSchema.parse({ id, range: '24h', ...more }))

type Account = Awaited<ReturnType<typeof desk.connect>>
async function open(name: string, usdt: string, profit: string): Promise<Account> {
  const account = await desk.connect(name)
  hold(account, usdt, profit)
  return account
}
function hold({ fake }: Account, usdt: string, profit: string | null) {
  fake.holdings.holdings = [
    token('USDT', usdt, { wallet: 'perp' }),
    perp('BTC', '-0.1', '-5000', { unrealizedProfit: profit, equityOutsideTokens: profit }),
    token('BTC', '0.1'),
  ]
}
async function read(...accounts: Account[]) {
  for (const { id } of accounts) expect(await refreshAccount(system(), id)).toMatchObject({ ok: true })
  await retain(desk.ctx, desk.ctx.signal)
}
async function tell({ id, fake }: Account, entries: FlowEntry[]) {
  const key = [...desk.exchanges.accounts].find(([, each]) => each === fake)?.[0]
  desk.exchanges.flows.entries.set(`${key} all`, entries)
  await readLedgers(system(), id)
}
const entry = (of: Partial<FlowEntry>) => someEntry({ wallet: 'perp', coin: 'USDT', ...of })

describe('what a tag of parts earned', () => {
  it('is made of stored profits of positions and the entries that name them, and of prices of coins', async () => {
    const { ctx } = desk
    desk.exchanges.flows.tell('binance', [{ id: 'all', reachMs: 90 * 86_400_000, settlesMs: 86_400_000 }])
    const one = await open('One', '1000', '50')
    await read(one)
    desk.clock.advance(12 * HOUR)
    desk.exchanges.usd.set('BTC', '49000')
    hold(one, '1506', '150')
    await read(one)
    desk.clock.advance(HOUR)
    const at = new Date(ctx.now().getTime() - 2 * HOUR * 1000)
    const entries = [
      entry({ id: 'in', kind: 'deposit', amount: '500', at }),
      entry({ id: 'r', kind: 'realized', amount: '4', pair: PERP, at }),
      entry({ id: 'f', kind: 'funding', amount: '2.5', pair: PERP, at }),
      entry({ id: 'c', kind: 'fee', amount: '-0.5', pair: PERP, at }),
    ]
    await tell(one, entries)
    const [short, coin] = [
      await make('Short', { coin: 'BTC', market: 'perp' }),
      await make('Coin', { accountId: one.id, coin: 'BTC', market: 'held' }),
    ]
    const [carry, rest] = [await make('Carry', { coin: 'BTC' }, { market: 'perp' }), await make('Dollars', { coin: 'USDT' })]
    const of = await gain(short.id)
    expect(of).toMatchObject({
      gain: '106',
      parts: { unrealized: '100', realized: '4', funding: '2.5', fees: '-0.5', prices: '0', flows: '0', unexplained: '0' },
      ...{ accounts: 1, untold: '0', reasons: { first: [], of: 0 } },
    })
    expect(await gain(coin.id)).toMatchObject({ gain: '-100', parts: { prices: '-100', unrealized: '0' } })
    const both = await gain(carry.id)
    expect(both.gain).toBe('6')
    expect((await gain(rest.id)).gain).toBe('0')
    // All of it is what the account changed by, less what came.
    const { change, parts } = await explainChange(ctx, explainSchema.parse({ range: '24h' }))
    expect(new Decimal(change ?? 0).minus(parts?.flows ?? 0).toFixed()).toBe('6')
    // It begins thirteen hours before the end, with 6,050, and 500 came two hours before it.
    expect(new Decimal(both.gain ?? 0).div(both.atWork ?? 1).toFixed(12)).toBe(both.contribution)
    expect(new Decimal(both.atWork ?? 0).toFixed(0)).toBe(new Decimal(6050).times(13).plus(1000).div(24).toFixed(0))

    desk.clock.advance(HOUR)
    await tell(one, [...entries, entry({ id: 'x', kind: 'funding', amount: '-1', at })])
    expect(await gain(short.id)).toMatchObject({
      ...{ gain: null, parts: null, contribution: null },
      reasons: {
        first: [
          {
            accountId: one.id,
            accountName: 'One',
            reason: 'Entries name no position, so nobody can tell whose they are: funding (1).',
          },
        ],
        of: 1,
      },
    })
    expect((await gain(coin.id)).gain).toBe('-100')
  })

  it('is not known where ledgers are not, nor of times whose points hold no profit; an account without any of it is none', async () => {
    const one = await open('One', '1000', '50')
    const two = await desk.connect('Two', [token('USDT', '7')], 'bybit')
    await read(one, two)
    desk.clock.advance(2 * HOUR)
    await read(one, two)
    const [short, dollars] = [await make('Short', { coin: 'BTC', market: 'perp' }), await make('Dollars', { coin: 'USDT' })]
    const reasonOf = async (id: string) => (await gain(id)).reasons.first.map(({ accountName, reason }) => [accountName, reason])
    expect(await reasonOf(short.id)).toEqual([['One', 'Ballast reads no ledger of Binance.']])
    expect((await reasonOf(dollars.id)).map(([name]) => name)).toEqual(['One', 'Two'])
    for (const exchange of ['binance', 'bybit']) {
      desk.exchanges.flows.tell(exchange, [{ id: 'all', reachMs: 90 * 86_400_000, settlesMs: 86_400_000 }])
    }
    for (const account of [one, two]) await tell(account, [])
    expect(await gain(short.id)).toMatchObject({ gain: '0', accounts: 1 })
    expect(await gain(dollars.id)).toMatchObject({ gain: '0', accounts: 2 })
    await desk.ctx.db.asSystem((tx) => tx.execute('update asset_points set profit = null'))
    expect(await reasonOf(short.id)).toEqual([['One', `Of ${PERP} no profit is kept from the beginning of that time.`]])
    expect((await gain(dollars.id)).gain).toBe('0')
  })

  it('knows nothing of a position whose exchange tells no profit, or of which one side tells none', async () => {
    const one = await open('One', '1000', '50')
    const sides = (['50', null] as const).map((unrealizedProfit, n) =>
      perp('BTC', n === 0 ? '-0.1' : '0.2', '5000', { unrealizedProfit, side: n === 0 ? 'short' : 'long' }),
    )
    one.fake.holdings.holdings = [token('USDT', '1000', { wallet: 'perp' }), ...sides]
    await read(one)
    const rows = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) =>
      tx.execute<{ profit: string | null }>("select profit::text as profit from asset_points where asset_type = 'position'"),
    )
    expect([...rows].map(({ profit }) => profit)).toEqual([null, null, null])
  })
})
