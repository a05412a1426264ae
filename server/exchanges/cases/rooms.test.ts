import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { type HttpRequest, TransportError } from '../ccxt/http'
import { createCcxtExchanges } from '../ccxt-port'
import { nobodyOn } from '../replay/nobody'
import { ROOMS } from '../venues'
import { valued } from '../venues/recordings.testing'

/** What comes in place of an answer, and is of no exchange's form. */
const BAD = [
  '{"message":"Service unavailable"}',
  '{"error":"maintenance"}',
  '{"success":false,"message":"try again"}',
  '{"code":77777,"msg":"try again","data":null}',
  '{"hello":"world"}',
  '{"data":{"hello":"world"}}',
  '[{"hello":"world"}]',
  '[null]',
  'null',
  '12',
  '{"code":200,"data":"x"}',
]

/** A request by its path and what it asks, without what differs each time. */
function nameOf({ url, body }: HttpRequest): string {
  const { pathname, searchParams } = new URL(url)
  const asked = [...searchParams].filter(([name]) => !/time|sign|nonce|recv|key|access|version|method/i.test(name))
  const type = body ? (/"type":"\w+"/.exec(body)?.[0] ?? '') : ''
  return `${pathname}?${asked.map((pair) => pair.join('=')).join('&')}${type}`
}

/** Questions of which kind an account is and how it is set: whatever refuses them with a code says that it is none of those. */
const SETTINGS =
  /account\/(info|config|settings|mode|assets)\b|symbolConfig|accountConfig|unified_mode|papi\/v1\/balance|leverage|Tickers|TradeBalance|credit\/info/i
/** A bare word: any other than those that matter is one kind. */
const WORD = /userAbstraction/

/** What is documented to be `null` where there is nothing. */
const NONE = /subAccounts2/

describe('a room', () => {
  it.each(ROOMS.map(({ about }) => about.id))('takes nothing else for an answer to any of its calls (%s)', async (exchange) => {
    const { credentials, signedIn } = nobodyOn(exchange)
    const asked = new Set<string>()
    const read = (target: string | null, body: string) =>
      createCcxtExchanges({
        log: pino({ level: 'silent' }),
        markets: () => [],
        accountOptions: signedIn,
        transport: async (request) => {
          const name = nameOf(request)
          asked.add(name)
          if (name !== target) throw new TransportError('no-answer', name)
          return { status: 200, statusText: 'OK', headers: {}, body }
        },
      })
        .fetchHoldings({ exchange, credentials, sandbox: false, options: {} }, AbortSignal.timeout(20_000))
        .catch(() => null)
    const lines = new Set((await read(null, ''))?.notIncluded.map(({ wallet, reason }) => `${wallet} ${reason}`))
    // What is asked on top where an answer leads elsewhere is none of these.
    const calls = [...asked]
    expect(calls.length).toBeGreaterThan(0)
    const taken: string[] = []
    for (const call of calls) {
      const bad = BAD.filter((text) => !(NONE.test(call) && text === 'null'))
      for (const body of bad.filter((text) => !WORD.test(call) && !(SETTINGS.test(call) && text.includes('"code"')))) {
        const found = await read(call, body)
        if (found === null || found.notIncluded.some(({ wallet, reason }) => !lines.has(`${wallet} ${reason}`))) continue
        taken.push(`${call} ${body}`)
      }
    }
    expect(taken).toEqual([])
  })
})

describe('a kind of account that nobody told of', () => {
  it('is read under its own name (HTX)', async () => {
    const { assets, notIncluded } = await valued({
      exchange: 'htx',
      markets: [],
      calls: [
        {
          path: 'account/accounts/7/balance',
          response: { status: 'ok', data: { id: 7, type: 'minepool', list: [{ currency: 'btc', type: 'trade', balance: '2' }] } },
        },
        { path: 'account/accounts/9/balance', response: { status: 'error', 'err-code': 'base-not-found', 'err-msg': 'no' } },
        {
          path: 'v1/account/accounts',
          response: {
            status: 'ok',
            data: [
              { id: 7, type: 'minepool', state: 'working' },
              { id: 8, type: 'point', state: 'working' },
              { id: 9, type: 'otc-options', state: 'working' },
            ],
          },
        },
      ],
      prices: { BTC: '60000' },
    })
    expect(assets.map(({ walletType, symbol, size }) => [walletType, symbol, size])).toEqual([['minepool', 'BTC', '2']])
    const names = notIncluded.map(({ wallet }) => wallet)
    expect(names).toContain('otc-options')
    expect(names).not.toContain('point')
  })

  it('is read under its own name (KuCoin)', async () => {
    const { assets } = await valued({
      exchange: 'kucoin',
      markets: [],
      calls: [
        {
          path: 'api/v1/accounts',
          response: {
            code: '200000',
            data: [
              { id: '1', currency: 'BTC', type: 'main', balance: '1', available: '1' },
              { id: '2', currency: 'BTC', type: 'pool', balance: '2', available: '2' },
              { id: '3', currency: 'BTC', type: 'margin_v2', balance: '4', available: '4' },
              { id: '4', currency: 'BTC', type: 'option', balance: '8', available: '7' },
            ],
          },
        },
      ],
      prices: { BTC: '60000' },
    })
    expect(assets.map(({ walletType, size }) => [walletType, size]).sort()).toEqual([
      ['funding', '1'],
      ['option', '8'],
      ['pool', '2'],
    ])
  })
})

