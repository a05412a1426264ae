/** After a line that was up: soon, but not all browsers at once (a server that starts anew has ended them together). */
const FIRST_MS = 1000
const LONGEST_MS = 30_000
/** After a refusal, which asking again soon would only repeat. */
const REFUSED_FIRST_MS = 30_000
const REFUSED_LONGEST_MS = 5 * 60_000

/**
 * Milliseconds until the line is tried again: doubled with each failure in a row, half of it by chance.
 * @param failures in a row, from 1
 * @param refused the server answered, and said no
 * @param retryAfterMs the server's own word; never asked before that
 */
export function pauseBefore(
  failures: number,
  { refused, retryAfterMs }: { refused: boolean; retryAfterMs: number | null },
  random: () => number,
): number {
  const [first, longest] = refused ? [REFUSED_FIRST_MS, REFUSED_LONGEST_MS] : [FIRST_MS, LONGEST_MS]
  const doubled = Math.min(longest, first * 2 ** Math.min(20, failures - 1))
  return Math.round(Math.max(retryAfterMs ?? 0, doubled / 2) + (doubled / 2) * random())
}
