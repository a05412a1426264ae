import { describe, expect, it } from 'vitest'
import { Decimal } from '../../domain/decimal'
import type { Connection } from '../port'
import { parseRecording } from '../replay/file'
import { NOBODY } from '../replay/nobody'
import type { TapedCall } from './call-of'
import { spellings } from './scrubber'
import { writeRecording } from './write'

const NOW = new Date('2026-01-01T00:00:00Z')
const SECRETS = {
  apiKey: 'Kx7Pq2Zt9Lm4Vn8Rb1Yc',
  apiSecret: 'c2VjcmV0LW9mLXRoZS1zZXNzaW9uLTQyKy8=',
  password: 'Passphrase/42+x',
  uid: '483920175',
  walletAddress: '0xAbCdEf0123456789aBcDeF0123456789AbCdEf01',
}
const call = (url: string, answer: unknown, body?: string): TapedCall => ({
  url,
  body,
  status: 200,
  answer: typeof answer === 'string' ? answer : JSON.stringify(answer),
})

/** Under which replacements hold none of the short words that are looked for: by chance one in a few hundred keys has them. */
const PSEUDONYM_KEY = Buffer.alloc(32, 1)

interface Change extends Partial<Connection> {
  factor?: Decimal | null
  /** Undefined: a random one, as outside of tests. */
  pseudonymKey?: Buffer
}

function written(calls: TapedCall[], change: Change = {}) {
  const { factor = null, ...more } = change
  const pseudonymKey = 'pseudonymKey' in change ? change.pseudonymKey : PSEUDONYM_KEY
  const connection = { exchange: 'bybit', credentials: SECRETS, sandbox: false, options: {}, ...more }
  const holdings = { asOf: NOW, holdings: [], wallets: [], notIncluded: [], warnings: [], positionMode: null }
  const text = writeRecording({
    connection,
    recorded: { holdings, failure: null, calls, markets: [], marketOptions: {} },
    prices: new Map(),
    factor,
    pseudonymKey,
  })
  return { text, calls: parseRecording(text).calls }
}

describe('what a recording tells of a person', () => {
  it('is no secret of the session, in any spelling', () => {
    const answer = Object.fromEntries(
      Object.values(SECRETS).flatMap((secret, field) =>
        spellings(secret).map((spelling, index) => [`note ${field} ${index}`, `x ${spelling} y`]),
      ),
    )
    const keyed = { [SECRETS.apiKey]: { [SECRETS.walletAddress]: 1 } }
    const query = Object.entries(SECRETS).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    const { text } = written([
      call(`https://api.example.com/v1/${SECRETS.uid}/balance?${query.join('&')}`, { answer, keyed, uid: 483920175 }),
      call('https://api.example.com/info', `not JSON: ${SECRETS.password}`, JSON.stringify({ user: SECRETS.walletAddress })),
    ])
    for (const secret of Object.values(SECRETS)) {
      for (const spelling of spellings(secret)) expect(text, spelling).not.toContain(spelling)
    }
    expect(text).not.toContain('483920175')
    expect(text).toContain(NOBODY.walletAddress)
  })

  it('is no id, address, e-mail, IP or name, and the same one is replaced by the same everywhere', () => {
    const people = {
      orderId: '1752834567890123456',
      clOrdId: 'my-order-0042',
      tradeId: 88231907,
      posId: '307173036051017730',
      subUid: '99182736',
      account_id: 'spot-44871',
      email: 'trader.joe@fund.example.org',
      lastLoginIp: '203.0.113.77',
      ips: ['198.51.100.23', '2001:db9:85a3:1111:2222:8a2e:370:7334'],
      subAccountName: 'Whale desk 7',
      label: 'my grid bot',
      depositAddress: 'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh',
      txId: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      portfolio: { retail_portfolio_uuid: '7f9c24e8-3b12-4d5a-9e1f-0a1b2c3d4e5f', name: 'Retirement fund' },
      message: 'order 1752834567890123456 of trader.joe@fund.example.org from 203.0.113.77',
    }
    const later = { order: '1752834567890123456', from: 99182736, coin: 'USDT' }
    const { text, calls } = written([
      call('https://api.example.com/v1/orders', people),
      call('https://api.example.com/v1/accounts/spot-44871/balance?subUid=99182736&coin=USDT', later),
    ])
    for (const told of [
      '1752834567890123456',
      'my-order-0042',
      '88231907',
      '307173036051017730',
      '99182736',
      'spot-44871',
      'trader.joe',
      '203.0.113.77',
      '198.51.100.23',
      '85a3',
      'Whale',
      'grid bot',
      'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh',
      '9f86d081884c7d65',
      '7f9c24e8-3b12',
      'Retirement',
    ]) {
      expect(text, told).not.toContain(told)
      for (const spelling of spellings(told)) expect(text, told).not.toContain(spelling)
    }
    const [balance, orders] = calls
    const person = orders?.response as Record<string, unknown>
    expect(balance?.path).toBe(`v1/accounts/${person.account_id}/balance`)
    expect(balance?.query).toBe(`subUid=${person.subUid}&coin=USDT`)
    expect(balance?.response).toEqual({ order: person.orderId, from: person.subUid, coin: 'USDT' })
    expect(String(person.message)).toContain(`order ${person.orderId} of ${person.email} from ${person.lastLoginIp}`)
    expect(person.email).toMatch(/@example\.com$/)
    expect(person.lastLoginIp).toMatch(/^192\.0\.2\./)
  })

  it('is replaced anew in each recording', () => {
    const response = { orderId: '1752834567890123456' }
    const texts = [1, 2].map(
      () => written([call('https://api.example.com/v1/orders', response)], { pseudonymKey: undefined }).calls[0]?.response,
    )
    expect(texts[0]).not.toEqual(texts[1])
  })

  it('leaves markets, coins, sides and figures as they are', () => {
    const response = {
      symbol: 'BTCUSDT',
      instId: 'BTC-USDT-240927',
      productId: 'BTC-USD',
      coin: 'USDT',
      side: 'Buy',
      positionIdx: 0,
      size: '0.100',
      createdTime: '1658384314791',
      code: 0,
      big: 'BIG',
    }
    const answer = JSON.stringify(response).replace('"BIG"', '12345678901234.1234567890123')
    const { text, calls } = written([call('https://api.example.com/v5/position/list', answer)])
    expect(calls[0]?.response).toEqual(
      parseRecording(`{"exchange":"x","calls":[{"path":"p","response":${answer}}]}`).calls[0]?.response,
    )
    expect(text).toContain('12345678901234.1234567890123')
  })
})

