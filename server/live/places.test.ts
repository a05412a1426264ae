import { afterEach, describe, expect, it } from 'vitest'
import { limitStreams, STREAM_LIMITS, takeStreamPlace } from './places'
import { untilShutdown } from './shutdown'

const session = (ipAddress: string | null) =>
  ({ kind: 'session', sessionId: 's', userId: 'p', role: 'owner', ipAddress, userAgent: null }) as const
const frees: (() => void)[] = []
const take = (deskId: string, address: string | null = null) => frees.push(takeStreamPlace(deskId, session(address)))

afterEach(() => {
  for (const free of frees.splice(0)) free()
  limitStreams(STREAM_LIMITS)
})

describe('places for streams', () => {
  it('are bounded for a person, whose refusal says so, and nobody else', () => {
    limitStreams({ ...STREAM_LIMITS, person: 2 })
    take('anna')
    take('anna')
    expect(() => take('anna')).toThrow(/you have 2, which is the most/)
    expect(() => take('anna')).toThrow(expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 30 }))
    take('bert')
    frees[0]?.()
    frees[0]?.()
    take('anna')
    expect(() => take('anna')).toThrow()
  })

  it('are bounded for a token, an address (a network of IPv6) and the process', () => {
    limitStreams({ person: 9, token: 1, address: 2, process: 4 })
    const token = { kind: 'token', tokenId: 't', userId: null, scopes: [], ipAddress: null, userAgent: null } as const
    frees.push(takeStreamPlace('anna', token))
    expect(() => takeStreamPlace('anna', token)).toThrow(/this token has 1/)
    take('bert', '2001:db8:0:1::1')
    take('carl', '2001:db8:0:1::2')
    expect(() => take('dora', '2001:db8:0:1::3')).toThrow(/your address has 2/)
    take('dora', '2001:db8:0:2::3')
    expect(() => take('emil', '203.0.113.1')).toThrow(/this server has 4/)
  })
})

it('five hundred streams wait for the process to end without a warning of Node about listeners', async () => {
  const warned: string[] = []
  const note = (warning: Error) => warned.push(warning.name)
  process.on('warning', note)
  const streams = Array.from({ length: 500 }, () => untilShutdown(new AbortController().signal))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', note)
  for (const { release } of streams) release()
  expect(warned).toEqual([])
})
