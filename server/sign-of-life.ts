/** What the launcher asks over the channel that it has with its processes, and what they answer. */
export const ASK = 'ballast: alive?'
export const ANSWER = 'ballast: alive'

/**
 * Answers whoever started this process with a channel, as long as the event loop turns: a process that stands still is
 * started anew. Nothing where it was started without. The channel keeps nothing running.
 */
export function giveSignsOfLife(): void {
  if (!process.send) return
  process.on('message', (message) => {
    // A launcher that is gone asks no more.
    if (message === ASK) process.send?.(ANSWER, undefined, undefined, () => {})
  })
  process.channel?.unref()
}
