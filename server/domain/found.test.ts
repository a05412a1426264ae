import { expect, it } from 'vitest'
import { sentencesIn } from '../language/catalogue'
import { BY_ITSELF, foundIn, foundProblem } from './found'
import { account, perp, prices, token } from './holdings.testing'
import { valueAccount } from './valuation'

const usd = prices({ USDT: '1', BTC: '50000' })

it('says of each wallet what is in it, and of positions the nearest to its liquidation', () => {
  const near = perp('BTC', '1', '50000', { markPrice: '50000', liquidationPrice: '45000' })
  const far = perp('ETH', '-2', '-4000', { markPrice: '2000', liquidationPrice: '4000' })
  const untold = perp('SOL', '1', '100')
  const valued = valueAccount(
    account([token('USDT', '100'), token('BTC', '1'), token('WHAT', '5'), near, far, untold], {
      wallets: [
        { wallet: 'spot', equityUsd: null },
        { wallet: 'perp', equityUsd: null },
      ],
      notIncluded: [
        { wallet: 'earn', reason: 'The key may not read it.' },
        { wallet: 'margin', reason: 'Never opened.', unopened: true },
      ],
    }),
    usd,
  )
  expect(foundIn(valued)).toMatchObject({
    equity: '50100',
    wallets: [
      { wallet: 'spot', equity: '50100', coins: 3, positions: 0 },
      { wallet: 'perp', coins: 0, positions: 3 },
    ],
    positions: { count: 3, nearest: { symbol: 'BTC:PERP-USDT', distance: '0.1' }, withoutDistance: 1 },
    unpriced: ['WHAT'],
    notIncluded: [{ wallet: 'earn', reason: 'The key may not read it.' }],
  })
})

it('of positions without a liquidation price none is the nearest, and an unknown equity is no zero', () => {
  const found = foundIn(valueAccount(account([token('WHAT', '5'), perp('SOL', '1', '100')]), usd))
  expect(found).toMatchObject({ equity: null, positions: { count: 1, nearest: null, withoutDistance: 1 } })
})

it('a failure that passes lets one look again or add it, and promises no try of what is not saved', () => {
  const words = 'Binance gave no usable answer. It is tried again by itself.'
  const passing = foundProblem({ code: 'exchange_network', message: words }, true)
  expect(passing).toMatchObject({ message: 'Binance gave no usable answer.', exchangeError: null })
  expect(passing.advice).toMatch(/look again in a minute.*Or add/i)
  const limited = foundProblem(
    { code: 'exchange_rate_limit', message: 'Too many. It is tried again by itself, in 30 seconds at the earliest.' },
    true,
  )
  expect(limited.message).toBe('Too many.')
  expect(foundProblem({ code: 'exchange_permission', message: 'No.' }, false).advice).toMatch(/Allow the key to read/)
  expect(foundProblem({ code: 'exchange_refused', message: 'No.', exchangeError: 'nope' }, false)).toMatchObject({
    exchangeError: 'nope',
    advice: expect.stringContaining('If it stays so'),
  })
})

it.each(['de', 'zh-Hans'] as const)('what is tried again by itself is taken off in %s wherever it is in English', (language) => {
  const promises = [...sentencesIn(language)].filter(([english]) => BY_ITSELF.en.test(` ${english}`))
  expect(promises.length).toBeGreaterThan(5)
  const kept = promises.filter(([, said]) => !BY_ITSELF[language].test(` ${said}`)).map(([english]) => english)
  expect(kept).toEqual([])
})
