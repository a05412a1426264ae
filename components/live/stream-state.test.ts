import { describe, expect, it } from 'vitest'
import { accountView } from '@/server/domain/account-view.testing'
import { deskFreshness } from '@/server/domain/desk-freshness'
import type { AccountView } from '@/server/domain/views'
import type { Freshness } from './freshness-store'
import { liveStateOf } from './stream-state'

const NOW = new Date('2026-01-01T12:00:00Z')
const at = (seconds: number) => NOW.getTime() - seconds * 1000
const ago = (seconds: number) => new Date(at(seconds))
const ERROR = { code: 'exchange_network', message: 'Down.', exchangeError: null, since: NOW, nextTryAt: null }

function accounts(...ages: (number | null)[]): AccountView[] {
  return ages.map((age, index) =>
    accountView(String(index), { lastRefreshedAt: age === null ? null : ago(age), createdAt: ago(age ?? 10) }),
  )
}

function state(
  { accounts: of = accounts(30), ...change }: Partial<Freshness> & { accounts?: AccountView[] | null },
  online = true,
) {
  const up: Freshness = {
    line: { kind: 'up' },
    downSince: null,
    desk: of && deskFreshness(of, NOW),
    behindSince: null,
    caughtUpAt: null,
    keptAt: null,
    ...change,
  }
  return liveStateOf(up, online, NOW)
}

describe('liveStateOf', () => {
  it('is live while the line is up and every account is as fresh as it should be', () => {
    expect(state({ accounts: accounts(30, 180) })).toEqual({ state: 'live' })
  })

  it('claims nothing before it knows anything, and nothing where there is nothing', () => {
    expect(state({ accounts: null })).toEqual({ state: 'connecting' })
    expect(state({ accounts: [] })).toEqual({ state: 'empty' })
    expect(state({ accounts: accounts(null) })).toEqual({ state: 'waiting' })
    expect(state({ accounts: accounts(30, null) })).toEqual({ state: 'live' })
  })

  it('tells how many accounts are late: too old, failing, refused, never read in all this time', () => {
    expect(state({ accounts: accounts(30, 4000) })).toEqual({ state: 'partial', late: 1, of: 2 })
    const [fine, failing, refused, unread] = accounts(30, 30, 30, null)
    if (!fine || !failing || !refused || !unread) throw new Error('Four were made.')
    expect(state({ accounts: [fine, { ...failing, lastError: ERROR }] })).toMatchObject({ state: 'partial', late: 1 })
    expect(state({ accounts: [fine, { ...refused, valid: false }] })).toMatchObject({ state: 'partial', late: 1 })
    expect(state({ accounts: [fine, { ...unread, createdAt: ago(181) }] })).toMatchObject({ state: 'partial', late: 1 })
  })

  it('is behind while a page that was kept has not caught up, whatever the line says', () => {
    expect(state({ keptAt: ago(7200) })).toEqual({ state: 'behind', since: ago(7200) })
    expect(state({ keptAt: ago(7200), accounts: null })).toEqual({ state: 'behind', since: ago(7200) })
    expect(state({ keptAt: ago(7200) }, false)).toMatchObject({ state: 'offline' })
  })

  it('is delayed with the line up when nothing has been read for three intervals', () => {
    expect(state({ accounts: accounts(181, 4000) })).toEqual({ state: 'delayed', since: ago(181) })
  })

  it('is behind when what was heard of is not on the page', () => {
    expect(state({ behindSince: at(2) })).toEqual({ state: 'live' })
    expect(state({ behindSince: at(3) })).toEqual({ state: 'behind', since: ago(3) })
  })

  it('turns from connecting to reconnecting to offline as the line stays down, however fresh the accounts', () => {
    const down = (seconds: number) => state({ line: { kind: 'down', since: at(seconds) }, downSince: at(seconds) })
    expect(state({ line: { kind: 'connecting' } })).toEqual({ state: 'connecting' })
    expect(down(2)).toEqual({ state: 'connecting' })
    expect(down(10)).toEqual({ state: 'reconnecting', since: ago(10) })
    expect(down(30)).toEqual({ state: 'offline', since: ago(30) })
  })

  it('says that it asks regularly while that works and the line does not', () => {
    const asked = (seconds: number) =>
      state({ line: { kind: 'down', since: at(100) }, downSince: at(100), caughtUpAt: at(seconds) })
    expect(asked(30)).toEqual({ state: 'polled', why: null })
    expect(asked(46)).toEqual({ state: 'offline', since: ago(100) })
    // Before the line was lost.
    expect(asked(101)).toEqual({ state: 'offline', since: ago(100) })
    const refused = { kind: 'refused', since: at(100), why: 'Too many pages.' } as const
    expect(state({ line: refused, downSince: at(100), caughtUpAt: at(5) })).toEqual({ state: 'polled', why: 'Too many pages.' })
  })

  it('is offline at once without a network, and signed out whatever else', () => {
    expect(state({}, false)).toEqual({ state: 'offline', since: null })
    expect(state({ line: { kind: 'signed-out' }, downSince: at(1) }, false)).toEqual({ state: 'signed-out' })
  })
})
