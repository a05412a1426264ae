import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { exchangeInfos } from '../registry'
import { exchangeClass } from './exchange-class'

const named = exchangeInfos().filter(({ generic }) => !generic)

describe('test networks', () => {
  it.each(named.filter(({ sandbox }) => !sandbox).map(({ id, name }) => [id, name]))(
    '%s: refused in plain words, since there is none',
    async (exchange, name) => {
      const asked: string[] = []
      const port = createCcxtExchanges({
        log: pino({ level: 'silent' }),
        transport: async ({ url }) => {
          asked.push(url)
          return { status: 200, statusText: '', headers: {}, body: '{}' }
        },
      })
      const connection = { exchange, credentials: { apiKey: 'key', apiSecret: 'c2VjcmV0' }, sandbox: true, options: {} }
      const words = `${name} has no test network that Ballast knows of.`
      const refusal = { code: 'bad_request', message: words, fields: { sandbox: words } }
      await expect(port.verify(connection, new AbortController().signal)).rejects.toMatchObject(refusal)
      await expect(port.fetchHoldings(connection, new AbortController().signal)).rejects.toMatchObject(refusal)
      expect(asked).toEqual([])
    },
  )

  it.each(named.filter(({ sandbox }) => sandbox).map(({ id }) => [id]))('%s: there is one', async (id) => {
    const Exchange = await exchangeClass(id)
    const ccxt = new Exchange({})
    const live = JSON.stringify(ccxt.urls.api)
    ccxt.setSandboxMode(true)
    // OKX's and others' test network is the same host with a header, WEEX' with paths of its own.
    const header: unknown = Reflect.get(ccxt, 'headers')
    const paths = id === 'weex' && Reflect.get(ccxt.options, 'sandboxMode') === true
    expect(JSON.stringify(ccxt.urls.api) !== live || JSON.stringify(header) !== '{}' || paths).toBe(true)
  })

  it('are offered for some and not for others', () => {
    expect(named.filter(({ sandbox }) => sandbox).length).toBeGreaterThan(3)
    expect(named.filter(({ sandbox }) => !sandbox).length).toBeGreaterThan(1)
  })
})
