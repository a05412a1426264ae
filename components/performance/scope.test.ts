import { describe, expect, it } from 'vitest'
import { amongThese, returnsInput, scopeHref, scopeInput, scopeMoments, scopeOf } from './scope'

const NOW = new Date('2026-11-29T02:30:00Z')
const ACCOUNT = '0b0e7b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b'
const of = (params: Record<string, string>, zone: string | null = null) => scopeOf(Promise.resolve(params), zone)

describe('what a page of performance looks at', () => {
  it('is thirty days of all accounts where an address says nothing, or nothing that fits', async () => {
    const scope = await of({ period: 'ever', from: 'x', zone: 'Mars/Olympus', account: '1 or 1=1' })
    expect(scope).toMatchObject({ period: '30d', from: null, to: null, zone: 'UTC', account: null })
    expect(scopeInput(scope)).toEqual({ range: '30d' })
    expect(scopeHref('/performance', scope)).toBe('/performance?period=30d')
    expect(scopeMoments(scope, NOW)).toEqual({ from: new Date('2026-10-30T02:30:00Z') })
  })

  it('is days of whoever chose them: of the zone in the settings, else of the one that the address names', async () => {
    const params = { from: '2026-11-03', to: '2026-11-04', zone: 'America/New_York', account: ACCOUNT }
    const ny = await of(params)
    expect(scopeInput(ny)).toEqual({
      range: 'custom',
      from: new Date('2026-11-03T05:00:00Z'),
      to: new Date('2026-11-05T05:00:00Z'),
      accountIds: [ACCOUNT],
    })
    expect(scopeHref('/performance/flows', ny, { kind: 'fee', coin: null })).toBe(
      `/performance/flows?from=2026-11-03&to=2026-11-04&zone=America%2FNew_York&account=${ACCOUNT}&kind=fee`,
    )
    const zurich = await of(params, 'Europe/Zurich')
    expect(scopeMoments(zurich, NOW)).toEqual({ from: new Date('2026-11-02T23:00:00Z'), to: new Date('2026-11-04T23:00:00Z') })
    expect(scopeHref('/performance', zurich)).not.toContain('zone')
  })

  it('has days of UTC where returns are asked for: those that are named, or all that begin within the period', async () => {
    const own = await of({ from: '2026-11-03', to: '2026-11-04', zone: 'Asia/Tokyo' })
    expect(returnsInput(own, NOW)).toMatchObject({
      from: new Date('2026-11-03T00:00:00Z'),
      to: new Date('2026-11-05T00:00:00Z'),
    })
    expect(returnsInput(await of({ period: '7d' }), NOW)).toEqual({ range: 'custom', from: new Date('2026-11-23T00:00:00Z') })
    expect(returnsInput(await of({ period: 'all' }), NOW)).toEqual({ range: 'all' })
  })

  it('leaves out a last day before the first, and an account that is not there', async () => {
    expect(await of({ from: '2026-11-04', to: '2026-11-03' })).toMatchObject({ from: null, to: null, period: '30d' })
    expect(amongThese(await of({ account: ACCOUNT }), [{ id: 'another' }]).account).toBeNull()
  })
})
