import { makeClient } from '../trpc-client'
import { deviceHere, giveUp } from './browser'

/** Signing out waits for push services no longer than that. */
const PATIENCE_MS = 3000

/**
 * Has nothing of a person come to this browser any more, before they sign out in it. What fails here does not keep them: the
 * server takes the browser away with the session.
 */
export async function leaveBrowser(): Promise<void> {
  const left = (async () => {
    const device = await deviceHere()
    if (device === null) return
    await Promise.allSettled([makeClient(null).alerts.removeDevice.mutate({ device }), giveUp()])
  })()
  const enough = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([left.catch(() => {}), enough])
}
