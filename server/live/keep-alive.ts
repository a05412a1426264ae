/** Seconds between signs of life on an open stream. */
export const PING_SECONDS = 5

/** Signs of life for all streams from one timer. */
const pings = new Set<() => void>()
let pinging: NodeJS.Timeout | null = null

/** Calls `ping` every few seconds until what it gives back is called. */
export function keepAlive(ping: () => void): () => void {
  pings.add(ping)
  pinging ??= setInterval(() => {
    for (const each of pings) each()
  }, PING_SECONDS * 1000).unref()
  return () => {
    pings.delete(ping)
    if (pings.size > 0 || !pinging) return
    clearInterval(pinging)
    pinging = null
  }
}
