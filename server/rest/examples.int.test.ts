import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perp, token } from '../domain/holdings.testing'
import { EXAMPLE_ACCOUNT } from './examples'
import { OPERATIONS } from './operations'
import { testApi } from './testing'

/** The document's own examples, sent as they stand, in an order that gives each what it needs. */
const ORDER = [
  'createAccount',
  'getAccounts',
  'getExchanges',
  'refreshAccounts',
  'getBalances',
  'getCachedAccountBalance',
  'getKeyActivity',
  'getEquityHistory',
  'getExplanation',
  'getPerformance',
  'getFlows',
  'getFunding',
  'setLeverage',
  'updateAccount',
  'archiveAccount',
]

let api: Awaited<ReturnType<typeof testApi>>
let id = ''

beforeAll(async () => {
  api = await testApi()
  const holdings = [perp('ETH', '1.69', '3051.5284'), token('USDT', '275.56989474')]
  api.exchanges.open('abcdefghij', { holdings }).secret = 'klmnopqrst'
  api.exchanges.open('other', { holdings: [token('USDT', '1')] })
  const other = { name: 'Account123', exchange: 'Binance', api_key: 'other', api_secret: 'other-secret' }
  expect((await api.call('POST', '/api/accounts/', { body: other })).status).toBe(201)
})
afterAll(() => api.close())

describe('the examples of the document', () => {
  it('cover every operation', () => {
    expect([...ORDER].sort()).toEqual(OPERATIONS.map((operation) => operation.id).sort())
  })

  it.each(ORDER)('%s answers its example as documented', async (operationId) => {
    const operation = OPERATIONS.find((candidate) => candidate.id === operationId)
    if (!operation) throw new Error(`${operationId} is no operation.`)
    const { method, path, example } = operation
    // The one thing that the document cannot know is the id that the account got; the rename before archiving is undone.
    const body = example.body && JSON.parse(JSON.stringify(example.body).replaceAll(EXAMPLE_ACCOUNT.id, id))
    if (operationId === 'archiveAccount') await api.call('PUT', '/api/accounts/', { body: { id, name: 'AccountABC' } })
    const answer = await api.call(method, path, {
      ...(body && { body }),
      ...(example.query && { query: new URLSearchParams(example.query).toString().replaceAll(EXAMPLE_ACCOUNT.id, id) }),
    })
    expect(answer.status).toBe(operationId === 'createAccount' ? 201 : 200)
    expect(shapeOf(answer.body)).toBe(shapeOf(exampleAnswer(operation.responses, answer.status)))
    if (operationId === 'createAccount') id = (answer.body as { id: string }).id
  })
})

function exampleAnswer(responses: Record<number, { example?: unknown }>, status: number): unknown {
  return responses[status]?.example
}

function shapeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value
}
