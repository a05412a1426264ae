import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DomainError, isPassing } from '../../errors'
import { parseRecording } from '../replay/file'
import { type Replayed, replay } from '../replay/replay'
import { ROOM_IDS } from '../venues'

/** Situations from public reports: what each exchange answered, and what a person must be told. */
const handed = (name: string): object => JSON.parse(readFileSync(`server/exchanges/cases/${name}.json`, 'utf8'))
const read = (recording: object): Promise<Replayed> => replay(parseRecording(JSON.stringify(recording)))

async function failure(recording: object): Promise<DomainError> {
  const error = await read(recording).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof DomainError)) throw new Error(`expected a refusal, got ${String(error)}`)
  return error
}

const everywhere = (exchange: string, response: unknown, status = 200) =>
  failure({ exchange, markets: [], calls: [{ path: '/', status, response }] })

const PAGE = '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript</body></html>'
const rooms = [...ROOM_IDS]

describe('a web page in place of data', () => {
  // BTCMarkets/API#169, butor/blackbird#444
  it('is said as what it is (html-page)', async () => {
    const error = await failure(handed('html-page'))
    expect(error.code).toBe('exchange_network')
    expect(error.message).toBe(
      'Bybit: a web page came instead of data (a check for robots, or a proxy in between). It is tried again by itself.',
    )
    expect(error.exchangeError).toBe('HTTP 200: Just a moment...')
  })

  it.each(rooms)(
    '%s: a page, an empty answer and a bare message are no account, in words without names of calls',
    async (room) => {
      const answers = [
        [PAGE, 200, /web page/],
        [PAGE, 403, /web page/],
        ['', 200, /empty answer/],
        [{ message: 'Try later' }, 200, /./],
      ] as const
      for (const [response, status, words] of answers) {
        const error = await everywhere(room, response, status)
        expect(isPassing(error.code) || error.code === 'exchange_refused').toBe(true)
        expect(error.message).toMatch(words)
        expect(error.message).not.toMatch(/Invalid input|expected object|(private|public|sapi|fapi)\w*(Get|Post)/)
      }
    },
  )
})

describe('a country that is not served', () => {
  // ccxt#19167, #15872, OctoBot#2773, hummingbot#7001
  it('has words of its own, and is not tried every minute (location-refused)', async () => {
    const { also, ...first } = handed('location-refused') as { also: object }
    for (const [recording, name] of [
      [first, 'Binance'],
      [also, 'Bybit'],
    ] as const) {
      const error = await failure(recording)
      expect(error.code).toBe('exchange_location')
      expect(error.message).toBe(
        `${name} does not serve the country that this server is in. Run this server elsewhere, or send its calls over a proxy (EXCHANGE_BASE_URLS).`,
      )
      expect(isPassing(error.code)).toBe(false)
    }
  })

  it.each<[string, unknown, number]>([
    [
      'okx',
      '<html><title>403</title>The Amazon CloudFront distribution is configured to block access from your country.</html>',
      403,
    ],
    ['kraken', '<html>Error 1009: the owner of this website has banned the country or region your IP address is in</html>', 403],
    [
      'kucoin',
      { code: '400302', msg: 'Sorry, our services are currently unavailable in the U.S. due to regulatory requirements.' },
      200,
    ],
    ['kucoin', { code: '400100', msg: 'This service is not available in your region' }, 200],
    ['gate', { label: 'X', message: 'Service is not available from a restricted location' }, 403],
    ['bitget', { code: '99999', msg: 'Your country/region is not supported' }, 400],
    ['mexc', { code: 999, msg: 'service unavailable in your region' }, 403],
    ['deribit', '', 451],
  ])('%s: %j', async (exchange, response, status) => {
    expect((await everywhere(exchange, response, status)).code).toBe('exchange_location')
  })
})

