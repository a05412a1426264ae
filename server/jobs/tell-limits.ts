import type { Deps } from '../context'

/** From which part of a limit on somebody should know: what is left is the reserve of people who press refresh. */
const NEARLY = 0.7

/**
 * Tells the log where each exchange's limits stand in this process: plainly where one is nearly used up or readings wait
 * for their turn (accounts are then read later than they are due), else for whoever looks closely (`debug`).
 */
export function tellLimits({ exchanges, log }: Pick<Deps, 'exchanges' | 'log'>): void {
  for (const { exchange, limits, waiting } of exchanges.budgets?.() ?? []) {
    const used = Object.fromEntries(limits.map(({ limit, used, of }) => [limit, `${Math.round(used)} of ${Math.round(of)}`]))
    const isShort = waiting.reading > 0 || waiting.person > 0 || limits.some(({ used, of }) => used > of * NEARLY)
    if (limits.length > 0) log[isShort ? 'info' : 'debug']({ exchange, used, waiting }, 'use of the limits of an exchange')
  }
}
