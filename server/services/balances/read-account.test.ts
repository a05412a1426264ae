import { expect, it } from 'vitest'
import type { AccountHoldings } from '@/server/domain/types'
import type { Connection } from '@/server/exchanges/port'
import { FakeExchanges } from '@/server/exchanges/testing'
import { readAccount } from './read-account'

/** Answers for an account only when its exchange's tickers are already on their way. */
class Reluctant extends FakeExchanges {
  #expected: (() => void) | null = null
  readonly #ready = new Promise<void>((resolve) => {
    this.#expected = resolve
  })

  expectPrices(exchange: string): void {
    this.calls.push(`expectPrices ${exchange}`)
    this.#expected?.()
  }

  override async fetchHoldings(connection: Connection, signal: AbortSignal): Promise<AccountHoldings> {
    await this.#ready
    return super.fetchHoldings(connection, signal)
  }
}

it('has tickers fetched beside the holdings that they value', async () => {
  const exchanges = new Reluctant()
  exchanges.open('key')
  const connection = { exchange: 'bybit', credentials: { apiKey: 'key', apiSecret: 'key-secret' }, sandbox: false, options: {} }
  await readAccount({ exchanges }, connection, new AbortController().signal)
  expect(exchanges.calls).toEqual(['expectPrices bybit', 'fetchHoldings key'])
})
