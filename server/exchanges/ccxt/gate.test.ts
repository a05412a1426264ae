import pino from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createCcxtExchanges } from '../ccxt-port'
import { venueFor } from '../venues'
import { Client } from './client'
import { Gate, UnlistedRequest } from './gate'

describe('a request that is not on the list', () => {
  const CREDENTIALS = { privateKey: `0x${'1'.repeat(64)}` }
  const requests: unknown[] = []
  const told: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void told.push(line) })
  const transport = async (request: unknown) => {
    requests.push(request)
    return { status: 200, statusText: 'OK', headers: {}, body: '[]' }
  }

  beforeEach(() => {
    requests.length = 0
    told.length = 0
  })

  it('throws before it leaves, and is logged without what it carried', async () => {
    const gate = new Gate({ exchange: 'aster', requests: venueFor('aster').about.requests, purpose: 'read', log })
    const signal = AbortSignal.timeout(5_000)
    const reach = { transport, gate, timeoutMs: 1_000 }
    const client = await Client.create({
      ...reach,
      exchange: 'aster',
      sandbox: false,
      credentials: CREDENTIALS,
      exact: true,
      signal,
    })
    const approving = client.call('fapiPrivatePostV3ApproveBuilder', { builder: `0x${'2'.repeat(40)}`, maxFeeRate: '0.001' })
    await expect(approving).rejects.toBeInstanceOf(UnlistedRequest)
    expect(gate.stopped?.request).toBe('POST fapi.asterdex.com/fapi/v3/approveBuilder')
    expect(requests).toEqual([])
    expect(told.join()).toContain('approveBuilder')
    expect(told.join()).not.toMatch(/signature|maxFeeRate|0x2222/)
  })

  it('is not made at all where ccxt would approve a fee by itself', async () => {
    const port = createCcxtExchanges({ transport, log, markets: () => [] })
    const connection = { exchange: 'aster', credentials: CREDENTIALS, sandbox: false, options: {} }
    await port.fetchHoldings(connection, AbortSignal.timeout(5_000)).catch(() => undefined)
    expect(requests.length).toBeGreaterThan(0)
    expect(JSON.stringify(requests)).not.toMatch(/builder/i)
    expect(told).toEqual([])
  })

  it('fails the account in a sentence of its own, also where ccxt swallows the error', async () => {
    const port = createCcxtExchanges({ transport, log, markets: () => [] })
    const connection = {
      exchange: 'okx',
      credentials: { apiKey: 'a', apiSecret: 'b', password: 'c' },
      sandbox: false,
      options: {},
    }
    const okx = venueFor('okx')
    const read = okx.read
    try {
      okx.read = async (api) => {
        await api.call('privatePostTradeOrder', { instId: 'BTC-USDT' }, z.unknown()).catch(() => undefined)
        return { holdings: [], wallets: [], positionMode: null }
      }
      await expect(port.fetchHoldings(connection, AbortSignal.timeout(5_000))).rejects.toMatchObject({
        code: 'exchange_blocked',
        message: expect.stringMatching(
          /^Ballast stopped a request to OKX .*\(POST www\.okx\.com\/api\/v5\/trade\/order\)\. Nothing was sent\./,
        ),
      })
    } finally {
      okx.read = read
    }
  })
})
