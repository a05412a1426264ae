import { describe, expect, it } from 'vitest'
import { perp, token } from '@/server/domain/holdings.testing'
import { ShockedBookOf } from '@/server/domain/risk/book'
import { failure } from '@/server/exchanges/testing'
import { refreshBalances } from '../balances/refresh'
import { testDesk } from '../desk.testing'
import { retain } from '../history/retain'
import { signedInUser } from '../testing'
import { getRisk } from './get'
import { getRiskHedges } from './hedges'

const desk = testDesk()
const margin = (usdt: string, maintMargin: string) =>
  token('USDT', usdt, { wallet: 'perp', marginBalance: usdt, unrealizedProfit: '0', maintMargin, available: '0' })

describe('risk of the whole book', () => {
  it('tells what each account is under other prices, and knows a beta once both coins were held for long enough', async () => {
    const usd = desk.exchanges.usd
    usd.set('BTC', '50000')
    usd.set('ETH', '2500')
    await desk.connect('Spot', [token('BTC', '1'), token('ETH', '10'), token('USDT', '900', { available: '900' })])
    await desk.connect('Perps', [
      margin('10000', '250'),
      perp('BTC', '1', '50000', { markPrice: '50000', unrealizedProfit: '0', maintMargin: '250' }),
    ])
    await desk.connect('Never', [])
    await refreshBalances(desk.ctx, { accountNames: ['Spot', 'Perps'] })

    const first = await getRisk(desk.ctx)
    expect(first.accounts.map(({ accountName, unknown }) => [accountName, unknown.length])).toEqual([
      ['Spot', 0],
      ['Perps', 0],
      ['Never', 1],
    ])
    expect(first).toMatchObject({
      betas: [],
      coins: [
        { coin: 'BTC', gross: '100000' },
        { coin: 'ETH', gross: '25000' },
      ],
    })
    const book = new ShockedBookOf(first.accounts, { kind: 'all' }, first.betas)
    expect(book.at(0)).toMatchObject({ total: '85900', leftOut: 1 })
    expect(book.firstDeaths('down')).toMatchObject([
      { account: { accountName: 'Perps' }, death: { symbol: 'BTC:PERP-USDT', shock: -0.196, price: '40200' } },
    ])

    // Ether goes twice as far as Bitcoin, up one day and down the next.
    for (let day = 0; day < 24; day += 1) {
      const up = day % 2 === 0
      usd.set('BTC', String(50_000 * (up ? 1.02 : 1)))
      usd.set('ETH', String(2500 * (up ? 1.02 ** 2 : 1)))
      desk.clock.advance(86_400)
      await refreshBalances(desk.ctx, { accountNames: ['Spot'] })
      await retain(desk.ctx, desk.ctx.signal)
    }
    const later = await getRisk(desk.ctx)
    expect(later.betas).toMatchObject([{ coin: 'ETH', beta: '2' }])
    expect(later.betas[0]?.days).toBeGreaterThanOrEqual(20)

    const stranger = await signedInUser(desk.ctx)
    expect(await getRisk(stranger)).toMatchObject({ accounts: [], betas: [], coins: [], oldestAsOf: null })
    expect(await getRiskHedges(stranger)).toMatchObject({ hedges: [] })
  })

  it('pairs what is held with what is short of it, with funding where the exchange tells it', async () => {
    desk.exchanges.usd.set('SOL', '100')
    await desk.connect('Coins', [token('SOL', '100')])
    await desk.connect('Short', [margin('9000', '50'), perp('SOL', '-90', '-9000', { markPrice: '100', maintMargin: '50' })])
    await refreshBalances(desk.ctx, { accountNames: ['Coins', 'Short'] })
    const { hedges } = await getRiskHedges(desk.ctx)
    expect(hedges).toMatchObject([{ coin: 'SOL', long: '10000', short: '9000', hedged: '9000', carry: null }])
    const token_ = {
      ...desk.ctx,
      actor: { kind: 'token' as const, tokenId: 't', userId: null, scopes: ['trade'] as const, ipAddress: null, userAgent: null },
    }
    expect((await failure(getRisk(token_))).code).toBe('forbidden')
    expect((await failure(getRiskHedges(token_))).code).toBe('forbidden')
  })
})
