import { afterEach, expect, it, vi } from 'vitest'
import { lane } from './lane'

afterEach(() => vi.unstubAllGlobals())

/** A server whose answers are ended by hand. */
function server() {
  const under = new Set<() => void>()
  let most = 0
  vi.stubGlobal('fetch', (_: unknown, init?: RequestInit) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const end = () => {
          under.delete(end)
          controller.close()
        }
        under.add(end)
        most = Math.max(most, under.size)
        init?.signal?.addEventListener('abort', () => {
          if (under.delete(end)) controller.error(init.signal?.reason)
        })
      },
    })
    return Promise.resolve(new Response(body))
  })
  return { under, most: () => most }
}

it('has so many requests under way at most, each until its answer is whole', async () => {
  const { under, most } = server()
  const fetch = lane(2, 60_000)
  const texts = Array.from({ length: 7 }, async () => (await fetch('/x')).text())
  while (under.size < 2) await new Promise(setImmediate)
  for (let left = 7; left > 0; left -= 1) {
    while (under.size === 0) await new Promise(setImmediate)
    for (const end of [...under].slice(0, 1)) end()
    await new Promise(setImmediate)
  }
  expect(await Promise.all(texts)).toEqual(Array(7).fill(''))
  expect(most()).toBe(2)
})

it('does not send what was called off while it waited, and is not blocked by what is never answered', async () => {
  const { under } = server()
  const fetch = lane(1, 50)
  const first = fetch('/never').then((response) => response.text())
  const away = new AbortController()
  const second = fetch('/called-off', { signal: away.signal })
  away.abort()
  const third = fetch('/third').then((response) => response.text())
  await expect(first).rejects.toThrow()
  await expect(second).rejects.toThrow()
  while (under.size === 0) await new Promise(setImmediate)
  for (const end of under) end()
  expect(await third).toBe('')
})
