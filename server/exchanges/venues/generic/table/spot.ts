import type { Envelope } from '../envelope'
import type { GenericExchange } from '../exchange'
import {
  alpacaCash,
  alpacaCoins,
  byName,
  coincheckCoins,
  isAlpacaPositions,
  latokenCoins,
  revolutCoins,
  revolutStaked,
} from './coins'

/** One wallet of coins, and nothing besides. */
const spot = (holds: Envelope, more: Partial<GenericExchange> = {}): GenericExchange => ({
  calls: [{ holds, wallets: [{ wallet: 'spot', total: 'cash' }] }],
  positions: null,
  proven: 'answers',
  ...more,
})

/** One wallet whose answer has a name for each coin's figure. */
const named = (method: string, keys: RegExp, figures: Parameters<typeof byName>[1]): GenericExchange => ({
  calls: [{ method, holds: { keys }, wallets: [{ wallet: 'spot', total: 'cash', coins: byName(keys, figures) }] }],
  positions: null,
  proven: 'answers',
})

const LATOKEN = { wallet: 'ACCOUNT_TYPE_WALLET', spot: 'ACCOUNT_TYPE_SPOT' }

/** Exchanges that ccxt reads coins of, and no contracts; forms of answers as ccxt 4.5.84 documents them. */
export const SPOT: Readonly<Record<string, GenericExchange>> = {
  alpaca: {
    calls: [
      {
        method: 'traderPrivateGetV2Account',
        holds: { keys: /^(cash|account_number)$/ },
        wallets: [{ wallet: 'spot', total: 'cash', coins: alpacaCash }],
      },
      {
        method: 'traderPrivateGetV2Positions',
        holds: isAlpacaPositions,
        wallets: [{ wallet: 'spot', total: 'cash', coins: alpacaCoins }],
      },
    ],
    positions: null,
    missing: { stocks: 'Shares and options are not read: ccxt tells crypto and cash alone.' },
    proven: 'answers',
  },
  binanceus: spot('balances[]'),
  // ccxt looks for coins that have a market; these answers name all of them.
  bit2c: named('privateGetAccountBalanceV2', /^AVAILABLE_(\w+)$/, {
    total: (id) => [id],
    free: (id) => `AVAILABLE_${id}`,
  }),
  bitbank: spot('data.assets[]'),
  bitbns: spot('data{}'),
  bitopro: spot('data[]'),
  bitso: spot('payload.balances[]'),
  bitteam: spot('result{}'),
  bittrade: spot('data.list[]', { missing: { 'further accounts': 'Only the first of its accounts is read.' }, proven: 'code' }),
  bitvavo: spot('[]'),
  blockchaincom: spot('primary[]', { missing: { 'further accounts': 'Only the primary account is read.' } }),
  btcbox: named('privatePostBalance', /^(\w+)_balance$/, {
    total: (id) => [`${id}_balance`, `${id}_lock`],
    free: (id) => `${id}_balance`,
  }),
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
  hollaex: named('privateGetUserBalance', /^(\w+)_balance$/, {
    total: (id) => [`${id}_balance`],
    free: (id) => `${id}_available`,
  }),
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
  luno: spot('balance[]'),
  mercado: spot('response_data.balance{}'),
  // Not offered: it signs in with a login and a password.
  ndax: spot('[]', { proven: 'code' }),
  p2b: spot('result{}'),
  paymium: named('privateGetUser', /^balance_(\w+)$/, {
    total: (id) => [`balance_${id}`, `locked_${id}`],
    free: (id) => `balance_${id}`,
  }),
  revolutx: {
    calls: [
      {
        method: 'privateGet10Balances',
        holds: '[]',
        wallets: [
          { wallet: 'spot', total: 'cash', coins: revolutCoins },
          { wallet: 'earn', total: 'cash', coins: revolutStaked },
        ],
      },
    ],
    positions: null,
    proven: 'answers',
  },
  tokocrypto: spot('data.accountAssets[]'),
  zaif: spot('return.funds{}'),
}
