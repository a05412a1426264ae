import type { AroundCall } from '../exchanges/ccxt/client'
import type { Log } from '../log'
import type { Meter } from '../metrics/meter'
import { inSpan } from './span'

/**
 * Counts, traces and logs (`debug`) each HTTP call to an exchange: by the line of its list that allows it, so that nothing of
 * what was sent or answered is told.
 * @param meter of this process; undefined: nothing is counted
 */
export function observedCalls(log: Pick<Log, 'debug'>, meter: () => Meter | undefined): AroundCall {
  return ({ exchange, purpose, question }, call) => {
    const [method = '', template = ''] = question.split(' ')
    const attributes = {
      'http.request.method': method,
      'url.template': template,
      'server.address': template.split('/')[0] ?? '',
      'ballast.exchange': exchange,
      'ballast.purpose': purpose,
    }
    return inSpan({ name: `${exchange} ${purpose}`, kind: 'client', attributes }, async (note) => {
      const began = performance.now()
      const told = (outcome: 'answered' | 'refused' | 'unanswered', status: number | null) => {
        const ms = performance.now() - began
        meter()?.call({ exchange, purpose, outcome }, ms / 1000)
        log.debug({ exchange, purpose, question, status, ms: Math.round(ms) }, 'an exchange was called')
      }
      try {
        const answer = await call()
        note({ 'http.response.status_code': answer.status })
        told(answer.status < 400 ? 'answered' : 'refused', answer.status)
        return answer
      } catch (error) {
        told('unanswered', null)
        throw error
      }
    })
  }
}
