import type { ServerResponse } from 'node:http'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { answer } from './door'

/** What somebody gets for a defect: general words, the cause goes to the log. */
export async function failed(error: unknown, response: ServerResponse, getDeps: () => Promise<Deps>): Promise<void> {
  if (response.headersSent) response.destroy()
  else {
    const sentence = 'Something went wrong on our side. It has been logged; please try again.'
    answer(response, 500, { error: sentence, code: 'internal' })
  }
  const { log } = await getDeps().catch(() => ({ log: null }))
  // Without a database there is nothing to log with but this.
  if (log) log.error({ cause: describeCause(error) }, 'a request failed')
  else process.stderr.write(`a request failed: ${describeCause(error).message}\n`)
}
