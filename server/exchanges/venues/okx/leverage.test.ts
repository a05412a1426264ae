import pino from 'pino'
import { expect, it } from 'vitest'
import { createCcxtExchanges } from '../../ccxt-port'
import { market } from '../recordings.testing'

/** OKX, in a position mode, answering its documentation's estimate. */
function okx(posMode: string, price: (side: string | null) => string) {
  const asked: string[] = []
  const port = createCcxtExchanges({
    log: pino({ level: 'silent' }),
    markets: () => [{ ...market({ symbol: 'BTC/USDT:USDT', id: 'BTC-USDT-SWAP', contractSize: '0.01' }), active: true }],
    transport: async ({ url, method }) => {
      const { pathname, searchParams } = new URL(url)
      asked.push(`${method} ${pathname}`)
      const estimate = {
        estAvailTrans: '1.1398',
        estLiqPx: price(searchParams.get('posSide')),
        estMgn: '2.8602',
        maxLever: '100',
      }
      const data = pathname.endsWith('/config') ? [{ posMode }] : [estimate]
      return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify({ code: '0', msg: '', data }) }
    },
  })
  const credentials = { apiKey: 'key', apiSecret: 'secret', password: 'word' }
  const input = { pair: 'BTC:PERP-USDT', leverage: '3', marginMode: 'isolated' } as const
  const connection = { exchange: 'okx', credentials, sandbox: false, options: {} }
  return { asked, estimate: () => port.estimateLeverage?.(connection, input, new AbortController().signal) }
}

it('tells where an isolated position would be liquidated at another leverage, and changes nothing', async () => {
  const { asked, estimate } = okx('net_mode', () => '45123.4')
  expect(await estimate()).toBe('45123.4')
  expect(asked.every((call) => call.startsWith('GET '))).toBe(true)
  expect(await okx('net_mode', () => '').estimate()).toBeNull()
})

it('in long/short mode tells that of the one side that is open, and of two neither', async () => {
  expect(await okx('long_short_mode', (side) => (side === 'short' ? '51000' : '')).estimate()).toBe('51000')
  expect(await okx('long_short_mode', () => '51000').estimate()).toBeNull()
})
