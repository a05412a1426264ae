import type { Fault } from './faults'
import type { Seen } from './witness'

/** Everything answers, nothing is old, and the tab says that it is live. */
export const isWell = ({ ready, rest, tab }: Seen) =>
  ready.status === 200 && rest.status === 200 && rest.accounts > 0 && rest.stale === 0 && tab.live === 'live'

/** Stretches of seconds in which the same was seen, e.g. `21–26 s: ready 503, balances 503, tab "Reconnecting"`. */
function stretches(seen: readonly Seen[]): string[] {
  const words = ({ ready, rest, tab }: Seen) =>
    [
      `ready ${ready.status || 'none'}${ready.reason ? ` (${ready.reason})` : ''}${ready.warnings.length > 0 ? ` [${ready.warnings.join(', ')}]` : ''}`,
      `balances ${rest.status || 'none'}${rest.stale > 0 ? `, ${rest.stale} of ${rest.accounts} old` : ''}${rest.errors > 0 ? `, ${rest.errors} failing` : ''}`,
      `tab ${tab.live || 'gone'}${tab.notices.length > 0 ? ', told' : ''}`,
    ].join('; ')
  const found: { from: number; to: number; words: string }[] = []
  for (const one of seen) {
    const last = found.at(-1)
    const said = words(one)
    if (last?.words === said) last.to = one.second
    else found.push({ from: one.second, to: one.second, words: said })
  }
  return found.map(({ from, to, words: said }) => `    ${from === to ? from : `${from}–${to}`} s: ${said}`)
}

/** What was seen around each fault, and how long it took after its end until all was well again. */
export function summary(
  all: readonly Seen[],
  faults: readonly Fault[],
  seconds: number,
): { lines: string[]; recovered: boolean } {
  const begins = faults.map((fault) => ({ fault, from: Math.round(fault.at * seconds) }))
  const lines: string[] = [`${all.length} seconds, ${all.filter(isWell).length} of them well`]
  let recovered = true
  const before = stretches(all.slice(0, begins[0]?.from ?? all.length))
  lines.push('before the first fault', ...before)
  for (const [index, { fault, from }] of begins.entries()) {
    const next = begins[index + 1]?.from ?? all.length
    const part = all.slice(from, next)
    const ended = from + fault.seconds
    // The last second that was not well: what flickers has not recovered.
    const lastBad = part.findLast((seen) => !isWell(seen))
    const well = lastBad === undefined ? from : lastBad.second + 1
    if (well >= next) recovered = false
    lines.push(
      `${fault.name} (${from}–${ended} s): ${well >= next ? 'NOT WELL before the next fault' : well <= ended ? 'well by its end' : `well ${well - ended} s after its end`}`,
      ...stretches(part),
    )
  }
  return { lines, recovered }
}
