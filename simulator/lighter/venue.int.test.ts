import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import { scenarioNames } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'

/** The simulator's own answers, and what a client of the exchange makes of them: `server/exchanges/venues/simulator.int.test.ts`. */

let simulator: RunningSimulator
beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 3 })
})
afterAll(() => simulator.close())

const get = async (path: string) => {
  const response = await fetch(`${simulator.url}/mainnet.zklighter.elliot.ai/api/v1/${path}`)
  return { status: response.status, body: await response.json() }
}
const addressOf = (name: string) => simulator.ledger('lighter', name).key.apiKey
const whole = (name: string) => get(`account?by=l1_address&value=${addressOf(name)}`)

/** Fields of the documentation's example, https://apidocs.lighter.xyz/reference/account-1, as ccxt 4.5.84 has it. */
const ACCOUNT =
  'code account_type index l1_address cancel_all_time total_order_count total_isolated_order_count pending_order_count available_balance status collateral account_index name description can_invite referral_points_percentage positions assets total_asset_value cross_asset_value shares'
const POSITION =
  'market_id symbol initial_margin_fraction open_order_count pending_order_count position_tied_order_count sign position avg_entry_price position_value unrealized_pnl realized_pnl liquidation_price margin_mode allocated_margin'

describe.each(scenarioNames('lighter'))('%s', (name) => {
  it('has the documented fields, and its totals come to their parts', async () => {
    const { status, body } = await whole(name)
    expect([status, body.code]).toEqual([200, 200])
    expect(body.accounts).toHaveLength(body.total)
    for (const account of body.accounts) {
      for (const field of ACCOUNT.split(' ')) expect(account, field).toHaveProperty(field)
      for (const position of account.positions)
        for (const field of POSITION.split(' ')) expect(position, field).toHaveProperty(field)
      const profit = sum(account.positions.map((row: { unrealized_pnl: string }) => row.unrealized_pnl))
      expect(new Decimal(account.total_asset_value)).toEqual(profit.plus(account.collateral))
    }
  })

  it('tells each account by its number as it does by the address', async () => {
    const { body } = await whole(name)
    for (const account of body.accounts)
      expect((await get(`account?by=index&value=${account.index}`)).body.accounts).toEqual([account])
    const { body: list } = await get(`accountsByL1Address?l1_address=${addressOf(name)}`)
    expect(list.sub_accounts.map(({ index }: { index: number }) => index)).toEqual(
      body.accounts.map(({ index }: { index: number }) => index),
    )
  })
})

it('knows no stranger, and takes no word for an address', async () => {
  const stranger = await get(`account?by=l1_address&value=0x${'12'.repeat(20)}`)
  expect(stranger).toEqual({ status: 400, body: { code: 21100, message: 'account not found' } })
  expect((await get('account?by=l1_address&value=me')).body.code).toBe(20001)
})

it('takes no transaction', async () => {
  const sent = await fetch(`${simulator.url}/mainnet.zklighter.elliot.ai/api/v1/sendTx`, { method: 'POST', body: 'tx_type=14' })
  expect(sent.status).toBe(405)
})

it('answers sixty requests of an address in a minute', async () => {
  const other = await startSimulator({ frozen: true })
  try {
    const statuses: number[] = []
    for (let n = 0; n < 130; n += 1) {
      const { status } = await fetch(`${other.url}/mainnet.zklighter.elliot.ai/api/v1/funding-rates`)
      statuses.push(status)
    }
    // A new minute may begin meanwhile.
    expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 200))
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(120)
    expect(statuses).toContain(429)
  } finally {
    await other.close()
  }
})
