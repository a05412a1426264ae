import { NextRequest } from 'next/server'
import { expect, it } from 'vitest'
import { proxy } from './proxy'
import { DESK_HEADER } from './server/schemas/desk-path'

const DESK = '0198c5b1-7a52-7c7e-8f43-2d1c3b4a5e6f'
const OTHER = '5e6f0198-7a52-4c7e-8f43-2d1c3b4ac5b1'

/** What the framework does with a page's request: the path that it draws, and what the page is told. */
function drawn(path: string) {
  const headers = { [DESK_HEADER]: OTHER, accept: 'text/html' }
  const { headers: told } = proxy(new NextRequest(`https://ballast.example${path}`, { headers }))
  const rewritten = told.get('x-middleware-rewrite')
  const passedOn = told.get('x-middleware-override-headers')?.split(',') ?? []
  const of = (name: string) => (passedOn.includes(name) ? told.get(`x-middleware-request-${name}`) : null)
  return { at: rewritten?.replace('https://ballast.example', '') ?? path, desk: of(DESK_HEADER), path: of('x-path') }
}

it.each([
  ['/overview?a=1', '/overview?a=1', null],
  ['/', '/', null],
  [`/desk/${DESK}/overview?a=1`, '/overview?a=1', DESK],
  [`/desk/${DESK}`, '/', DESK],
  [`/desk/${DESK}/balances/assets.csv?what=positions`, '/balances/assets.csv?what=positions', DESK],
  [`/desk/${DESK}/accounts/${OTHER}`, `/accounts/${OTHER}`, DESK],
  // No page is there.
  ['/desk/me/overview', '/desk/me/overview', null],
  [`/desk/${DESK.toUpperCase()}/overview`, `/desk/${DESK.toUpperCase()}/overview`, null],
  [`/desk/${DESK}/docs`, `/desk/${DESK}/docs`, null],
  [`/desk/${DESK}/sign-in`, `/desk/${DESK}/sign-in`, null],
  [`/desk/${DESK}/api/accounts/`, `/desk/${DESK}/api/accounts/`, null],
  [`/desk/${DESK}/api/trpc/accounts.list`, `/desk/${DESK}/api/trpc/accounts.list`, null],
])('%s is drawn as %s in the desk %s, whatever its header says', (asked, at, desk) => {
  expect(drawn(asked)).toEqual({ at, desk, path: asked })
})
