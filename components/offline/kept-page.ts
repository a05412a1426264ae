'use client'
import { WORKER } from '../push/worker-path'
import { keptChoice } from '../ui/kept-choice'

/**
 * Pages as they were last seen, which the installed app opens on where there is no network. `public/offline-worker.js` keeps
 * them and shows them; here is what a page tells it, and knows of itself.
 */

/** Whether the installed app keeps pages. */
export const keepChoice = keptChoice('ballast.keep-pages', ['on', 'off'])

/** What was kept so recently is not taken anew. */
const FRESH_MS = 60_000
/** A worker that says nothing for so long has nothing to say. */
const PATIENCE_MS = 3000

const takenAt = new Map<string, number>()
let leaving = false

export function isInstalled(): boolean {
  return window.matchMedia('(display-mode: standalone)').matches
}

/** When this page was taken, if it is one that was kept and has not caught up since; null: it came from the server. */
export function keptAtOf(page: Document): Date | null {
  const { keptAt } = page.documentElement.dataset
  return keptAt === undefined ? null : new Date(keptAt)
}

/** It has caught up: nothing of it is from then any more. */
export function isFromNow(page: Document): void {
  delete page.documentElement.dataset.keptAt
}

/** Has the worker take this page as the server has it now. */
export async function keepThisPage(): Promise<void> {
  const url = location.href.replace(/#.*$/, '')
  if (leaving || !navigator.onLine || keptAtOf(document) || Date.now() - (takenAt.get(url) ?? 0) < FRESH_MS) return
  takenAt.set(url, Date.now())
  await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' })
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ type: 'keep', url, files: filesOf(document) })
}

/** What a page was built of, that came later too. */
function filesOf(page: Document): string[] {
  const named = [...page.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[href]')].map((element) =>
    'src' in element ? element.src : element.href,
  )
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  return [...new Set([...named, ...loaded])].filter((file) => new URL(file, page.baseURI).pathname.startsWith('/_next/static/'))
}

/** Says whose page this is: nothing of anybody else stays from then on. */
export function tellWhose(person: string): void {
  if ('serviceWorker' in navigator) navigator.serviceWorker.controller?.postMessage({ type: 'is', person })
}

/** Nothing of anybody is kept in this browser any more, whatever was under way. */
export async function forgetPages(): Promise<void> {
  takenAt.clear()
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration('/')
  const worker = registration?.active
  if (!worker) return
  const { port1, port2 } = new MessageChannel()
  const done = new Promise<void>((resolve) => {
    port1.onmessage = () => resolve()
    setTimeout(resolve, PATIENCE_MS)
  })
  worker.postMessage({ type: 'forget' }, [port2])
  await done
}

/** Somebody leaves: nothing is taken any more, and what was is gone. */
export async function leavePages(): Promise<void> {
  leaving = true
  await forgetPages()
}
