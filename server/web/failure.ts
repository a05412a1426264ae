import type { ServerResponse } from 'node:http'
import { isCallerGone } from '../caller-gone'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { unavailable } from '../unavailable'
import { answer } from './door'

/** What somebody gets for a defect (general words, the cause goes to the log) or while the database is away. */
export async function failed(error: unknown, response: ServerResponse, getDeps: () => Promise<Deps>): Promise<void> {
  // Who went away is told nothing, and no fault of ours.
  if (isCallerGone(error, undefined)) return
  const away = unavailable(error)
  if (response.headersSent || response.destroyed) response.destroy()
  else if (away) {
    answer(response, 503, { error: away.message, code: away.code }, { 'Retry-After': String(away.retryAfterSeconds) })
  } else {
    const sentence = 'Something went wrong on our side. It has been logged; please try again.'
    answer(response, 500, { error: sentence, code: 'internal' })
  }
  const { log } = await getDeps().catch(() => ({ log: null }))
  // Without a database there is nothing to log with but this.
  if (log) log.error({ cause: describeCause(error) }, 'a request failed')
  else process.stderr.write(`a request failed: ${describeCause(error).message}\n`)
}
