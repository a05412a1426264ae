import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
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
