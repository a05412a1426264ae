import { setTimeout as pause } from 'node:timers/promises'
import type { Exchange } from 'ccxt'
import { createCcxtExchanges } from '@/server/exchanges'
import { Client } from '@/server/exchanges/ccxt/client'
import type { Connection } from '@/server/exchanges/port'
import { createLog } from '@/server/log'
import { bareExchange, type RecordedCall, sameCalls } from '../bare-ccxt'
import { type Benchmark, timed } from '../harness'
import { UNLIMITED } from '../limits'
import { type BenchAccount, benchSimulator } from '../simulator'

const ACCOUNTS = 50
const DELAY_MS = 150
/** Bybit counts calls over this long, and readings in a row would wait for its pace. */
const REST_MS = 5_000

/** Reading accounts whose exchanges are known already, against the bare calls on shared markets. */
export const refreshWarm: Benchmark = {
  name: 'refresh-warm',
  what: `live refresh of ${ACCOUNTS} accounts on 3 exchanges, warm, ${DELAY_MS} ms a call`,
  baseline: 'bare ccxt: markets loaded and shared, Promise.all over the same calls',
  unit: 'ms',
  goal: { atMost: 1.15 },
  rounds: 7,
  prepare: async () => {
    const simulator = await benchSimulator(ACCOUNTS, DELAY_MS)
    const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: UNLIMITED })
    const readAll = () =>
      Promise.all(simulator.accounts.map((account) => exchanges.fetchHoldings(connection(account), new AbortController().signal)))
    await readAll()

    const calls = new Map<string, RecordedCall[]>()
    for (const account of simulator.accounts.slice(0, 3)) {
      calls.set(account.exchange, await callsOf(() => exchanges.fetchHoldings(connection(account), new AbortController().signal)))
    }
    const masters = new Map<string, Exchange>()
    for (const account of simulator.accounts.slice(0, 3)) {
      const master = bareExchange(account, simulator.url)
      await master.loadMarkets()
      masters.set(account.exchange, master)
    }
    const bare = async () => {
      await Promise.all(
        simulator.accounts.map((account) => {
          const exchange = bareExchange(account, simulator.url)
          const master = masters.get(account.exchange)
          if (master) exchange.setMarketsFromExchange(master)
          return sameCalls(exchange, calls.get(account.exchange) ?? [])
        }),
      )
    }
    await bare()
    const ours = async () => {
      await pause(REST_MS)
      return timed(readAll)
    }
    return { ours, baseline: () => timed(bare), close: simulator.close }
  },
}

export function connection({ exchange, apiKey, apiSecret, password }: BenchAccount): Connection {
  return { exchange, credentials: { apiKey, apiSecret, password }, sandbox: false, options: { default: true } }
}

/** The ccxt calls that a piece of work makes. */
async function callsOf(work: () => Promise<unknown>): Promise<RecordedCall[]> {
  const recorded: RecordedCall[] = []
  const original = Client.prototype.call
  Client.prototype.call = function (method, ...args) {
    recorded.push({ method, args })
    return original.call(this, method, ...args)
  }
  try {
    await work()
  } finally {
    Client.prototype.call = original
  }
  return recorded
}
