import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perp, token } from '../domain/holdings.testing'
import { guardedHttp } from '../notify/http'
import { Receiver } from '../notify/receiver.testing'
import { addChannel } from '../services/alerts/channels'
import { EXAMPLE_ACCOUNT } from './examples'
import { EXAMPLE_CHANNEL, EXAMPLE_RULE } from './examples-alerts'
import { EXAMPLE_WEBHOOK } from './examples-webhooks'
import { OPERATIONS } from './operations'
import { filledPath } from './paths'
import { testApi } from './testing'

/** The document's own examples, sent as they stand, in an order that gives each what it needs. */
const ORDER = [
  'getMe',
  'createAccount',
  'getAccounts',
  'getExchanges',
  'refreshAccounts',
  'getBalances',
  'getCachedAccountBalance',
  'getPositions',
  'getExposure',
  'getTags',
  'getTagGains',
  'getOrders',
  'getKeyActivity',
  'getEquityHistory',
  'getExplanation',
  'getPerformance',
  'getFlows',
  'getFunding',
  'getHedges',
  'setLeverage',
  'hummingbotState',
  'hummingbotHistory',
  'hummingbotDistribution',
  'hummingbotAccountsDistribution',
  'hummingbotAccounts',
  'hummingbotCredentials',
  'hummingbotConnectors',
  'hummingbotPositions',
  'updateAccount',
  'archiveAccount',
  'getAlerts',
  'getAlertRules',
  'addAlertRule',
  'changeAlertRule',
  'deleteAlertRule',
  'getAlertHistory',
  'getAlertChannels',
  'testAlertChannel',
  'getStream',
  'addWebhook',
  'getWebhooks',
  'changeWebhook',
  'rotateWebhookSecret',
  'testWebhook',
  'getWebhookMessages',
  'deleteWebhook',
]

let api: Awaited<ReturnType<typeof testApi>>
let id = ''
/** Ids that the document cannot know → those that things got. */
const known = new Map<string, string>()
const receiver = new Receiver()

beforeAll(async () => {
  await receiver.listen()
  const means = { baseUrl: 'http://localhost', http: guardedHttp([receiver.host]), mail: undefined, linkKey: randomBytes(32) }
  api = await testApi({ alerts: means })
  const holdings = [perp('ETH', '1.69', '3051.5284'), token('USDT', '275.56989474')]
  api.exchanges.open('abcdefghij', { holdings }).secret = 'klmnopqrst'
  api.exchanges.open('other', { holdings: [token('USDT', '1')] })
  const other = { name: 'Account123', exchange: 'Binance', api_key: 'other', api_secret: 'other-secret' }
  expect((await api.call('POST', '/api/accounts/', { body: other })).status).toBe(201)
})
afterAll(async () => {
  await api.close()
  await receiver.close()
})

describe('the examples of the document', () => {
  it('cover every operation', () => {
    expect([...ORDER].sort()).toEqual(OPERATIONS.map((operation) => operation.id).sort())
  })

  it.each(ORDER)('%s answers its example as documented', async (operationId) => {
    const operation = OPERATIONS.find((candidate) => candidate.id === operationId)
    if (!operation) throw new Error(`${operationId} is no operation.`)
    const { method, path, example } = operation
    // The one thing that the document cannot know is the id that the account got; the rename before archiving is undone.
    if (operationId === 'addWebhook') known.set('https://hooks.example.com/ballast', `${receiver.url}/ballast`)
    if (operationId === 'testAlertChannel') known.set(EXAMPLE_CHANNEL.id, await channelId())
    const body = example.body && JSON.parse(withKnown(JSON.stringify(example.body)))
    if (operationId === 'archiveAccount') await api.call('PUT', '/api/accounts/', { body: { id, name: 'AccountABC' } })
    const answer = await api.call(method, filledPath(path, example.params ?? {}), {
      ...(body && { body }),
      ...(example.query && { query: withKnown(new URLSearchParams(example.query).toString()) }),
    })
    expect(answer.status).toBe(operation.responses[201] ? 201 : 200)
    expect(shapeOf(answer.body)).toBe(shapeOf(exampleAnswer(operation.responses, answer.status)))
    if (operationId === 'createAccount') {
      id = (answer.body as { id: string }).id
      known.set(EXAMPLE_ACCOUNT.id, id)
    }
    if (operationId === 'addWebhook') known.set(EXAMPLE_WEBHOOK.id, (answer.body as { id: string }).id)
    if (operationId === 'addAlertRule') known.set(EXAMPLE_RULE.id, (answer.body as { id: string }).id)
  })
})

function withKnown(text: string): string {
  let result = text
  for (const [example, own] of known) result = result.replaceAll(example, own)
  return result
}

/** A channel that leads to the receiver, as its owner sets one up on the page. */
async function channelId(): Promise<string> {
  const settings = { url: `${receiver.url}/in` }
  const { channel } = await addChannel(api.user, { kind: 'webhook', name: 'Desk', settings })
  return channel.id
}

function exampleAnswer(responses: Record<number, { example?: unknown }>, status: number): unknown {
  return responses[status]?.example
}

function shapeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value
}
