import { z } from 'zod'
import { NUMBERS } from '@/server/rest/wire/numbers'
import { wirePositions } from '@/server/rest/wire/positions'
import { listPositions } from '@/server/services/balances/positions'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, spread } from '../harness'
import { benchWeb } from '../web'

const ACCOUNTS = 500
/** Every other asset of a desk is a position. */
const ASSETS = 80
const POSITIONS = (ACCOUNTS * ASSETS) / 2
const LIMIT = 100
/** Pages that are followed in a round: the first ones, as a reader meets them. */
const PAGES = 9

const pageSchema = z.object({ positions: z.array(z.unknown()), count: z.number(), next: z.string().nullable() })

/** A page of a long book of positions by its cursor, against the same book in one answer, which no request is in the way of. */
export const positionsPage: Benchmark = {
  name: 'positions-page',
  what: `${POSITIONS.toLocaleString('en')} positions over REST: a page of ${LIMIT} by its cursor, median of ${PAGES}`,
  baseline: 'all rows at once, of the same service',
  unit: 'ms',
  goal: { atMost: 0.3 },
  prepare: async () => {
    const database = await benchDatabase()
    const desk = await benchDesk(database, ACCOUNTS, ASSETS, 1)
    await database.db.asSystem((tx) => tx.execute('analyze'))
    const web = await benchWeb(database)
    const ask = async (path: string) => {
      const began = performance.now()
      const response = await fetch(web.url + path, { headers: { authorization: `Bearer ${desk.token}` } })
      const body: unknown = await response.json()
      if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}.`)
      return { body, milliseconds: performance.now() - began }
    }
    const ours = async () => {
      const found: number[] = []
      let after = ''
      for (let n = 0; n < PAGES; n++) {
        const { body, milliseconds } = await ask(`/api/positions/?limit=${LIMIT}${after}`)
        const { positions, count, next } = pageSchema.parse(body)
        if (positions.length !== LIMIT || count !== POSITIONS || next === null) throw new Error('The book is another one.')
        after = `&after=${next}`
        found.push(milliseconds)
      }
      return spread(found).median
    }
    const baseline = async () => {
      const began = performance.now()
      const book = await listPositions(desk.ctx, { choice: {}, moment: null, after: null, limit: POSITIONS })
      const text = JSON.stringify(wirePositions(book, desk.ctx.now(), NUMBERS))
      if (book.positions.length !== POSITIONS || text.length < POSITIONS) throw new Error('The book is another one.')
      return performance.now() - began
    }
    await ours()
    await baseline()
    return {
      ours,
      baseline,
      close: async () => {
        await web.close()
        await database.close()
      },
    }
  },
}
