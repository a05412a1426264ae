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
    const names = z.array(z.string()).parse(await client.listAccounts())
    expect(names.length).toBeGreaterThan(1)
    for (const name of names) expect(await client.listAccountCredentials(name), name).toHaveLength(1)
    expect(await client.getDistribution()).toMatchObject({ total_portfolio_value: 'unknown' })
    expect(await client.getHistory({ interval: '1h', limit: 5 })).toMatchObject({ data: [{ state: expect.anything() }] })
    expect(await client.getPositions({ limit: 1 })).toMatchObject({ data: [{ trading_pair: expect.any(String) }] })

    let compared = 0
    for (const name of names) {
      // The worker goes on reading: compared is what one reading says on both sides.
      await expect(async () => {
        const before = (await equities(baseURL)).find(({ account_name }) => account_name === name)
        const total = await client
          .getTotalValue(name)
          .catch((error: unknown) => (error instanceof TypeError ? error : Promise.reject(error)))
        const after = (await equities(baseURL)).find(({ account_name }) => account_name === name)
        expect(after?.as_of).toBe(before?.as_of)
        if (after?.equity_bound === 'exact') expect(total).toBeCloseTo(after.equity ?? Number.NaN, 4)
        else expect(total).toBeInstanceOf(TypeError)
      }).toPass()
      compared += 1
    }
    expect(compared).toBe(names.length)
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
