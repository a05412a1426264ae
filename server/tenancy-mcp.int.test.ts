import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exportRows } from '@/db/queries/export'
import { AGENT_DEEDS, type ServiceContext, TOKEN_SCOPES } from './context'
import { token } from './domain/holdings.testing'
import { callTool, mayUse, READY } from './mcp/call'
import { testApi } from './rest/testing'
import { createAccount } from './services/accounts/create'
import { personOf } from './services/authorise'
import { refreshBalances } from './services/balances/refresh'
import { authenticateAgent } from './services/tokens/authenticate'
import { tokenContext } from './services/tokens/context'
import { createToken } from './services/tokens/create'

/**
 * Every tool of agents with another user's account in every argument, by a token that may do everything; and the same by a
 * token of its owner that is limited to another account.
 */

const NAME = 'Alices Desk'
const FIGURE = '777.125'
let api: Awaited<ReturnType<typeof testApi>>
let alice: ServiceContext
let accountId = ''
const secrets = { stranger: '', limited: '' }
let asked = 0

beforeAll(async () => {
  api = await testApi()
  alice = await api.addUser('unused')
  const bob = await api.addUser('unused too')
  const connect = async (name: string, figure: string) => {
    const apiKey = `key-of-${name.replaceAll(' ', '-')}`
    const { secret } = api.exchanges.open(apiKey, { holdings: [token('USDT', figure)] })
    return (await createAccount(alice, { name, exchange: 'bybit', credentials: { apiKey, apiSecret: secret } })).id
  }
  accountId = await connect(NAME, FIGURE)
  const open = await connect('Open Desk', '5.5')
  await refreshBalances(alice, {})
  const all = { name: randomUUID(), scopes: [...TOKEN_SCOPES], tools: [...AGENT_DEEDS] }
  secrets.stranger = (await createToken(bob, all)).secret
  secrets.limited = (await createToken(alice, { ...all, accountIds: [open] })).secret
})
afterAll(async () => {
  console.log(`Agents walk: ${asked} calls with another account's id and name`)
  await api.close()
})

async function ask(secret: string, tool: string, args: Record<string, unknown>): Promise<string> {
  asked += 1
  const owner = await authenticateAgent(api.deps, secret, '192.0.2.9')
  const call = { address: '192.0.2.9', userAgent: null, signal: new AbortController().signal, log: api.deps.log }
  const { status, json: text } = await callTool(tokenContext(api.deps, owner, call), owner, tool, args)
  return `${status} ${text}`
}

async function stored(): Promise<string> {
  const rows: string[] = []
  await exportRows(
    api.deps.db,
    { deskId: alice.deskId, userId: personOf(alice) },
    async (_table, texts) => void rows.push(...texts.filter((row) => row.includes(accountId))),
  )
  return rows.join('\n')
}

const properties = z.record(z.string(), z.unknown())
const namings = (id: string, name: string): unknown[] => [
  id,
  id.toUpperCase(),
  name,
  name.toLowerCase(),
  [id],
  [name],
  [id, name],
  `${name},${id}`,
]

describe.each(['stranger', 'limited'] as const)('an account that is none of the %s’s', (who) => {
  it.each([...READY.keys()])('%s neither shows, changes nor betrays it', async (tool) => {
    const before = await stored()
    const nobody = { id: randomUUID(), name: 'Nobodys Desk' }
    const extra = tool === 'set_leverage' ? { pair: 'BTC:PERP-USDT', leverage: '3' } : {}
    const inputs = (id: string, name: string) => [
      {},
      ...Object.keys(properties.parse(READY.get(tool)?.input.properties)).flatMap((field) =>
        namings(id, name).map((value) => ({ ...extra, [field]: value })),
      ),
    ]
    const same = (text: string) =>
      text
        .replace(/alices desk|nobodys desk/gi, '<name>')
        .replaceAll(new RegExp(`${accountId}|${nobody.id}`, 'gi'), '<id>')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '~')
    const theirs = inputs(nobody.id, nobody.name)
    for (const [at, input] of inputs(accountId, NAME).entries()) {
      const answer = await ask(secrets[who], tool, input)
      expect(same(answer), JSON.stringify(input)).toBe(same(await ask(secrets[who], tool, theirs[at] ?? {})))
      expect(answer).not.toMatch(/777\.12|782\.6|^5/)
    }
    expect(await stored()).toBe(before)
  })

  it('is there for nobody without a token', async () => {
    for (const secret of ['', 'bal_', `bal_${'x'.repeat(43)}`, accountId]) {
      await expect(ask(secret, 'accounts', {})).rejects.toMatchObject({ code: 'unauthenticated' })
    }
  })
})

it('no tool does what its token may not', async () => {
  for (const tool of READY.values()) {
    for (const scope of TOKEN_SCOPES) {
      const scopes = TOKEN_SCOPES.filter((other) => other !== scope)
      expect(mayUse({ scopes, tools: [...AGENT_DEEDS] }, tool), `${tool.name} without ${scope}`).toBe(
        tool.operation.scope !== scope,
      )
    }
    expect(mayUse({ scopes: TOKEN_SCOPES, tools: [] }, tool), tool.name).toBe(tool.deed === undefined)
  }
})
