import { describe, expect, it } from 'vitest'
import type { AccountView } from '@/server/domain/views'
import { statusOf } from './account-status'

const account: AccountView = {
  id: 'a',
  name: 'Main',
  exchange: 'bybit',
  exchangeName: 'Bybit',
  generic: false,
  marginMode: 'CROSS',
  positionMode: null,
  archived: false,
  valid: true,
  maskedKey: 'abcde********',
  permissions: ['read'],
  keyExpiresAt: null,
  keyIpList: null,
  keyCheckedAt: null,
  keyChange: null,
  exchangeLabel: null,
  credentialOptions: { default: true },
  sandbox: false,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  lastRefreshedAt: new Date(0),
  lastError: null,
  nextRefreshAt: new Date(0),
  refreshIntervalSeconds: 60,
}
const failed = (code: string, message: string) =>
  statusOf(
    { ...account, lastError: { code, message, exchangeError: null, since: new Date(0), nextTryAt: new Date(60_000) } },
    true,
  )

describe('what stands beside an account that failed', () => {
  it('says once that it is tried again', () => {
    const limited = 'Bybit limits how often this account is asked. It is tried again by itself.'
    expect(failed('exchange_rate_limit', limited).detail).toBe(limited)
    expect(failed('exchange_timeout', 'Bybit did not answer.').detail).toBe('Bybit did not answer. It is tried again by itself.')
  })

  it('says what to do where a person must', () => {
    expect(failed('exchange_clock', 'The clocks are apart.').detail).toBe("The clocks are apart. Set this server's clock right.")
  })
})
