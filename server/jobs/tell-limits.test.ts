import { expect, it, vi } from 'vitest'
import { FakeExchanges } from '../exchanges/testing'
import { createLog } from '../log'
import { tellLimits } from './tell-limits'

it('tells plainly of limits that are nearly used up, or waited for, and of others on request', () => {
  const log = createLog('silent')
  const [info, debug] = [vi.spyOn(log, 'info'), vi.spyOn(log, 'debug')]
  const nobody = { person: 0, reading: 0, flows: 0 }
  const limit = (used: number) => [{ limit: 'address', scope: 'address' as const, used, of: 600 }]
  const exchanges = Object.assign(new FakeExchanges(), {
    budgets: () => [
      { exchange: 'bybit', limits: limit(450), waiting: nobody },
      { exchange: 'okx', limits: limit(10), waiting: { ...nobody, reading: 3 } },
      { exchange: 'gate', limits: limit(10), waiting: nobody },
      { exchange: 'mexc', limits: [], waiting: nobody },
    ],
  })
  tellLimits({ exchanges, log })
  expect(info.mock.calls.map(([about]) => about)).toEqual([
    { exchange: 'bybit', used: { address: '450 of 600' }, waiting: nobody },
    { exchange: 'okx', used: { address: '10 of 600' }, waiting: { ...nobody, reading: 3 } },
  ])
  expect(debug.mock.calls.map(([about]) => about)).toEqual([
    { exchange: 'gate', used: { address: '10 of 600' }, waiting: nobody },
  ])
})
