import { z } from 'zod'
import { UNLIMITED } from './limits'

/** `ours` or `bare`: what each further account on exchanges that are known already keeps in memory, kB. Run with --expose-gc. */
const accounts = z
  .array(z.object({ exchange: z.string(), apiKey: z.string(), apiSecret: z.string(), password: z.string().optional() }))
  .parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]'))
const simulator = process.env.BENCH_SIMULATOR ?? ''
/** The first of each exchange. */
const KNOWN = 3
/** Each has its markets, and they are as many megabytes: more would only take time. */
const BARE = 9

const read = process.argv[2] === 'ours' ? await reader() : await loader()
await read(accounts.slice(0, KNOWN))
const before = kept()
const further = accounts.slice(KNOWN, process.argv[2] === 'ours' ? undefined : KNOWN + BARE)
await read(further)
console.log(JSON.stringify({ kbAnAccount: (kept() - before) / 1024 / further.length }))
process.exit(0)

function kept(): number {
  if (!globalThis.gc) throw new Error('Start it with --expose-gc.')
  for (let round = 0; round < 3; round++) globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

type Read = (some: typeof accounts) => Promise<void>

async function reader(): Promise<Read> {
  const { createCcxtExchanges } = await import('@/server/exchanges')
  const { createLog } = await import('@/server/log')
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator }, log: createLog('silent'), limitFactor: UNLIMITED })
  return async (some) => {
    await Promise.all(
      some.map(({ exchange, ...credentials }) =>
        exchanges.fetchHoldings(
          { exchange, credentials, sandbox: false, options: { default: true } },
          new AbortController().signal,
        ),
      ),
    )
  }
}

async function loader(): Promise<Read> {
  const { bareExchange } = await import('./bare-ccxt')
  const all: unknown[] = []
  return async (some) => {
    for (const account of some) {
      const exchange = bareExchange(account, simulator)
      await exchange.loadMarkets()
      all.push(exchange)
    }
  }
}
