import { z } from 'zod'
import { insertMember } from '@/db/queries/desk-people'
import { hashCode } from '@/server/auth/codes'
import { DomainError } from '@/server/errors'
import { answerRest } from '@/server/rest/handle'
import { operationsAt } from '@/server/rest/operations'
import { createRestRateLimiter } from '@/server/rest/rate-limit'
import { webRequest } from '@/server/rest/rest-request'
import type { RestAuthenticator } from '@/server/rest/token'
import { authenticateToken } from '@/server/services/tokens/authenticate'
import { storeToken } from '@/server/services/tokens/create'
import { knownDeeds, knownScopes } from '@/server/services/tokens/view'
import { benchUser } from '../context'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, spread } from '../harness'

const PEOPLE = 20
const ACCOUNTS = 500
const ASSETS = 40
const PATH = '/api/sor/get_cached_account_balance'
const DESK = `a desk of ${PEOPLE} people and ${ACCOUNTS} accounts × ${ASSETS} assets`

const row = z.object({ id: z.string(), deskId: z.string(), scopes: z.array(z.string()), tools: z.array(z.string()) })
const BY_HASH = 'select id, user_id as "deskId", scopes, tools from api_tokens where hash = $1'

/** Lets a token in by its row alone: neither who made it, nor what they are on the desk and may see there, is asked. */
const byTokenAlone: RestAuthenticator = async ({ db }, token) => {
  const [found] = await db.readAsSystem({ text: BY_HASH, params: [hashCode(token ?? '')] })
  if (!found) throw new DomainError('unauthenticated', 'No such token.')
  const { id, deskId, scopes, tools } = row.parse(found)
  return { deskId, tokenId: id, userId: null, scopes: knownScopes(scopes), accounts: null, tools: knownDeeds(tools) }
}

/** The same requests to the same handler in one process, let in as they are and by the token's row alone. */
async function asked(query: string, requests: number) {
  const database = await benchDatabase()
  const { db } = database
  const { ctx } = await benchDesk(database, ACCOUNTS, ASSETS, 1)
  const { deskId } = ctx
  const createdAt = ctx.now()
  let maker = ctx.deskId
  for (let n = 1; n < PEOPLE; n++) {
    maker = (await benchUser(db)).deskId
    await db.asSystem((tx) => insertMember(tx, { deskId, userId: maker, role: 'manager', tagIds: null, createdAt }))
  }
  const actor = { kind: 'session', sessionId: 'bench', userId: maker, role: 'manager', ipAddress: null, userAgent: null } as const
  const { secret } = await storeToken({ ...ctx, actor }, { name: 'bench', scopes: ['read'] }, null)
  const limiter = createRestRateLimiter(Number.MAX_SAFE_INTEGER)
  const url = `http://127.0.0.1${PATH}${query}`
  const operations = operationsAt(PATH)
  const timed = (authenticate: RestAuthenticator) => async () => {
    const times: number[] = []
    for (let n = 0; n < requests; n++) {
      const request = webRequest(new Request(url, { headers: { authorization: `Token ${secret}` } }))
      const began = performance.now()
      const { status } = await answerRest({ ...ctx, limiter, authenticate }, operations, request)
      times.push(performance.now() - began)
      if (status !== 200) throw new Error(`It was answered with ${status}.`)
    }
    return spread(times).median
  }
  const [ours, baseline] = [timed(authenticateToken), timed(byTokenAlone)]
  // What only ever happens once in a process is over before anything is timed.
  await ours()
  await baseline()
  return { ours, baseline, close: database.close }
}

const added = (of: Pick<Benchmark, 'name' | 'what'>, query: string, requests: number): Benchmark => ({
  ...of,
  baseline: 'the same request, let in by the row of its token alone',
  unit: 'ms',
  goal: { atMost: 1.03 },
  rounds: 9,
  prepare: () => asked(query, requests),
})

/** What it costs to ask who made a token and what they may on its desk. */
export const REST_PERMISSION: readonly Benchmark[] = [
  added({ name: 'rest-permission', what: `cached balances over REST of ${DESK}, whose permissions are asked: a request` }, '', 5),
  added({ name: 'rest-permission-one', what: `the same of one account of ${DESK}` }, '?account_names=desk%200', 40),
]
