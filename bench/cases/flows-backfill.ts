import { someEntry } from '@/server/domain/flows/flows.testing'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createAccount } from '@/server/services/accounts/create'
import { readLedgers } from '@/server/services/flows/read-ledgers'
import { signedInUser, TestClock, testDeps } from '@/server/services/testing'
import { benchDatabase } from '../database'
import { type Benchmark, timed } from '../harness'

const ENTRIES = 100_000
const DAYS = 365

/** The whole past of an account with many entries, read, stored, priced and tied; the exchange answers at once. */
export const flowsBackfill: Benchmark = {
  name: 'flows-backfill',
  what: `reading the past of an account of ${ENTRIES.toLocaleString('en')} entries, 100 a page, in windows of 30 days, and storing it`,
  baseline: 'reading it again: nothing is new',
  unit: 's',
  goal: null,
  rounds: 1,
  prepare: async () => {
    const database = await benchDatabase()
    const clock = new TestClock(new Date('2026-03-10T12:00:00Z'))
    const exchanges = new FakeExchanges(clock.now)
    exchanges.flows.tell('binance', [{ id: 'all', windowMs: 30 * 86_400_000, reachMs: DAYS * 86_400_000 }])
    const fake = exchanges.open('bench-key')
    const person = await signedInUser(testDeps(database.db, exchanges, clock))
    const ctx = { ...person, actor: { kind: 'system' as const } }
    const credentials = { apiKey: 'bench-key', apiSecret: fake.secret }
    const { id } = await createAccount(person, { name: 'bench', exchange: 'binance', credentials })
    const step = ((DAYS - 1) * 86_400_000) / ENTRIES
    exchanges.flows.entries.set(
      'bench-key all',
      Array.from({ length: ENTRIES }, (_, n) =>
        someEntry({
          id: `e${n}`,
          at: new Date(clock.now().getTime() - 3_600_000 - n * step),
          kind: n % 50 === 0 ? 'deposit' : 'funding',
          amount: `${n % 7}.000${n}`,
        }),
      ),
    )
    const readAll = async () => {
      exchanges.flows.asked.length = 0
      const before = process.memoryUsage().rss
      let most = before
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss)
      }, 20)
      const ms = await timed(async () => {
        for (;;) if ((await readLedgers(ctx, id, { turnMs: 20_000 }))?.done) break
      })
      clearInterval(watch)
      const [row] = await database.db.asDesk(ctx.deskId, (tx) =>
        tx.execute<{ n: number }>(`select count(*)::int as n from flows`),
      )
      process.stderr.write(
        `flows-backfill: ${row?.n} entries, ${exchanges.flows.asked.length} calls, ${(ms / 1000).toFixed(1)} s, ${Math.round((most - before) / 2 ** 20)} MiB more at most\n`,
      )
      return ms / 1000
    }
    return {
      ours: readAll,
      baseline: async () => {
        await database.db.asDesk(ctx.deskId, (tx) =>
          tx.execute(`update flow_ledgers set read_from = read_to, page_from = null, page_to = null`),
        )
        return readAll()
      },
      close: database.close,
    }
  },
}
