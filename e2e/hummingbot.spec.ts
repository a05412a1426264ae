import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { HummingbotClient } from '../server/rest/hummingbot.testing'
import { DEMO, expect, test } from './fixtures'

/** Clients of hummingbot-api against the demo: what they add up is what Ballast says, and nothing unknown is in it. */

const balances = z.array(
  z.object({ account_name: z.string(), equity: z.number().nullable(), equity_bound: z.string(), as_of: z.string() }),
)
const cached = z.object({ balances })

async function equities(baseURL: string | undefined) {
  const response = await fetch(`${baseURL}/api/sor/get_cached_account_balance`, {
    headers: { authorization: `Bearer ${DEMO.token}` },
  })
  return cached.parse(await response.json()).balances
}

for (const [where, base] of [
  ['at its base path', '/api/hummingbot'],
  ['at the root, as Condor asks', ''],
] as const) {
  test(`a client of hummingbot-api reads the demo ${where}`, async ({ baseURL }) => {
    const client = new HummingbotClient(`${baseURL}${base}`, 'admin', DEMO.token)
    expect(await client.getDistribution()).toMatchObject({ total_portfolio_value: 'unknown' })
    expect(await client.getHistory({ interval: '1h', limit: 5 })).toMatchObject({
      data: expect.arrayContaining([{ timestamp: expect.any(String), state: expect.anything() }]),
    })
    expect(await client.getPositions({ limit: 1 })).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ trading_pair: expect.any(String) })]),
    })

    // The worker goes on reading, and other tests connect and archive accounts: compared is what one reading says on both sides.
    await expect(async () => {
      const before = await equities(baseURL)
      const state = await client.getState()
      expect(await equities(baseURL)).toEqual(before)
      expect(await client.listAccounts()).toEqual(Object.keys(state))
      for (const { account_name: name, equity, equity_bound } of before) {
        const values = Object.values(state[name] ?? {}).flatMap((rows) => rows.map(({ value }) => value))
        const unknown = values.filter((value) => typeof value !== 'number')
        expect(unknown.length > 0, name).toBe(equity_bound !== 'exact')
        if (unknown.length === 0)
          expect(
            values.reduce((sum, value) => sum + value, 0),
            name,
          ).toBeCloseTo(equity ?? Number.NaN, 4)
      }
      expect(before.length).toBeGreaterThan(1)
    }).toPass()
    const [first] = await equities(baseURL)
    expect(await client.listAccountCredentials(first?.account_name ?? '')).toEqual([expect.any(String)])
    // One coin of the demo has no price: no sum over all accounts is a number.
    await expect(client.getTotalValue()).rejects.toThrow(TypeError)
  })
}

const PYTHON = `
import asyncio, json, sys
from hummingbot_api_client import HummingbotAPIClient

async def main():
    async with HummingbotAPIClient(sys.argv[1], "admin", sys.argv[2]) as client:
        seen = {"accounts": await client.accounts.list_accounts()}
        name = sys.argv[3]
        seen["credentials"] = await client.accounts.list_account_credentials(name)
        seen["total"] = await client.portfolio.get_total_value(name)
        seen["summary"] = await client.portfolio.get_portfolio_summary(name)
        seen["history"] = len((await client.portfolio.get_history([name], interval="1h", limit=5))["data"])
        seen["positions"] = len((await client.trading.get_positions())["data"])
        for what, ask in (("all", client.portfolio.get_total_value()), ("nobody", client.portfolio.get_state(["Nobody"]))):
            try:
                seen[what] = await ask
            except Exception as error:
                seen[what] = f"{type(error).__name__}: {getattr(error, 'message', error)}"
    print(json.dumps(seen))

asyncio.run(main())
`

test('the Python client of hummingbot-api itself reads the demo', async ({ baseURL }) => {
  const run = promisify(execFile)
  const there = await run('python3', ['-c', 'import hummingbot_api_client']).catch(() => null)
  test.skip(there === null, 'hummingbot-api-client is not installed (PyPI); its calls are re-stated in the tests above')
  const exact = (await equities(baseURL)).find(({ equity_bound }) => equity_bound === 'exact')
  const name = exact?.account_name ?? ''
  const { stdout } = await run('python3', ['-c', PYTHON, `${baseURL}/api/hummingbot`, DEMO.token, name])
  expect(JSON.parse(stdout)).toMatchObject({
    accounts: expect.arrayContaining([name]),
    credentials: [expect.any(String)],
    total: expect.any(Number),
    summary: { account_count: 1, connector_count: 1, accounts: [name], token_count: expect.any(Number) },
    history: expect.any(Number),
    all: expect.stringMatching(/^TypeError/),
    nobody: 'ClientResponseError: No active account "Nobody".',
  })
})
