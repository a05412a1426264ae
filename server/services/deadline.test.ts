import { describe, expect, it } from 'vitest'
import { withDeadline } from './deadline'

const never = new Promise<never>(() => {})

describe('withDeadline', () => {
  it('gives the result of work that is in time', async () => {
    expect(await withDeadline(1000, new AbortController().signal, async () => 'done')).toBe('done')
  })

  it('is exchange_timeout when time is up, even if the work minds no signal', async () => {
    await expect(withDeadline(5, new AbortController().signal, () => never)).rejects.toMatchObject({ code: 'exchange_timeout' })
  })

  it('aborts the work with the outer signal, and leaves no listener on it', async () => {
    const outer = new AbortController()
    let inner: AbortSignal | undefined
    const run = withDeadline(10_000, outer.signal, (signal) => {
      inner = signal
      return never
    })
    outer.abort(new Error('gone'))
    await expect(run).rejects.toThrow('gone')
    expect(inner?.aborted).toBe(true)
  })

  it('does not start after the outer signal has ended', async () => {
    await expect(withDeadline(1000, AbortSignal.abort(new Error('gone')), async () => 'done')).rejects.toThrow('gone')
  })
})