describe('a position', () => {
  it('that is isolated has the margin that opened it where only leverage and entry are told; zero is no price (BingX)', async () => {
    const { assets } = await valued({
      exchange: 'bingx',
      markets: [{ symbol: 'BTC/USDT:USDT', id: 'BTC-USDT' }],
      calls: [
        {
          path: 'swap/v2/user/positions',
          response: {
            code: 0,
            data: [
              {
                symbol: 'BTC-USDT',
                positionSide: 'SHORT',
                positionAmt: '0.5',
                isolated: true,
                avgPrice: '60000',
                markPrice: '60100',
                leverage: 10,
                unrealizedProfit: '-50',
                liquidationPrice: '-3',
              },
              {
                symbol: 'BTC-USDT',
                positionSide: 'LONG',
                positionAmt: '0.5',
                isolated: false,
                avgPrice: '0',
                markPrice: '60100',
                leverage: 0,
                unrealizedProfit: '-50',
                liquidationPrice: '0',
              },
            ],
          },
        },
      ],
    })
    const [isolated, cross] = ['short', 'long'].map((side) => assets.find(({ positionSide }) => positionSide === side))
    expect(isolated).toMatchObject({ initialMargin: '3000', leverage: '10', liquidationPrice: null })
    expect(cross).toMatchObject({ initialMargin: null, leverage: null, liquidationPrice: null, entryPrice: null })
  })

  it('on a spot market with margin is called so (OKX)', async () => {
    const { assets } = await valued({
      exchange: 'okx',
      markets: [{ symbol: 'BTC/USDT', id: 'BTC-USDT' }],
      calls: [
        {
          path: 'account/positions',
          response: {
            code: '0',
            data: [
              {
                instId: 'BTC-USDT',
                instType: 'MARGIN',
                pos: '0.1',
                posSide: 'net',
                posCcy: 'BTC',
                ccy: 'USDT',
                mgnMode: 'cross',
                avgPx: '60000',
                markPx: '60500',
                upl: '50',
                imr: '600',
                lever: '10',
              },
            ],
          },
        },
      ],
    })
    expect(assets[0]).toMatchObject({ symbol: 'BTC-USDT', marketType: 'margin', size: '0.1' })
  })

  it('in a coin that another exchange on the chain trades nets with it, shares of the same name do not (Hyperliquid)', async () => {
    const { credentials } = nobodyOn('hyperliquid')
    const row = (coin: string) => ({
      position: {
        coin,
        szi: '1',
        entryPx: '10',
        positionValue: '10',
        unrealizedPnl: '0',
        marginUsed: '1',
        leverage: { type: 'cross', value: 10 },
      },
    })
    const market = (base: string, id: string) => ({
      symbol: `${base}/USDC:USDC`,
      id,
      base,
      quote: 'USDC',
      settle: 'USDC',
      type: 'swap',
      linear: true,
      inverse: false,
      contractSize: '1',
      info: { dex: base.split('-')[0]?.toLowerCase() },
    })
    const { holdings } = await createCcxtExchanges({
      log: pino({ level: 'silent' }),
      markets: () => [market('HYNA-BTC', '110001'), market('HYNA-GAS', '110002')],
      transport: async ({ body = '' }) => {
        const answer = body.includes('"dex":"hyna"')
          ? { marginSummary: { accountValue: '5', totalMarginUsed: '2' }, assetPositions: [row('hyna:BTC'), row('hyna:GAS')] }
          : { marginSummary: { accountValue: '0', totalMarginUsed: '0' }, assetPositions: [] }
        const other = /delegator|spotClear|subAccounts|Vault|Abstraction/.exec(body)?.[0]
        const text = {
          delegator: '{"delegated":"0"}',
          spotClear: '{"balances":[]}',
          subAccounts: 'null',
          Vault: '[]',
          Abstraction: '"default"',
        }[other ?? '']
        return { status: 200, statusText: 'OK', headers: {}, body: text ?? JSON.stringify(answer) }
      },
    }).fetchHoldings({ exchange: 'hyperliquid', credentials, sandbox: false, options: {} }, AbortSignal.timeout(20_000))
    const coins = holdings.flatMap((one) => (one.kind === 'position' ? [[one.symbol, one.base]] : []))
    expect(coins).toEqual([
      ['HYNA-BTC:PERP-USDC', 'BTC'],
      ['HYNA-GAS:PERP-USDC', 'HYNA-GAS'],
    ])
  })
})
