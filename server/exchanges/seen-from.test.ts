import { describe, expect, it } from 'vitest'
import { createLog } from '../log'
import { type HttpRequest, TransportError } from './ccxt/http'
import { createCcxtExchanges } from './ccxt-port'

const signal = new AbortController().signal

function asked(answer: string | Error) {
  const sent: HttpRequest[] = []
  const port = createCcxtExchanges({
    log: createLog('silent'),
    transport: async (request) => {
      sent.push(request)
      if (answer instanceof Error) throw answer
      return { status: 200, statusText: 'OK', headers: {}, body: answer }
    },
  })
  return { port, sent }
}

describe('the address that an exchange sees', () => {
  it('is asked of it without a key, by one public call', async () => {
    const { port, sent } = asked('{"code":"200000","data":"203.0.113.7"}')
    expect([...(port.tellsAddress ?? [])]).toEqual(['kucoin'])
    expect(await port.seenFrom?.('kucoin', signal)).toBe('203.0.113.7')
    expect(sent.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', 'https://api.kucoin.com/api/v1/my-ip', undefined],
    ])
    expect(Object.keys(sent[0]?.headers ?? {}).sort()).toEqual(['Accept', 'User-Agent'])
  })

  it('may be one of IPv6', async () => {
    expect(await asked('{"code":"200000","data":"2001:db8::7"}').port.seenFrom?.('kucoin', signal)).toBe('2001:db8::7')
  })

  it.each([
    ['masked', '{"code":"200000","data":"203.***.***.7"}'],
    ['a refusal', '{"code":"429000","msg":"Too Many Requests"}'],
    ['markup', '<html>'],
    ['a page', '{"code":"200000","data":"<script>"}'],
  ])('is none where the answer is %s', async (_what, body) => {
    await expect(asked(body).port.seenFrom?.('kucoin', signal)).rejects.toMatchObject({ code: 'exchange_unknown' })
  })

  it('is not known where nobody answers, or of an exchange that does not tell', async () => {
    const away = asked(new TransportError('network', 'ECONNREFUSED')).port
    await expect(away.seenFrom?.('kucoin', signal)).rejects.toMatchObject({ code: 'exchange_network' })
    const { port, sent } = asked('{}')
    await expect(port.seenFrom?.('binance', signal)).rejects.toMatchObject({ code: 'exchange_refused' })
    expect(sent).toEqual([])
  })
})
