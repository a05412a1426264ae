/**
 * Exchanges that refuse a nonce which is not greater than the last one of its key, by their documentation. Others sign
 * with a time that only must be near theirs, or with a text that is another each time.
 */
export const GROWING_NONCES: ReadonlySet<string> = new Set([
  // open.big.one/docs/api_auth.html
  'bigone',
  'bit2c',
  'bitbank',
  'bitbns',
  'bitso',
  'btcbox',
  // api.exchange.bullish.com/docs: microseconds within the day, increasing
  'bullish',
  // coincheck.com/documents/exchange/api#auth: "needs to be increased on every request"
  'coincheck',
  'coinmate',
  // Of the calls of version 2; later ones carry a text.
  'coinone',
  'coinspot',
  'independentreserve',
  'mercado',
  'p2b',
  'paymium',
  'zaif',
])
