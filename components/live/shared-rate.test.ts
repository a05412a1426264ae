import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import type { DisplayRateView } from '@/server/domain/views'
import type { KnownRate } from './line/messages'
import { sharedRate } from './shared-rate'

const KEY = [['settings', 'displayRate'], { type: 'query' }]
const rate = (usdPerUnit: string, second: number, currency = 'EUR') => ({
  ...{ currency, usdPerUnit },
  asOf: new Date(Date.parse('2026-01-01T00:00:00Z') + second * 1000),
})

/** Tabs that hear each other. */
function tabs(count: number) {
  const opened: { client: QueryClient; heard: (newer: KnownRate) => void; told: number }[] = []
  for (let index = 0; index < count; index += 1) {
    const client = new QueryClient()
    client.setQueryData<DisplayRateView>(KEY, rate('1.1', index))
    const tab = { client, heard: (_: KnownRate) => {}, told: 0 }
    const shared = sharedRate(client, KEY, (told) => {
      tab.told += 1
      for (const other of opened) if (other !== tab) other.heard(told)
    })
    tab.heard = shared.heard
    opened.push(tab)
  }
  return opened
}

it('all tabs show money by the newest rate that any of them has', async () => {
  const all = tabs(3)
  await all[1]?.client.fetchQuery({ queryKey: KEY, queryFn: () => rate('1.2', 60) })
  expect(all.map(({ client }) => client.getQueryData<DisplayRateView>(KEY)?.usdPerUnit)).toEqual(['1.2', '1.2', '1.2'])
  expect(all.map(({ told }) => told)).toEqual([0, 1, 0])
})

it('keeps its own where another has an older one, or one of another currency', async () => {
  const [first, second] = tabs(2)
  await first?.client.fetchQuery({ queryKey: KEY, queryFn: () => rate('1.3', 60) })
  await second?.client.fetchQuery({ queryKey: KEY, queryFn: () => rate('1.2', 30) })
  expect(first?.client.getQueryData<DisplayRateView>(KEY)?.usdPerUnit).toBe('1.3')
  await second?.client.fetchQuery({ queryKey: KEY, queryFn: () => rate('0.9', 90, 'CHF') })
  expect(first?.client.getQueryData<DisplayRateView>(KEY)?.usdPerUnit).toBe('1.3')
})
