/**
 * The parts of a page that the server has sent but that are not alive yet. Data that changes beneath such a part has React
 * throw away what the server rendered, so live updates wait for them.
 */
let awaited = 0
const waiting = new Set<() => void>()

/** However slow a part is, updates are held up no longer. */
const PATIENCE_MS = 10_000

/** A part is awaited until the function that it returns is called. */
export function awaitPart(): () => void {
  awaited += 1
  let there = false
  return () => {
    if (there) return
    there = true
    awaited -= 1
    // A part within this one is awaited in the same moment.
    queueMicrotask(tell)
  }
}

function tell(): void {
  if (awaited > 0) return
  for (const each of [...waiting]) each()
}

/** Resolves when every part of the page is alive. */
export function pageAlive(): Promise<void> {
  if (awaited === 0) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      waiting.delete(done)
      resolve()
    }
    const timer = setTimeout(done, PATIENCE_MS)
    waiting.add(done)
  })
}
