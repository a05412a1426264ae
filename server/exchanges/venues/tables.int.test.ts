import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Decimal } from '@/server/domain/decimal'
import { explains, maintenanceOf, measuredAt } from '@/server/domain/risk/tiers'
import { createLog } from '@/server/log'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { valueAccount } from '../../domain/valuation'
import { createCcxtExchanges } from '../ccxt-port'
import type { ExchangePort } from '../port'
import { connectionOf } from './ledger-connection.testing'

let simulator: RunningSimulator
let exchanges: ExchangePort
const signal = () => AbortSignal.timeout(60_000)

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 5 })
  simulator.limiter.scale(50)
  exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })
})
afterAll(() => simulator.close())

describe('tables of maintenance margins over the wire', () => {
  it.each(['binance', 'bybit', 'okx', 'bitget', 'gate', 'hyperliquid'])(
    '%s tells one for each contract that is open, and it says what the exchange says of the position',
    async (venue) => {
      const connection = connectionOf(simulator.ledger(venue, 'hedged-desk'))
      const holdings = await exchanges.fetchHoldings(connection, signal())
      const { assets } = valueAccount(holdings, () => null)
      const open = assets.filter(({ assetType, marketType }) => assetType === 'position' && marketType !== 'option')
      expect(open.length).toBeGreaterThan(0)
      const linear = open.filter(({ base, settle }) => base !== settle)
      const tables = await exchanges.maintenanceTables?.(
        connection,
        open.map(({ symbol }) => symbol),
        signal(),
      )
      for (const { symbol, size, markPrice, maintMargin, marginMode } of linear) {
        const table = tables?.get(symbol)
        expect(table, symbol).toBeDefined()
        if (!table || maintMargin === null || markPrice === null || marginMode !== (table.only ?? marginMode)) continue
        const position = { notional: new Decimal(size).times(markPrice).toFixed(), mark: markPrice, payoff: 'linear' as const }
        expect(explains(table, position, maintMargin), `${symbol} ${maintMargin}`).toBe(true)
        const measured = measuredAt(position, new Decimal(1))
        const said = measured ? maintenanceOf(table, measured) : new Decimal(0)
        expect(said.div(maintMargin).toNumber(), symbol).toBeCloseTo(1, 1)
      }
    },
  )
})
