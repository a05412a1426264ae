import { describe, expect, it } from 'vitest'
import { allowedBy, messageAllowedBy, type Purpose, type Requests } from './requests'

const REQUESTS: Requests[] = [
  {
    hosts: ['api.example.com'],
    market: ['GET /v1/tickers', 'POST /info type=prices'],
    read: ['GET /v1/accounts/{id}/balance', 'POST /info type=balance', 'POST /rpc method=getInfo'],
    leverage: ['POST /exchange action.type=updateLeverage'],
    watch: ['SEND op=subscribe', 'SEND ping'],
  },
  { hosts: ['open.example.org'], market: ['GET /**'], read: ['GET /v1/transfer-log'], flows: ['GET /v1/withdrawals'] },
]

const asked = (line: string, purpose: Purpose = 'read') => {
  const [method = '', url = '', body] = line.split(' ')
  return allowedBy(REQUESTS, purpose, { method, url: `https://${url}`, body })
}

describe('what may be asked', () => {
  it.each([
    ['GET api.example.com/v1/tickers?symbol=a', 'market', 'GET /v1/tickers'],
    ['GET api.example.com/v1/tickers', 'read', 'GET /v1/tickers'],
    ['GET api.example.com/v1/accounts/12-ab/balance', 'read', 'GET /v1/accounts/{id}/balance'],
    ['POST api.example.com/info {"user":"0x1","type":"balance"}', 'read', 'POST /info type=balance'],
    ['POST api.example.com/rpc nonce=1&method=getInfo', 'read', 'POST /rpc method=getInfo'],
    ['POST api.example.com/rpc?method=getInfo', 'read', 'POST /rpc method=getInfo'],
    [
      'POST api.example.com/exchange {"action":{"type":"updateLeverage","leverage":3}}',
      'leverage',
      'POST /exchange action.type=updateLeverage',
    ],
    ['GET open.example.org/any/path-1_x.json?a=withdraw', 'read', 'GET /**'],
    ['GET open.example.org/v1/transfer-log', 'read', 'GET /v1/transfer-log'],
    ['GET open.example.org/v1/withdrawals?limit=5', 'flows', 'GET /v1/withdrawals'],
  ] as const)('%s for %s', (line, purpose, by) => {
    expect(asked(line, purpose)).toBe(by)
  })

  it.each([
    ['another purpose', 'GET api.example.com/v1/accounts/1/balance', 'market'],
    ['another purpose', 'POST api.example.com/exchange {"action":{"type":"updateLeverage"}}', 'read'],
    ['another method', 'POST api.example.com/v1/tickers', 'read'],
    ['another host', 'GET api.example.com.evil.net/v1/tickers', 'read'],
    ['another port', 'GET api.example.com:444/v1/tickers', 'read'],
    ['a name before the host', 'GET key@api.example.com/v1/tickers', 'read'],
    ['a longer path', 'GET api.example.com/v1/tickers/x', 'read'],
    ['a path before', 'GET api.example.com/x/v1/tickers', 'read'],
    ['a double slash', 'GET api.example.com//v1/tickers', 'read'],
    ['two parts for one', 'GET api.example.com/v1/accounts/1/2/balance', 'read'],
    ['a part that leads elsewhere', 'GET api.example.com/v1/accounts/../balance', 'read'],
    ['an encoded part that leads elsewhere', 'GET api.example.com/v1/accounts/%2e%2e/balance', 'read'],
    ['an encoded slash', 'GET api.example.com/v1/accounts/1%2Forders/balance', 'read'],
    ['no part', 'GET api.example.com/v1/accounts//balance', 'read'],
    ['another question', 'POST api.example.com/info {"type":"order"}', 'read'],
    ['a question within another', 'POST api.example.com/info {"x":{"type":"balance"}}', 'read'],
    ['a list of questions', 'POST api.example.com/info [{"type":"balance"},{"type":"order"}]', 'read'],
    ['no question', 'POST api.example.com/info', 'read'],
    ['a question told twice', 'POST api.example.com/rpc method=getInfo&method=Trade', 'read'],
    ['a question in the query where the body says another', 'POST api.example.com/rpc?method=getInfo method=Trade', 'read'],
    ['another deed', 'POST api.example.com/exchange {"action":{"type":"approveBuilderFee"}}', 'leverage'],
    ['a deed by GET', 'GET open.example.org/v1/withdraw', 'read'],
    ['a deed by GET', 'GET open.example.org/v1/account/transfer', 'read'],
    ['a POST where only GET is free', 'POST open.example.org/v1/balance {}', 'read'],
    ['a ledger for a reading', 'GET open.example.org/v1/withdrawals', 'read'],
    ['a ledger by another method', 'POST open.example.org/v1/withdrawals {}', 'flows'],
    ['what is near a ledger', 'GET open.example.org/v1/withdrawals/new', 'flows'],
    ['what GET is free for', 'GET open.example.org/v1/balance', 'flows'],
    ['an encoded path where GET is free', 'GET open.example.org/v1/%77ithdraw', 'read'],
  ] as const)('never %s: %s for %s', (_what, line, purpose) => {
    expect(asked(line, purpose)).toBeNull()
  })

  it('never without encryption', () => {
    expect(allowedBy(REQUESTS, 'read', { method: 'GET', url: 'http://api.example.com/v1/tickers', body: undefined })).toBeNull()
  })

  it('lets a websocket be told what is listed and nothing else', () => {
    const tell = (message: string, host = 'api.example.com') => messageAllowedBy(REQUESTS, host, message)
    expect(tell('{"op":"subscribe","args":["wallet"]}')).toBe('SEND op=subscribe')
    expect(tell('ping')).toBe('SEND ping')
    expect(tell('ping', 'api.example.com:443')).toBe('SEND ping')
    expect(tell('{"op":"order","args":[{}]}')).toBeNull()
    expect(tell('{"op":"order","args":{"op":"subscribe"}}')).toBeNull()
    expect(tell('[{"op":"subscribe"}]')).toBeNull()
    expect(tell('pong')).toBeNull()
    expect(tell('ping', 'open.example.org')).toBeNull()
  })
})