describe('a scaled recording', () => {
  it('multiplies sizes, values, margins and profits, and no price, ratio, time or setting', () => {
    const response = {
      walletBalance: '100.5',
      positionAmt: '-3',
      unRealizedProfit: '-2.5',
      initialMargin: 12.5,
      notionalUsd: '600',
      free: '0',
      entryPrice: '50000.5',
      markPx: '50001',
      liqPx: '1',
      leverage: '10',
      lever: { value: 5, rawUsd: '-10' },
      uplRatio: '0.25',
      fundingRate: '0.0001',
      average_price: { value: '70', currency: 'USD' },
      updateTime: 1672531200000,
      cTime: '1672531200000',
      positionIdx: 1,
      retCode: 0,
      isHedged: 1,
      symbol: '2Z',
      rows: [{ amount: '4' }],
      total: 1,
    }
    const { calls } = written([call('https://api.example.com/v1/account', response)], { factor: new Decimal('0.5') })
    expect(calls[0]?.response).toEqual({
      ...Object.fromEntries(
        Object.entries(response).map(([key, value]) => [key, typeof value === 'number' ? String(value) : value]),
      ),
      walletBalance: '50.25',
      positionAmt: '-1.5',
      unRealizedProfit: '-1.25',
      initialMargin: '6.25',
      notionalUsd: '300',
      lever: { value: '5', rawUsd: '-5' },
      rows: [{ amount: '2' }],
    })
  })
})

describe('a call', () => {
  it('is known by what does not change from one time to the next', () => {
    const { calls } = written([
      call(
        `https://api.example.com/api/v3/account?timestamp=${NOW.getTime()}&omitZeroBalances=true&recvWindow=10000&signature=ab12`,
        {},
      ),
      call('https://api.example.com/0/private/BalanceEx', {}, 'nonce=1767225600000&asset=XBT'),
      call('https://api.example.com/v1/rpc', {}, `{"method":"get","currency":"BTC","nonce":${NOW.getTime()}}`),
      call(`https://api.example.com/v1/history?from=${NOW.getTime() - 1000}&coin=BTC`, {}),
    ])
    expect(calls.map(({ path, query }) => [path, query])).toEqual([
      ['v1/rpc', '"method":"get","currency":"BTC"'],
      ['api/v3/account', 'omitZeroBalances=true'],
      ['0/private/BalanceEx', 'asset=XBT'],
      ['v1/history', 'coin=BTC'],
    ])
  })

  it('stands before those that say less of their request', () => {
    const { calls } = written([
      call('https://api.example.com/v1/account', { first: 1 }),
      call('https://api.example.com/v1/accountConfig', { second: 1 }),
      call('https://api.example.com/v1/account?type=unified', { third: 1 }),
    ])
    expect(calls.map(({ path, query }) => [path, query].join('?'))).toEqual([
      'v1/account?type=unified',
      'v1/accountConfig?',
      'v1/account?',
    ])
  })
})
