import { z } from 'zod'
import { add, plainDecimal } from '../../../ccxt/amounts'
import type { Envelope } from '../envelope'
import type { CodeOf, Coin, GenericExchange } from '../exchange'

/** One wallet of coins, and nothing besides. */
const spot = (holds: Envelope, more: Partial<GenericExchange> = {}): GenericExchange => ({
  calls: [{ holds, wallets: [{ wallet: 'spot', total: 'cash' }] }],
  positions: null,
  proven: 'answers',
  ...more,
})

const flat = z.record(z.string(), z.unknown())

/** Coincheck's flat answer: what is lent is the owner's, what is borrowed is owed (coincheck.com/documents/exchange/api). */
function coincheckCoins(answer: unknown, codeOf: CodeOf): Coin[] {
  const amounts = flat.parse(answer)
  const of = (name: string) => plainDecimal(amounts[name])
  return Object.keys(amounts).flatMap((key) => {
    const id = /^(\w+)_reserved$/.exec(key)?.[1]
    if (id === undefined) return []
    const total = add(of(id), of(`${id}_reserved`), of(`${id}_lend_in_use`), of(`${id}_lent`))
    return [{ code: codeOf(id), total, free: of(id), debt: of(`${id}_debt`) }]
  })
}

const latokenAccount = z.array(z.object({ type: z.string(), currency: z.string(), available: z.unknown(), blocked: z.unknown() }))

/** The coins of one of LATOKEN's kinds of account. */
const latokenCoins =
  (isOf: (type: string) => boolean) =>
  (answer: unknown, codeOf: CodeOf): Coin[] =>
    latokenAccount
      .parse(answer)
      .filter(({ type }) => isOf(type))
      .map(({ currency, available, blocked }) => ({
        code: codeOf(currency),
        total: add(plainDecimal(available), plainDecimal(blocked)),
        free: plainDecimal(available),
      }))

const LATOKEN = { wallet: 'ACCOUNT_TYPE_WALLET', spot: 'ACCOUNT_TYPE_SPOT' }

/** Exchanges that ccxt reads coins of, and no contracts; forms of answers as ccxt 4.5.84 documents them. */
export const SPOT: Readonly<Record<string, GenericExchange>> = {
  alpaca: spot(
    { keys: /^(cash|account_number)$/ },
    { missing: { stocks: 'Shares and options are not read: ccxt tells crypto and cash alone.' } },
  ),
  binanceus: spot('balances[]'),
  bit2c: spot({ keys: /^AVAILABLE_/ }),
  bitbank: spot('data.assets[]'),
  bitbns: spot('data{}'),
  bithumb: spot('[]'),
  bitopro: spot('data[]'),
  bitso: spot('payload.balances[]'),
  bitteam: spot('result{}'),
  bittrade: spot('data.list[]', { missing: { 'further accounts': 'Only the first of its accounts is read.' }, proven: 'code' }),
  bitvavo: spot('[]'),
  blockchaincom: spot('primary[]', { missing: { 'further accounts': 'Only the primary account is read.' } }),
  btcbox: spot({ keys: /_balance$/ }),
  btcmarkets: spot('[]'),
  btcturk: spot('data[]'),
  cex: spot('data{}', { missing: { 'sub-accounts': 'Only the main wallet is read.' } }),
  coinbaseexchange: spot('[]'),
  coincheck: {
    calls: [{ holds: { keys: /_reserved$/ }, wallets: [{ wallet: 'spot', total: 'cash', coins: coincheckCoins }] }],
    positions: null,
    proven: 'answers',
  },
  coinmate: spot('data{}'),
  coinone: spot({ keys: /^normalWallets$|^(krw|btc)$/i }),
  coinsph: spot('balances[]'),
  coinspot: spot({ keys: /^balances?$/ }),
  cryptomus: spot('result[]'),
  foxbit: spot('data[]'),
  hollaex: spot({ keys: /_(balance|available)$/ }),
  independentreserve: spot('[]'),
  indodax: spot('return.balance{}'),
  latoken: {
    calls: [
      {
        method: 'privateGetAuthAccount',
        holds: '[]',
        wallets: [
          { wallet: 'spot', total: 'cash', coins: latokenCoins((type) => type === LATOKEN.spot) },
          { wallet: 'funding', total: 'cash', coins: latokenCoins((type) => type === LATOKEN.wallet) },
          {
            wallet: 'further accounts',
            total: 'cash',
            coins: latokenCoins((type) => type !== LATOKEN.spot && type !== LATOKEN.wallet),
          },
        ],
      },
    ],
    positions: null,
    proven: 'answers',
  },
  lbank: spot('data[]', { proven: 'code' }),
  luno: spot('balance[]'),
  mercado: spot('response_data.balance{}'),
  // Not offered: it signs in with a login and a password.
  ndax: spot('[]', { proven: 'code' }),
  p2b: spot('result{}'),
  paymium: spot({ keys: /^balance_/ }),
  revolutx: spot('[]', { proven: 'code' }),
  tokocrypto: spot('data.accountAssets[]'),
  upbit: spot('[]'),
  zaif: spot('return.funds{}'),
}
