import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../catalogue'
import { ccxtInstance } from '../../ccxt/instance'
import { exchangeInfos } from '../../registry'
import { ROOMS } from '..'
import { askEverything } from '../firewall.testing'
import { genericFlowRequests } from './flows'
import { GENERIC_LEDGERS } from './table/ledgers'

/** Asked only where there is more than this test's nobody has: coins, a market in won, a paper account. `ledgers.test.ts` has them. */
const WITH_MORE = [
  'GET /v1/deposits/krw',
  'GET /v1/withdraws/krw',
  'GET /v2/account/activities',
  'GET /v3/wallet/depositHistory/{currency}',
  'GET /v3/wallet/withdrawHistory/{currency}',
  'GET /api/v1/deposit/history',
  'GET /api/v1/withdraw/history',
  'GET /api/v1/spot/deposit_records',
  'GET /api/v1/spot/withdraw_records',
]
const IDS = Object.keys(GENERIC_LEDGERS).filter((id) => GENERIC_LEDGERS[id]?.ledgers.length)

describe('ledgers of exchanges without a room', () => {
  it('are of exchanges of the list', () => {
    const known = new Set(CATALOGUE.map(({ id }) => id))
    expect(IDS.filter((id) => !known.has(id))).toEqual([])
    // 46 less LBank and Poloniex, whose rooms have ledgers of their own.
    expect(IDS.length).toBe(44)
  })
  it('are lost by none that got a room', () => {
    expect(ROOMS.filter(({ flows }) => !flows).map(({ about }) => about.id)).toEqual(['edgex'])
  })
  it('are of each of which ccxt has a method for them, or say why it tells none whole', async () => {
    const methods = [
      'fetchDeposits',
      'fetchWithdrawals',
      'fetchDepositsWithdrawals',
      'fetchTransfers',
      'fetchFundingHistory',
      'fetchLedger',
    ]
    const generic = exchangeInfos().filter((info) => info.generic)
    const unsaid: string[] = []
    for (const { id } of generic) {
      const { has } = await ccxtInstance(id, {})
      if (methods.some((method) => has[method] === true || has[method] === 'emulated') && !(id in GENERIC_LEDGERS))
        unsaid.push(id)
    }
    expect(unsaid).toEqual([])
    for (const [id, { ledgers, untold = [] }] of Object.entries(GENERIC_LEDGERS)) {
      if (ledgers.length === 0) expect([id, untold.some(({ external }) => external)]).toEqual([id, true])
    }
  }, 60_000)

  it.concurrent.each(IDS)('%s is asked for what its lines name, all of it and nothing else', { timeout: 60_000 }, async (id) => {
    const { sent, stopped } = await askEverything(id)
    expect(stopped).toEqual([])
    const paths = new Set(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`))
    const unasked = genericFlowRequests(id).filter((line) => {
      if (WITH_MORE.includes(line)) return false
      const [method = '', path = ''] = line.split(' ')
      const pattern = new RegExp(`^${method} ${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\{\w+\\\}/g, '[^/]+')}$`)
      return ![...paths].some((one) => pattern.test(one))
    })
    expect(unasked).toEqual([])
  })
})
