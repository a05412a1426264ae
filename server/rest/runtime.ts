import { env } from '../env'
import { getDeps } from '../runtime'
import { authenticateToken } from '../services/tokens/authenticate'
import type { RestDeps } from './handle'
import { createRestRateLimiter, type RestRateLimiter } from './rate-limit'

/** Next keeps several copies of a module; a process counts requests in one place all the same. */
const KEY = Symbol.for('ballast.restLimiter')

/** What the routes answer with in this process. */
export async function restDeps(): Promise<RestDeps> {
  const holder = globalThis as typeof globalThis & { [KEY]?: RestRateLimiter }
  holder[KEY] ??= createRestRateLimiter(env().API_RATE_PER_MINUTE)
  return { ...(await getDeps()), limiter: holder[KEY], authenticate: authenticateToken }
}
