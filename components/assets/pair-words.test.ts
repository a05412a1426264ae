import { expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { pairWords } from './pair-words'

it.each([
  ['1000PEPE:PERP-USDT', '1000PEPE', 'USDT perp'],
  ['BTC:PERP-USD:USD', 'BTC', 'USD perp'],
  ['BTC:PERP-USD', 'BTC', 'USD perp in BTC'],
  ['BTC:PERP-USDT:USDC', 'BTC', 'USDT perp in USDC'],
  ['BTC:260327-USD', 'BTC', 'USD Mar 27, 2026 in BTC'],
  ['BTC:260327-100000-C-USD', 'BTC', 'Mar 27, 2026 100,000 call USD in BTC'],
  ['BTC:260327-100000-C-USD:USDC', 'BTC', 'Mar 27, 2026 100,000 call USD in USDC'],
  ['BTC:260327-USDT', 'BTC', 'USDT Mar 27, 2026'],
  ['BTC:260327-100000-C-USDC', 'BTC', 'Mar 27, 2026 100,000 call USDC'],
  ['ETH:261225-2500.5-P-USDC', 'ETH', 'Dec 25, 2026 2,500.5 put USDC'],
  ['XAUT', 'XAUT', ''],
  ['SOMETHING:ELSE', 'SOMETHING:ELSE', ''],
])('%s is read as %s %s', (symbol, coin, rest) => {
  expect(pairWords(symbol, 'en-US', wordsIn('en', {}))).toEqual({ coin, rest })
})
