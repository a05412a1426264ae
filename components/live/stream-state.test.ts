import { describe, expect, it } from 'vitest'
import { account as holdings, prices, token } from '@/server/domain/holdings.testing'
import { overviewOf } from '@/server/domain/overview'
import { valueAccount } from '@/server/domain/valuation'
import { liveStateOf } from './stream-state'
import { accountView } from './views.testing'

const NOW = new Date('2026-01-01T12:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000)

function overview(...ages: number[]) {
  return overviewOf(
    ages.map((age, index) => {
      const account = accountView(String(index))
      const valued = valueAccount(holdings([token('USDT', '1')], { asOf: ago(age) }), prices({ USDT: '1' }))
      const { id, name, exchange, exchangeName } = account
      return { account, balance: { ...valued, accountId: id, accountName: name, exchange, exchangeName, stale: false } }
    }),
  )
}

const up = { connected: true, downSince: null, online: true }

describe('liveStateOf', () => {
  it('is live while the stream is up and some account is fresh', () => {
    expect(liveStateOf(up, overview(30, 4000), NOW)).toEqual({ state: 'live' })
    expect(liveStateOf(up, overview(), NOW)).toEqual({ state: 'live' })
    expect(liveStateOf(up, undefined, NOW)).toEqual({ state: 'live' })
  })

  it('is delayed when nothing has been read for three intervals, stream or not', () => {
    expect(liveStateOf(up, overview(181, 4000), NOW)).toMatchObject({ state: 'delayed', since: ago(181) })
    expect(liveStateOf(up, overview(180), NOW)).toEqual({ state: 'live' })
  })

  it('turns from connecting to delayed to offline as the line stays down', () => {
    const down = (seconds: number) => ({ connected: false, downSince: ago(seconds), online: true })
    expect(liveStateOf({ ...down(0), downSince: null }, undefined, NOW)).toEqual({ state: 'connecting' })
    expect(liveStateOf(down(2), undefined, NOW)).toEqual({ state: 'connecting' })
    expect(liveStateOf(down(10), undefined, NOW)).toMatchObject({ state: 'delayed', since: ago(10) })
    expect(liveStateOf(down(30), undefined, NOW)).toEqual({ state: 'offline', since: ago(30) })
  })

  it('is offline at once without a network', () => {
    expect(liveStateOf({ ...up, online: false }, overview(1), NOW)).toEqual({ state: 'offline', since: null })
  })
})