describe('a key of another site', () => {
  // python-okx#118, hummingbot#7447, ccxt#24601, freqtrade#10967, nautilus_trader#3342
  it('is told which entry of the list it may belong to (okx-region-hint)', async () => {
    const error = await failure(handed('okx-region-hint'))
    expect(error.code).toBe('exchange_credentials')
    expect(error.message).toBe(
      'OKX does not know this API key. Check that it was copied whole and was not deleted or expired. In the list of exchanges, keys of my.okx.com (EEA) belong to MyOKX (EEA) and keys of app.okx.com (US) belong to OKX (US).',
    )
  })

  it.each<[string, unknown, number, RegExp]>([
    ['myokx', { code: '50119', msg: "API key doesn't exist", data: [] }, 401, /keys of www\.okx\.com belong to OKX and/],
    ['bybit', { retCode: 10003, retMsg: 'API key is invalid.' }, 200, /keys of www\.bybit\.eu belong to Bybit EU/],
    ['bybiteu', { retCode: 10003, retMsg: 'API key is invalid.' }, 200, /keys of www\.bybit\.com belong to Bybit and/],
    ['kraken', { error: ['EAPI:Invalid key'] }, 200, /belong to Kraken Futures/],
    ['gateeu', { label: 'INVALID_KEY', message: 'Invalid key provided' }, 401, /keys of www\.gate\.com belong to Gate/],
    ['binance', { code: -2008, msg: 'Invalid Api-Key ID.' }, 401, /keys of www\.binance\.us belong to Binance US/],
  ])('%s', async (exchange, response, status, words) => {
    expect((await everywhere(exchange, response, status)).message).toMatch(words)
  })

  it('and not where the secret is wrong', async () => {
    expect((await everywhere('okx', { code: '50113', msg: 'Invalid Sign', data: [] }, 401)).message).not.toContain(
      'list of exchanges',
    )
  })
})

describe('a refusal with HTTP 200', () => {
  // ccxt#28884, #17875
  it('names the wallet with the exchange’s words, and the rest counts (htx-v5-refusal)', async () => {
    const { assets, total_equity, not_included } = await read(handed('htx-v5-refusal'))
    expect(assets.map(({ symbol, size, wallet_type }) => [symbol, size, wallet_type])).toEqual([['USDT', '6', 'spot']])
    expect(total_equity).toBe('6')
    const perp = not_included.filter(({ wallet }) => wallet === 'perp')
    expect(perp.map(({ reason }) => reason)).toEqual([
      'HTX refused this: The merged cross and isolated margin account for USDT-M futures is unavailable. Please complete the query with linear-swap-api/v3/unified_account_info (4002)',
      'HTX refused this: unavailable (4002)',
    ])
  })

  it.each(rooms)('%s: an unknown code is a refusal with words, never an account', async (room) => {
    const error = await everywhere(room, { code: 987654, message: 'The frobnicator is closed', ts: 1 })
    expect(`${error.message} ${error.exchangeError}`).toContain('The frobnicator is closed')
  })
})

describe('a wallet that was never opened', () => {
  const refused = { label: 'USER_NOT_FOUND', message: 'please transfer funds first to create futures account' }

  it('is said once, and is no warning (refusal-said-twice)', async () => {
    const { not_included, assets } = await read({
      exchange: 'gate',
      calls: [
        { path: 'spot/accounts', response: [{ currency: 'USDT', available: '5', locked: '0' }] },
        { path: 'futures/', status: 400, response: refused },
        { path: 'delivery/', status: 400, response: refused },
      ],
      prices: { USDT: '1' },
    })
    expect(assets).toHaveLength(1)
    expect(not_included.filter(({ wallet }) => ['perp', 'coinm', 'delivery'].includes(wallet))).toEqual(
      ['perp', 'coinm', 'delivery'].map((wallet) => ({
        wallet,
        reason: 'Gate refused this: please transfer funds first to create futures account (USER_NOT_FOUND)',
        unopened: true,
      })),
    )
  })
})
