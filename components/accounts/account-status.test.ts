import { describe, expect, it } from 'vitest'
import { accountView } from '@/server/domain/account-view.testing'
import { statusOf } from './account-status'

const failed = (code: string, message: string) =>
  statusOf(
    accountView('a', { lastError: { code, message, exchangeError: null, since: new Date(0), nextTryAt: new Date(60_000) } }),
    true,
  )

describe('what stands beside an account that failed', () => {
  it('says once that it is tried again', () => {
    const limited = 'Bybit limits how often this account is asked. It is tried again by itself.'
    expect(failed('exchange_rate_limit', limited)).toMatchObject({ detail: limited, remedy: null })
    expect(failed('exchange_timeout', 'Bybit did not answer.')).toMatchObject({
      ...{ detail: 'Bybit did not answer.', remedy: 'It is tried again by itself.' },
    })
  })

  it('says what to do where a person must', () => {
    expect(failed('exchange_clock', 'The clocks are apart.')).toMatchObject({
      ...{ detail: 'The clocks are apart.', remedy: "Set this server's clock right." },
    })
    expect(failed('exchange_unheard_of', 'Something else.')).toMatchObject({ detail: 'Something else.', remedy: null })
  })
})
