import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DESK_PLACES, inDesk, splitDesk } from './desk-path'

const DESK = '0198c5b1-7a52-7c7e-8f43-2d1c3b4a5e6f'

describe('splitDesk', () => {
  it.each([
    ['/overview', null, '/overview'],
    ['/', null, '/'],
    ['/desks', null, '/desks'],
    ['/api/accounts/', null, '/api/accounts/'],
    [`/desk/${DESK}`, DESK, '/'],
    [`/desk/${DESK}/`, DESK, '/'],
    [`/desk/${DESK}/overview`, DESK, '/overview'],
    [`/desk/${DESK}/accounts/new/`, DESK, '/accounts/new/'],
    [`/desk/${DESK}/balances/assets.csv`, DESK, '/balances/assets.csv'],
    [`/desk/${DESK}/api/trpc/live.updates`, DESK, '/api/trpc/live.updates'],
  ])('reads %s', (pathname, desk, path) => {
    expect(splitDesk(pathname)).toEqual({ desk, path })
  })

  it.each([
    '/desk',
    '/desk/',
    '/desk//overview',
    '/desk/me/overview',
    `/desk/${DESK.toUpperCase()}/overview`,
    `/desk/${DESK}0/overview`,
    `/desk/ ${DESK}/overview`,
    `/desk/${DESK}%20/overview`,
    `/desk/${DESK.replaceAll('-', '')}/overview`,
    `/desk/{${DESK}}/overview`,
    `/desk/${DESK}/api/accounts/`,
    `/desk/${DESK}/api/me/export`,
    `/desk/${DESK}/api/auth/session`,
    `/desk/${DESK}/api/trpcx`,
    `/desk/${DESK}/docs`,
    `/desk/${DESK}/sign-in`,
    `/desk/${DESK}/s/abc`,
    `/desk/${DESK}/authorize`,
    `/desk/${DESK}/snooze/x`,
    `/desk/${DESK}/.well-known/ballast.json`,
    `/desk/${DESK}/internal/sor/get_cached_account_balance`,
    `/desk/${DESK}/_next/static/x.js`,
    `/desk/${DESK}//overview`,
    `/desk/${DESK}//evil.example/overview`,
    `/desk/${DESK}/overviews`,
    `/desk/${DESK}/desk/${DESK}/overview`,
  ])('finds nothing at %s', (pathname) => {
    expect(splitDesk(pathname)).toBeNull()
  })
})

describe('inDesk', () => {
  it.each([
    ['/overview', `/desk/${DESK}/overview`],
    ['/', `/desk/${DESK}`],
    ['/balances?group=coin#x', `/desk/${DESK}/balances?group=coin#x`],
    ['/accounts/1', `/desk/${DESK}/accounts/1`],
    ['/api/trpc/live.updates', `/desk/${DESK}/api/trpc/live.updates`],
    ['/docs/api', '/docs/api'],
    ['/sign-in', '/sign-in'],
    ['/api/me/export', '/api/me/export'],
    ['#content', '#content'],
    ['?page=2', '?page=2'],
    ['https://example.com/overview', 'https://example.com/overview'],
    ['//example.com/overview', '//example.com/overview'],
    [`/desk/${DESK}/overview`, `/desk/${DESK}/overview`],
  ])('makes of %s in a desk %s', (href, expected) => {
    expect(inDesk(DESK, href)).toBe(expected)
  })

  it('leaves every address alone in one’s own desk', () => {
    expect(inDesk(null, '/overview?x')).toBe('/overview?x')
  })

  it('is taken apart into what it was made of', () => {
    const path = fc
      .tuple(fc.constantFrom(...DESK_PLACES), fc.array(fc.webSegment(), { maxLength: 3 }))
      .map(([place, rest]) => `/${[place, ...rest].join('/')}`)
    fc.assert(
      fc.property(fc.uuid(), path, (desk, plain) => {
        expect(splitDesk(inDesk(desk, plain))).toEqual({ desk, path: plain })
      }),
      { seed: 4711 },
    )
  })

  it('never leads to another site', () => {
    const piece = fc.constantFrom('/', '//', '\\', 'overview', 'api/trpc', '?', '#', '..', 'desk', DESK, 'evil.example', ':', '@')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const href = inDesk(DESK, pieces.join(''))
        if (href === pieces.join('')) return
        expect(new URL(href, 'https://ballast.example').origin).toBe('https://ballast.example')
      }),
      { numRuns: 2000, seed: 4711 },
    )
  })
})
