import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perp, token } from '@/server/domain/holdings.testing'
import { answerRest } from '@/server/rest/handle'
import { operationsAt } from '@/server/rest/operations'
import { nodeRequest } from '@/server/rest/rest-request'
import { testApi } from '@/server/rest/testing'
import { projectWithClient, runProgram } from './packed.testing'

/** The client as others get it: built, packed, put into a project of its own, type-checked there and run against the API. */

const PROGRAM = `import { BallastClient, BallastError, type Position } from '@ballast/client'

const ballast = new BallastClient({ baseUrl: process.argv[2] ?? '', token: process.argv[3] ?? '' })
const seen: Record<string, unknown> = {}
seen.me = (await ballast.getMe()).token.scopes
const created = await ballast.createAccount({ name: 'A, with a comma', exchange: 'Bybit', api_key: 'key', api_secret: 'key-secret' })
seen.balances = await ballast.getBalances({ account_names: ['A, with a comma'] })
const { positions, next, gross } = await ballast.getPositions({ limit: 1 })
const first: Position | undefined = positions[0]
// An amount is text, or not known.
const notional: string | null | undefined = first?.notional
seen.positions = { symbol: first?.symbol, notional, next: next !== null, gross }
seen.rest = (await ballast.getPositions({ limit: 1, ...(next !== null && { after: next }) })).positions.map(({ symbol }) => symbol)
seen.cached = (await ballast.getCachedAccountBalance()).balances[0]?.assets.map(({ symbol, size }) => [symbol, size])
seen.accounts = (await ballast.getAccounts({ include_archived: true })).length
seen.leverage = await ballast.setLeverage({ account_ids: [created.id], pair: 'ETH:PERP-USDT', leverage: '7' })
seen.archived = (await ballast.archiveAccount({ id: created.id })).archived
try {
  await ballast.getBalances({ account_names: ['Nobody'] })
} catch (error) {
  if (error instanceof BallastError) seen.refused = [error.status, error.code, error.message]
}
// The types know no such parameter; who passes them by is told so by the server.
type Query = NonNullable<Parameters<typeof ballast.getBalances>[0]>
const isUnknown: 'exchange' extends keyof Query ? false : true = true
const passedBy: object = { exchange: 'Bybit' }
seen.isUnknown = isUnknown
try {
  await ballast.getBalances(passedBy)
} catch (error) {
  if (error instanceof BallastError) seen.unknown = error.fields
}
console.log(JSON.stringify(seen))
`

let api: Awaited<ReturnType<typeof testApi>>
let server: Server
let folder = ''

beforeAll(async () => {
  api = await testApi()
  api.exchanges.open('key', {
    holdings: [
      perp('ETH', '2', '4000'),
      perp('BTC', '-1', '-9000.123456789012345678'),
      token('USDT', '1234567890.123456789012345678'),
    ],
  }).secret = 'key-secret'
  server = createServer(async (request, response) => {
    const asked = nodeRequest(request, response)
    const answer = await answerRest(api.deps, operationsAt(asked.url.pathname), asked)
    if ('body' in answer) response.writeHead(answer.status, answer.headers).end(answer.body ?? undefined)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  folder = await mkdtemp(path.join(tmpdir(), 'ballast-client-'))
})
afterAll(async () => {
  server.close()
  await api.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the packed TypeScript client', () => {
  it('type-checks and works in a project of its own', async () => {
    const { project, files, manifest } = await projectWithClient(folder, PROGRAM)
    expect(files).toEqual(
      [
        'README.md',
        'package.json',
        ...['client', 'index', 'transport', 'types'].flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]),
      ].sort(),
    )
    expect(manifest).not.toHaveProperty('dependencies')
    const { port } = server.address() as AddressInfo
    expect(await runProgram(project, `http://127.0.0.1:${port}`, 'owner')).toMatchObject({
      me: ['read', 'manage', 'trade'],
      balances: { 'A, with a comma': { exchange: 'Bybit', equity: expect.stringMatching(/^1234567890\.12/) } },
      positions: { symbol: 'BTC:PERP-USDT', notional: '-9000.123457', next: true, gross: '13000.123457' },
      rest: ['ETH:PERP-USDT'],
      cached: expect.arrayContaining([['USDT', '1234567890.123456789012345678']]),
      accounts: 1,
      leverage: { results: [{ leverage: '7' }], errors: [] },
      archived: true,
      refused: [404, 'not_found', 'No active account "Nobody".'],
      isUnknown: true,
      unknown: { exchange: 'Did you mean exchange_names?' },
    })
  }, 180_000)
})
