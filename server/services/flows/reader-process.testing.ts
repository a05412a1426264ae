import { setTimeout as pause } from 'node:timers/promises'
import { openAppDb } from '@/db/roles'
import { someEntry } from '@/server/domain/flows/flows.testing'
import { FakeExchanges } from '@/server/exchanges/testing'
import { TestClock, testDeps } from '../testing'
import { readLedgers } from './read-ledgers'

/** A process that reads one account's ledgers from an exchange that answers a little slowly, until it is killed or done. */

const { DATABASE_URL = '', USER_ID = '', ACCOUNT_ID = '', ENTRIES = '0', NOW = '' } = process.env
const db = await openAppDb({ url: DATABASE_URL, max: 2 })
const now = new Date(NOW)
const clock = new TestClock(now)
const exchanges = new FakeExchanges(clock.now)
exchanges.open('killed-key')
exchanges.flows.tell('binance', [{ id: 'all', windowMs: 7 * 86_400_000, reachMs: 90 * 86_400_000 }])
exchanges.flows.pageSize = 20
const count = Number(ENTRIES)
exchanges.flows.entries.set(
  'killed-key all',
  Array.from({ length: count }, (_, n) =>
    someEntry({ id: `e${n}`, at: new Date(now.getTime() - 3_600_000 - n * ((89 * 86_400_000) / count)), amount: String(n + 1) }),
  ),
)
const slow = exchanges.fetchFlows.bind(exchanges)
exchanges.fetchFlows = async (...args) => {
  await pause(3)
  return slow(...args)
}
const ctx = {
  ...testDeps(db, exchanges, clock),
  deskId: USER_ID,
  actor: { kind: 'system' as const },
  signal: new AbortController().signal,
}
for (;;) {
  const turn = await readLedgers(ctx, ACCOUNT_ID)
  if (turn?.done) break
  // The one that was killed holds the account until PostgreSQL sees that it is gone.
  await pause(20)
}
await db.close()
