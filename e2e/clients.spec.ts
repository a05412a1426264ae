import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { projectWithClient, runProgram } from '../scripts/client/packed.testing'
import { AccountsApi } from './clients/accounts-api'
import { DEMO, expect, test } from './fixtures'

const PAIR = 'ETH:PERP-USDT'

test('a Python client of the API works with only URL and token changed', async ({ freshLedger, baseURL }) => {
  const python = await promisify(execFile)('python3', ['--version']).catch(() => null)
  test.skip(python === null, 'no python3 on this machine')
  const { key } = await freshLedger('bybit', 'hedged-desk', { permissions: ['read', 'trade'] })
  const { stdout } = await promisify(execFile)('python3', [
    'e2e/clients/accounts_api.py',
    ...[baseURL ?? '', DEMO.token, 'bybit', key.apiKey, key.apiSecret, PAIR],
  ])
  const seen: unknown = JSON.parse(stdout)
  expect(seen).toMatchObject({
    created: { name: 'From Python', exchange: 'Bybit', valid: true },
    accounts: expect.arrayContaining([expect.objectContaining({ name: 'From Python' })]),
    balances: { 'From Python': { exchange: 'Bybit', assets: expect.arrayContaining([expect.anything()]) } },
    cached: { balances: [{ account_name: 'From Python', exchange: 'Bybit' }], errors: [] },
    leverage: { results: [{ account_name: 'From Python', pair: PAIR, leverage: 7 }], errors: [] },
    updated: { name: 'From Python, renamed' },
    refused: expect.stringMatching(/^404: .*From Python/),
    archived: { archived: true },
    all: expect.arrayContaining([expect.objectContaining({ name: 'From Python, renamed', archived: true })]),
  })
})

test('a TypeScript client of the API works with only URL and token changed', async ({ freshLedger, baseURL }) => {
  const { key } = await freshLedger('bybit', 'hedged-desk', { permissions: ['read', 'trade'] })
  const api = new AccountsApi(`${baseURL}/`, DEMO.token)
  const name = 'From TypeScript, with a comma'
  const created = await api.createAccount({
    name,
    exchange: 'BYBIT',
    api_key: key.apiKey,
    api_secret: key.apiSecret,
    passphrase: '',
    credential_options: { spot: true, perp: true },
    connector: 'bybit_perpetual',
  })
  expect(created).toMatchObject({ name, exchange: 'Bybit', credential_options: { spot: true, perp: true } })
  const { id } = z.object({ id: z.string() }).parse(created)

  expect(await api.balances({ accountNames: [`["${name}"]`], exchangeNames: ['Bybit'] })).toMatchObject({
    [name]: { exchange: 'Bybit', assets: expect.arrayContaining([expect.objectContaining({ leverage: null })]) },
  })
  expect(await api.cachedBalances([name])).toMatchObject({ balances: [{ account_id: id }], errors: [] })
  expect(await api.setLeverage([id], PAIR, '6')).toMatchObject({ results: [{ leverage: 6 }], errors: [] })
  expect(await api.setLeverage([id], PAIR, '8')).toMatchObject({ results: [{ leverage: 8, previous_leverage: 6 }] })
  await expect(api.setLeverage([id], PAIR, '100000')).rejects.toThrow(/^422: /)
  await expect(api.updateAccount({ id: 'not-a-uuid' })).rejects.toThrow(/^400: .*id/)
  expect(await api.archiveAccount(name)).toMatchObject({ id, archived: true })
  expect(await api.accounts()).not.toContainEqual(expect.objectContaining({ id }))
})

const PROGRAM = `import { BallastClient, BallastError } from '@ballast/client'

const ballast = new BallastClient({ baseUrl: process.argv[2] ?? '', token: process.argv[3] ?? '' })
const seen: Record<string, unknown> = { scopes: (await ballast.getMe()).token.scopes }
const accounts = await ballast.getAccounts()
seen.accounts = accounts.length
const { balances } = await ballast.getCachedAccountBalance()
seen.equity = balances[0]?.equity
seen.live = Object.keys(await ballast.getBalances({ account_names: [accounts[0]?.name ?? ''] })).length
const symbols: string[] = []
let count = -1
for (let after: string | null = ''; after !== null; ) {
  const page = await ballast.getPositions({ limit: 10, ...(after !== '' && { after }) })
  symbols.push(...page.positions.map(({ account_name, symbol, notional }) => [account_name, symbol, typeof notional].join(' ')))
  count = page.count
  after = page.next ?? null
}
seen.positions = { count, read: symbols.length, kinds: [...new Set(symbols.map((text) => text.split(' ').at(-1)))] }
seen.exposure = typeof (await ballast.getExposure()).gross
seen.history = (await ballast.getEquityHistory({ resolution: '1h' })).series.length
try {
  await ballast.getBalances({ account_names: ['Nobody'] })
} catch (error) {
  if (error instanceof BallastError) seen.refused = [error.status, error.code, error.message]
}
console.log(JSON.stringify(seen))
`

test('the packed TypeScript client reads the demo', async ({ baseURL }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ballast-client-'))
  try {
    const { project } = await projectWithClient(folder, PROGRAM)
    // Other tests connect and archive accounts, after which pages of positions begin again: seen is one in which none did.
    await expect(async () => {
      const seen = await runProgram(project, `${baseURL}`, DEMO.token)
      expect(seen).toMatchObject({
        scopes: ['read', 'manage', 'trade'],
        equity: expect.stringMatching(/^-?\d+(\.\d+)?$/),
        live: 1,
        positions: { kinds: ['string'] },
        exposure: 'string',
        refused: [404, 'not_found', 'No active account "Nobody".'],
      })
      const { accounts, history, positions } = z
        .object({ accounts: z.number(), history: z.number(), positions: z.object({ count: z.number(), read: z.number() }) })
        .parse(seen)
      expect(accounts).toBeGreaterThan(1)
      expect(history).toBe(accounts)
      expect(positions.read).toBe(positions.count)
    }).toPass()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
