import { describe, expect, it } from 'vitest'
import type { ValuedAccount } from '../../domain/types'
import { parseRecording } from '../replay/file'
import { valueRecording } from '../replay/replay'
import { market } from '../venues/recordings.testing'
import { type Case, DOCUMENTED, PRICES } from './documented.testing'

const read = (exchange: string, { markets = [], prices }: Case, calls: Case['calls']) =>
  valueRecording(
    parseRecording(
      JSON.stringify({
        exchange,
        now: '2026-11-28T00:00:00Z',
        markets: markets.map(market),
        calls,
        prices: { ...PRICES, ...prices },
      }),
    ),
  )

/** What comes in place of an answer, whatever was asked. */
const BAD: readonly string[] = [
  '<!doctype html><html><body>Just a moment...</body></html>',
  '<html><head><title>502 Bad Gateway</title></head></html>',
  '',
  ' \n',
  'Service temporarily unavailable',
  'null',
  'true',
  '12',
  '"unavailable"',
  '{"message":"Service unavailable"}',
  '{"error":"maintenance"}',
  '{"success":false,"message":"try again"}',
  '{"status":"error","message":"try again"}',
  '{"code":77777,"msg":"try again"}',
  '{"code":77777,"msg":"try again","data":null}',
  '{"code":"77777","message":"try again","result":null}',
  '{"retCode":77777,"retMsg":"try again","result":{}}',
  '{"code":0,"data":null}',
  '{"hello":"world"}',
  '[null]',
  '["maintenance"]',
  '[{"hello":"world"}]',
]

/** The other kind of a list and an object, and an answer that was cut off. */
function broken(response: unknown): string[] {
  const text = JSON.stringify(response)
  return [Array.isArray(response) ? '{}' : '[]', text.slice(0, -2), text.slice(0, text.length / 2)]
}

describe.each(Object.entries(DOCUMENTED))('%s', (exchange, test) => {
  it('reads what its documentation answers', async () => {
    const { tokens, positions = [], equity, unpriced = [], more } = test
    const account = await read(exchange, test, test.calls)
    const rows = (type: 'token' | 'position') =>
      account.assets
        .filter(({ assetType }) => assetType === type)
        .map(({ walletType, symbol, size, unrealizedProfit }) => [walletType, symbol, size, unrealizedProfit])
    const sorted = (list: unknown[][]) => [...list].map((row) => JSON.stringify(row)).sort()
    expect(sorted(rows('token'))).toEqual(sorted(tokens))
    expect(sorted(rows('position'))).toEqual(sorted(positions))
    expect(account.equity).toBe(equity)
    expect(account.notIncluded.filter(({ reason }) => reason.startsWith('No recorded'))).toEqual([])
    expect(account.unpriced).toEqual(unpriced)
    more?.(account)
  })

  it('gives no reading, or names what it left out, whichever of its calls is answered by something else', async () => {
    const whole = await read(exchange, test, test.calls)
    const named = (account: ValuedAccount) => new Set(account.notIncluded.map(({ wallet, reason }) => `${wallet}: ${reason}`))
    const before = named(whole)
    const silent: string[] = []
    for (const [index, call] of test.calls.entries()) {
      for (const body of [...BAD, ...broken(call.response)]) {
        const calls = test.calls.map((other, at) => (at === index ? { ...other, response: body } : other))
        const account = await read(exchange, test, calls).catch(() => null)
        if (account === null || [...named(account)].some((line) => !before.has(line))) continue
        silent.push(`${call.path}: ${body.slice(0, 60)} → ${account.equity}`)
      }
    }
    expect(silent).toEqual([])
  })
})
