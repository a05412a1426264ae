import { expect, it } from 'vitest'
import type { DeskView } from '@/server/domain/views'
import { deskShown, samePageIn } from './other-desk'

const [OWN, FUND] = ['0198c5b1-7a52-7c7e-8f43-2d1c3b4a5e6f', '5e6f0198-7a52-4c7e-8f43-2d1c3b4ac5b1']
const own: DeskView = { id: OWN, name: 'Personal', role: 'owner', isPersonal: true }
const fund: DeskView = { id: FUND, name: 'Fund', role: 'viewer', isPersonal: false }

it.each([
  ['/overview', '/overview'],
  ['/settings/tokens', '/settings/tokens'],
  ['/accounts/new', '/accounts/new'],
  // Nothing that has an id is in two desks.
  [`/accounts/${OWN}`, '/accounts'],
  [`/settings/tokens/${OWN}`, '/settings/tokens'],
])('leads from %s to the same page of another desk', (path, same) => {
  expect(samePageIn(fund, path)).toBe(`/desk/${FUND}${same}`)
  expect(samePageIn(own, path)).toBe(same)
})

it('knows which desk a page is of, also of one’s own by its name', () => {
  expect(deskShown([own, fund], null)).toBe(own)
  expect(deskShown([own, fund], FUND)).toBe(fund)
  expect(deskShown([own, fund], OWN)).toBe(own)
  expect(deskShown([own], FUND)).toBeNull()
})
