import { z } from 'zod'

/** One cold start: `ours` or `bare` reads all accounts once, then says how long it took and how much memory at its peak. */
const accounts = z
  .array(z.object({ exchange: z.string(), apiKey: z.string(), apiSecret: z.string(), password: z.string().optional() }))
  .parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]'))
const simulator = process.env.BENCH_SIMULATOR ?? ''
const start = performance.now()

if (process.argv[2] === 'ours') {
  const { createCcxtExchanges } = await import('@/server/exchanges')
  const { createLog } = await import('@/server/log')
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator }, log: createLog('silent') })
  await Promise.all(
    accounts.map(({ exchange, ...credentials }) =>
      exchanges.fetchHoldings(
        { exchange, credentials, sandbox: false, options: { default: true } },
        new AbortController().signal,
      ),
    ),
  )
} else {
  const { inTurn } = await import('./bare-ccxt')
  await inTurn(accounts, simulator)
}
console.log(JSON.stringify({ ms: performance.now() - start, maxRssMb: process.resourceUsage().maxRSS / 1024 }))
process.exit(0)
