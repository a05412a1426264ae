import type { Server } from 'node:http'
import type { Door } from './door'

/** While a process ends, each answer tells its caller to connect anew, elsewhere. */
export function lastAnswers(isStopping: () => boolean): Door {
  return (_request, response) => {
    if (isStopping()) response.setHeader('Connection', 'close')
    return false
  }
}

/**
 * Takes no new connections and waits for what is under way.
 * @returns true once all is done; false after the grace, with the rest cut off
 */
export async function stopServing(server: Server, graceMs: number): Promise<boolean> {
  const done = new Promise<boolean>((resolve) => server.close(() => resolve(true)))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), graceMs)
  })
  // A connection that was answered before it heard of the end stays open: each is looked at again until none is idle.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const whole = await Promise.race([done, late])
  clearTimeout(timer)
  clearInterval(idle)
  if (!whole) server.closeAllConnections()
  return whole
}
