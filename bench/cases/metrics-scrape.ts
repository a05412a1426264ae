import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, spread } from '../harness'
import { benchWeb } from '../web'

const ACCOUNTS = 10_000
const EXCHANGES = 12
const ALLOWED_MS = 50
const SCRAPES = 20
const TOKEN = 'token of the benchmark'.replaceAll(' ', '-')

/** A scrape of the web process’s metrics with ten thousand accounts of five hundred people. */
export const metricsScrape: Benchmark = {
  name: 'metrics-scrape',
  what: `a scrape of /metrics with ${ACCOUNTS.toLocaleString('en-US')} accounts, counted anew each time`,
  baseline: `${ALLOWED_MS} ms, which a scrape may take`,
  unit: 'ms',
  goal: { atMost: 1 },
  prepare: async () => {
    const database = await benchDatabase()
    await benchDesk(database, 1, 1)
    await database.db.asSystem((tx) => tx.execute(fill))
    await database.db.asSystem((tx) => tx.execute('analyze accounts'))
    const web = await benchWeb(database, { METRICS_TOKEN: TOKEN })
    const scrape = async () => {
      const began = performance.now()
      const answer = await fetch(`${web.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
      const text = await answer.text()
      const took = performance.now() - began
      if (!text.includes('ballast_database_up{role="web"} 1')) throw new Error('The database did not answer the scrape.')
      const counted = [...text.matchAll(/^ballast_accounts\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0)
      if (counted !== ACCOUNTS + 1) throw new Error(`${counted} accounts were counted.`)
      return took
    }
    await scrape()
    return {
      ours: async () => {
        const times: number[] = []
        for (let n = 0; n < SCRAPES; n++) times.push(await scrape())
        return spread(times).median
      },
      baseline: async () => ALLOWED_MS,
      close: async () => {
        await web.close()
        await database.close()
      },
    }
  },
}

const fill = `
  with people as (
    insert into users (email) select 'person' || n || '@bench.local' from generate_series(1, 500) n returning id
  ), numbered as (select id, row_number() over () as n from people)
  insert into accounts (user_id, name, name_key, exchange, masked_key, key_fingerprint, last_refreshed_at, error_code, next_refresh_at)
  select p.id, 'a' || n.n, 'a' || n.n, 'exchange' || n.n % ${EXCHANGES}, 'bench********', gen_random_uuid(),
    case when n.n % 50 > 0 then now() - n.n % 400 * interval '1 second' end,
    case when n.n % 33 = 0 then 'exchange_network' end, now() + interval '1 day'
  from generate_series(0, ${ACCOUNTS - 1}) n(n) join numbered p on p.n = n.n % 500 + 1`
