import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as ClientBefore } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as TransportBefore } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { FakeExchanges } from '../exchanges/testing'
import { createAccount } from '../services/accounts/create'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { createToken } from '../services/tokens/create'
import { revokeToken } from '../services/tokens/revoke'

/** `npm run mcp` as a desktop program starts it, by the official clients of today and of the years before. */

let database: TestDatabase
let user: ServiceContext
const masterKey = randomBytes(32).toString('base64')
const dataDir = mkdtempSync(path.join(tmpdir(), 'ballast-mcp-'))

beforeAll(async () => {
  database = await testDatabase()
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)
  // Its tokens are asked after by another process, which has the real time.
  user = await signedInUser({ ...testDeps(database.db, exchanges, clock), now: () => new Date() })
  const fake = exchanges.open('stdio-key', { holdings: [token('USDT', '1')] })
  const credentials = { apiKey: 'stdio-key', apiSecret: fake.secret }
  await createAccount(user, { name: 'Main desk', exchange: 'binance', credentials })
})
afterAll(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const command = (secret: string) => ({
  command: 'npm',
  args: ['run', '--silent', 'mcp'],
  env: {
    ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', DATA_DIR: dataDir, DATABASE_URL: database.url },
    ...{ MASTER_KEY: masterKey, BALLAST_TOKEN: secret },
  },
  stderr: 'pipe' as const,
})
const make = () => createToken(user, { name: 'Stdio', scopes: ['read'] })

it('serves the official client, and no further once its token is revoked', async () => {
  const { secret, token: made } = await make()
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new StdioClientTransport(command(secret)))
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain('exposure')
  expect((await client.readResource({ uri: 'ballast://docs/figures' })).contents[0]).toHaveProperty('text')
  const { structuredContent } = await client.callTool({ name: 'accounts', arguments: {} })
  expect(structuredContent).toMatchObject({ stale: true, data: [{ name: 'Main desk' }] })
  await revokeToken(user, { id: made.id })
  await expect(client.callTool({ name: 'accounts', arguments: {} })).rejects.toThrow('unknown, expired or revoked')
  await client.close()
})

it('serves the client of the years before', async () => {
  const { secret } = await make()
  const client = new ClientBefore({ name: 'test', version: '1' })
  await client.connect(new TransportBefore(command(secret)))
  expect((await client.listTools()).tools.length).toBeGreaterThan(5)
  await client.close()
})

it('says in a line why it does not start, and nothing on the agent’s side', async () => {
  const transport = new StdioClientTransport(command('bal_made-up'))
  let said = ''
  transport.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const client = new Client({ name: 'test', version: '1' })
  await expect(client.connect(transport)).rejects.toThrow()
  expect(said).toContain('This API token is unknown, expired or revoked.')
})
