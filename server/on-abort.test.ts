import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { onAbort, orAborted } from './on-abort'
import { withDeadline } from './services/deadline'

describe('onAbort', () => {
  it('tells everyone, once, but those who were taken off', () => {
    const { signal, abort } = controller()
    const told: string[] = []
    onAbort(signal, () => told.push('first'))
    const off = onAbort(signal, () => told.push('second'))
    onAbort(signal, () => told.push('third'))
    off()
    abort()
    expect(told).toEqual(['first', 'third'])
    onAbort(signal, () => told.push('late'))
    expect(told).toEqual(['first', 'third', 'late'])
  })

  it('has one listener on a signal however many wait, and none when nobody does', () => {
    const { signal, abort } = controller()
    const told: number[] = []
    const offs = Array.from({ length: 50 }, (_, index) => onAbort(signal, () => told.push(index)))
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    for (const off of [...offs, ...offs]) off()
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    onAbort(signal, () => told.push(-1))
    for (const off of offs) off()
    abort()
    expect(told).toEqual([-1])
  })
})

describe('orAborted', () => {
  it('leaves a shared promise to the others', async () => {
    let finish = (_: string) => {}
    const shared = new Promise<string>((resolve) => {
      finish = resolve
    })
    const leaver = controller()
    const left = orAborted(shared, leaver.signal)
    const stays = orAborted(shared, controller().signal)
    leaver.abort()
    await expect(left).rejects.toThrow('gone')
    finish('done')
    expect(await stays).toBe('done')
  })

  it('minds the failure of work that nobody waits for any more', async () => {
    await expect(orAborted(Promise.reject(new Error('failed')), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
  })

  it('puts one listener on the signal of a request that waits for many accounts, and leaves none', async () => {
    const { signal } = controller()
    let finish = (_: string) => {}
    const shared = new Promise<string>((resolve) => {
      finish = resolve
    })
    const accounts = Array.from({ length: 50 }, () => withDeadline(60_000, signal, (inner) => orAborted(shared, inner)))
    const waits = Array.from({ length: 50 }, () => orAborted(shared, signal))
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    finish('done')
    await Promise.all([...accounts, ...waits])
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})

function controller() {
  const made = new AbortController()
  return { signal: made.signal, abort: () => made.abort(new Error('gone')) }
}
