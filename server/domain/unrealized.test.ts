import { expect, it } from 'vitest'
import { unrealizedSums } from './unrealized'

const row = (marketType: string, unrealizedProfit: string | null, price: string | null = '1') => ({
  assetType: 'position' as const,
  marketType,
  unrealizedProfit,
  price,
})

it('agrees where wallets and rows do, to what exchanges round, and where only one is known', () => {
  expect(unrealizedSums([{ unrealizedProfit: '100' }], [row('perp', '0.001', '100000')])).toMatchObject({ verdict: 'agree' })
  expect(unrealizedSums([{ unrealizedProfit: '100.4' }], [row('perp', '100')]).verdict).toBe('agree')
  expect(unrealizedSums([{ unrealizedProfit: null }], [row('perp', '5')]).verdict).toBe('agree')
  expect(unrealizedSums([{ unrealizedProfit: '5' }], []).verdict).toBe('agree')
})

it('says that options are what the wallets leave out: -597 above, +5,505 below', () => {
  expect(
    unrealizedSums([{ unrealizedProfit: '-597' }], [row('perp', '-597'), row('option', '6000'), row('option', '102')]),
  ).toEqual({ wallets: '-597', rows: '5505', options: '6102', verdict: 'options' })
})

it('says that it is another figure where options do not explain it', () => {
  expect(unrealizedSums([{ unrealizedProfit: '-597' }], [row('perp', '10'), row('option', '5495')]).verdict).toBe('other')
  expect(unrealizedSums([{ unrealizedProfit: '50' }], [row('perp', '100')]).verdict).toBe('other')
})
