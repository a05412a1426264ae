import { describe, expect, it } from 'vitest'
import { DomainError } from '@/server/errors'
import { refreshBalances } from '../balances/refresh'
import { testDesk } from '../desk.testing'
import { signedInUser } from '../testing'
import { getAccount } from './get'
import { setLeverage } from './set-leverage'

const desk = testDesk()
const connect = (name: string, exchange?: string) => desk.connect(name, [], exchange)
const PAIR = 'ETH:PERP-USDT'

describe('setting leverage', () => {
  it('sets it on each account and tells what it was; ids and names are taken, each account once', async () => {
    const a = await connect('A')
    const b = await connect('B', 'bybit')
    a.fake.leverage[PAIR] = '5'
    const outcome = await setLeverage(desk.ctx, { accountIds: [a.id, 'b', 'A'], pair: PAIR, leverage: '10' })
    expect(outcome.errors).toEqual([])
    expect(outcome.results.sort((x, y) => x.accountName.localeCompare(y.accountName))).toEqual([
      { accountId: a.id, accountName: 'A', pair: PAIR, leverage: '10', previousLeverage: '5' },
      { accountId: b.id, accountName: 'B', pair: PAIR, leverage: '10', previousLeverage: null },
    ])
    expect([a.fake.leverage[PAIR], b.fake.leverage[PAIR]]).toEqual(['10', '10'])
  })

  it('tells what failed beside what was done', async () => {
    const a = await connect('A')
    const b = await connect('B')
    const c = await connect('C', 'coinspot')
    const d = await connect('D')
    b.fake.failure = new DomainError('exchange_refused', 'Leverage 500 is above the limit.', { exchangeError: '-4028' })
    d.fake.failure = new DomainError('exchange_timeout', 'No answer in time.')
    const { results, errors } = await setLeverage(desk.ctx, {
      accountIds: [a.id, b.id, c.id, d.id, 'nobody'],
      pair: PAIR,
      leverage: '500',
    })
    expect(results.map(({ accountName }) => accountName)).toEqual(['A'])
    expect(Object.fromEntries(errors.map((error) => [error.accountName, error]))).toMatchObject({
      nobody: { accountId: null, code: 'not_found' },
      B: { code: 'exchange_refused', message: 'Leverage 500 is above the limit.', exchangeError: '-4028' },
      C: { code: 'exchange_refused', message: expect.stringContaining('CoinSpot') },
      D: { code: 'exchange_timeout', message: expect.stringContaining('not certain') },
    })
  })

  it('has the accounts read again at once', async () => {
    const { id } = await connect('A')
    await refreshBalances(desk.ctx, {})
    desk.clock.advance(5)
    await setLeverage(desk.ctx, { accountIds: [id], pair: PAIR, leverage: '3' })
    expect((await getAccount(desk.ctx, { id })).nextRefreshAt).toEqual(desk.clock.now())
  })

  it("touches nobody else's account, and needs the scope", async () => {
    const { id, fake } = await connect('A')
    const stranger = await signedInUser(desk.ctx)
    const { results, errors } = await setLeverage(stranger, { accountIds: [id, 'A'], pair: PAIR, leverage: '3' })
    expect(results).toEqual([])
    expect(errors.map(({ code }) => code)).toEqual(['not_found', 'not_found'])
    expect(fake.leverage).toEqual({})
    const token = {
      ...desk.ctx,
      actor: { kind: 'token' as const, tokenId: 't', userId: null, scopes: ['read'] as const, ipAddress: null, userAgent: null },
    }
    await expect(setLeverage(token, { accountIds: [id], pair: PAIR, leverage: '3' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
