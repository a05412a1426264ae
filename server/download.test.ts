import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { downloadResponse } from './download'
import { DomainError } from './errors'
import { createLog } from './log'

const log = createLog('silent')
const away = () => new AbortController()

/** Parts without end, and what became of whoever made them. */
function endless() {
  const told = { made: 0, ended: false, signal: new AbortController().signal }
  async function* make(signal: AbortSignal) {
    told.signal = signal
    try {
      for (;;) {
        signal.throwIfAborted()
        told.made += 1
        yield `part ${told.made}\n`
      }
    } finally {
      told.ended = true
    }
  }
  return { told, make }
}

const answer = (make: (signal: AbortSignal) => AsyncGenerator<string>, request = away().signal) =>
  downloadResponse(make, { request, headers: { 'content-type': 'text/plain' }, log })

describe('a download', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is made no faster than it is read', async () => {
    const { told, make } = endless()
    const reader = (await answer(make)).body?.getReader()
    for (let i = 0; i < 3; i++) await reader?.read()
    expect(told.made).toBe(3)
    await reader?.cancel()
    expect(told).toMatchObject({ ended: true, signal: { aborted: true } })
  })

  it('ends for a reader who takes nothing for half a minute, and goes on for one who takes little', async () => {
    const { told, make } = endless()
    const reader = (await answer(make)).body?.getReader()
    for (let i = 0; i < 5; i++) {
      await reader?.read()
      await vi.advanceTimersByTimeAsync(29_000)
    }
    expect(told.ended).toBe(false)
    await vi.advanceTimersByTimeAsync(1_001)
    expect(told.ended).toBe(true)
    await expect(reader?.read()).rejects.toThrow('took nothing')
  })

  it('breaks off when what makes it fails, so that half of it never looks like the whole', async () => {
    const response = await answer(async function* () {
      yield 'half'
      throw new DomainError('unauthenticated', 'This session is over.')
    })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toMatchObject({ message: 'This session is over.' })
  })

  it('is given up when the request is', async () => {
    const { told, make } = endless()
    const request = away()
    const reader = (await answer(make, request.signal)).body?.getReader()
    await reader?.read()
    request.abort(new Error('gone'))
    await expect(reader?.read()).rejects.toThrow('gone')
    expect(told.ended).toBe(true)
  })

  it.each([
    [new DomainError('unauthenticated', 'Over.'), 401, null],
    [new DomainError('forbidden', 'No.'), 403, null],
    [new DomainError('rate_limited', 'Later.', { retryAfterSeconds: 29.2 }), 429, '30'],
    [new DomainError('bad_request', 'What?'), 400, null],
    [new Error('a defect of ours'), 500, null],
  ])('is refused with a status before its first part: %s', async (error, status, retryAfter) => {
    const refused = await answer(async function* () {
      yield* []
      throw error
    })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter])
    expect(await refused.text()).not.toContain('defect')
  })
})
