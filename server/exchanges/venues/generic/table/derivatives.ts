import { z } from 'zod'
import { add, plainDecimal } from '../../../ccxt/amounts'
import { at, type Envelope } from '../envelope'
import type { BalanceCall, CodeOf, Coin, GenericExchange } from '../exchange'

const rows = z.array(z.record(z.string(), z.unknown()))
const listAt = (answer: unknown, path: string) => rows.parse(at(answer, path))
const sum = (row: Record<string, unknown>, ...names: string[]) => add(...names.map((name) => plainDecimal(row[name])))

const spot = (holds: Envelope, params?: BalanceCall['params']): BalanceCall => ({
  ...(params && { params }),
  holds,
  wallets: [{ wallet: 'spot', total: 'cash' }],
})
/** A wallet of its own for contracts; `perp` unless it is named. */
const futures = (
  holds: Envelope,
  params: NonNullable<BalanceCall['params']>,
  {
    total = 'cash',
    wallet = 'perp',
    coins,
  }: { total?: 'cash' | 'equity'; wallet?: string; coins?: (answer: unknown, codeOf: CodeOf) => Coin[] } = {},
): BalanceCall => ({ params, holds, wallets: [{ wallet, total, margins: true, ...(coins && { coins }) }] })

const NO_CONTRACTS = 'Contracts are not read: ccxt has no call for them.'

const bitfinexWallets = z.array(z.tuple([z.string(), z.string(), z.unknown(), z.unknown(), z.unknown()]).rest(z.unknown()))
/** One of Bitfinex's wallets; derivatives are margined by coins whose names end in F0, in the margin wallet. */
const bitfinexCoins =
  (wallet: string, derivative?: boolean) =>
  (answer: unknown, codeOf: CodeOf): Coin[] =>
    bitfinexWallets.parse(answer).flatMap(([type, currency, balance, , available]) => {
      if (type !== wallet || (derivative !== undefined && /F0$/.test(currency) !== derivative)) return []
      return [{ code: codeOf(currency), total: plainDecimal(balance), free: plainDecimal(available) }]
    })

/** Crypto.com settles profit each day into cash; since then it stands in `total_session_unrealized_pnl`. */
function cryptocomCoins(answer: unknown, codeOf: CodeOf): Coin[] {
  return listAt(answer, 'result.data').flatMap((account) => {
    const settle = String(account.instrument_name)
    const balances = rows.catch([]).parse(account.position_balances)
    return balances.map((coin) => ({
      code: codeOf(String(coin.instrument_name)),
      total: plainDecimal(coin.quantity),
      free: null,
      ...(String(coin.instrument_name) === settle && { profit: plainDecimal(account.total_session_unrealized_pnl) }),
    }))
  })
}

const deltaCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  listAt(answer, 'result').map((coin) => ({
    code: codeOf(String(coin.asset_symbol)),
    total: plainDecimal(coin.balance),
    free: plainDecimal(coin.available_balance),
  }))

/** CoinEx v2: what positions bind is not in `available` and `frozen` (docs.coinex.com/api/v2, futures balance). */
const coinexFutures = (answer: unknown, codeOf: CodeOf): Coin[] =>
  listAt(answer, 'data').map((coin) => ({
    code: codeOf(String(coin.ccy)),
    total: sum(coin, 'available', 'frozen', 'margin'),
    free: plainDecimal(coin.available),
  }))
const coinexEarn = (answer: unknown, codeOf: CodeOf): Coin[] =>
  listAt(answer, 'data').map((coin) => ({
    code: codeOf(String(coin.ccy)),
    total: sum(coin, 'available', 'frozen'),
    free: plainDecimal(coin.available),
  }))
/** Isolated margin accounts, two coins each; `repaid` is what is still to be repaid. */
function coinexMargin(answer: unknown, codeOf: CodeOf): Coin[] {
  const found = new Map<string, Coin>()
  for (const account of listAt(answer, 'data')) {
    for (const side of ['base_ccy', 'quote_ccy']) {
      const code = codeOf(String(account[side]))
      const of = (name: string) => plainDecimal(at(account[name], side))
      const known = found.get(code)
      const free = of('available')
      found.set(code, {
        code,
        total: add(known?.total ?? '0', free, of('frozen')),
        free: add(known?.free ?? '0', free),
        debt: add(known?.debt ?? '0', of('repaid'), of('interest')),
      })
    }
  }
  return [...found.values()]
}

/** HitBTC and its sites: what positions bind is `reserved_margin`. */
const hitbtcFutures = (answer: unknown, codeOf: CodeOf): Coin[] =>
  listAt(answer, '').map((coin) => ({
    code: codeOf(String(coin.currency)),
    total: sum(coin, 'available', 'reserved', 'reserved_margin'),
    free: plainDecimal(coin.available),
  }))
const HITBTC: GenericExchange = {
  calls: [
    spot('[]', { type: 'spot' }),
    { params: { type: 'wallet' }, holds: '[]', wallets: [{ wallet: 'funding', total: 'cash' }] },
    futures('[]', { type: 'derivatives' }, { coins: hitbtcFutures }),
  ],
  positions: { wallet: 'perp', counts: 'coins' },
  proven: 'code',
}

/** Poloniex: ccxt takes what is available for the whole. */
const poloniexFutures = (answer: unknown, codeOf: CodeOf): Coin[] =>
  listAt(answer, 'data.details').map((coin) => ({
    code: codeOf(String(coin.ccy)),
    total: plainDecimal(coin.eq),
    free: plainDecimal(coin.avail),
  }))

/** Wallets that tell the profit of their coin beside the balance. */
const withProfit =
  (name: string) =>
  (answer: unknown, codeOf: CodeOf): Coin[] =>
    listAt(answer, '').map((coin) => ({
      code: codeOf(String(coin.asset)),
      total: plainDecimal(coin.balance),
      free: plainDecimal(coin.availableBalance),
      profit: plainDecimal(coin[name]),
    }))

const isNumberText = (value: unknown) => plainDecimal(value) !== null

/** Centralised exchanges with contracts; forms of answers as ccxt 4.5.84 documents them. */
export const DERIVATIVES: Readonly<Record<string, GenericExchange>> = {
  bequant: HITBTC,
  fmfwio: HITBTC,
  hitbtc: HITBTC,
  bigone: {
    calls: [spot('data[]'), { params: { type: 'funding' }, holds: 'data[]', wallets: [{ wallet: 'funding', total: 'cash' }] }],
    positions: null,
    missing: { perp: NO_CONTRACTS },
    proven: 'code',
  },
  bitfinex: {
    calls: [
      {
        method: 'privatePostAuthRWallets',
        holds: '[]',
        wallets: [
          { wallet: 'spot', total: 'cash', coins: bitfinexCoins('exchange') },
          { wallet: 'margin', total: 'cash', margins: true, coins: bitfinexCoins('margin', false) },
          { wallet: 'perp', total: 'cash', margins: true, coins: bitfinexCoins('margin', true) },
          { wallet: 'funding', total: 'cash', coins: bitfinexCoins('funding') },
        ],
      },
    ],
    positions: { wallet: 'perp', counts: 'coins', amount: '2', without: ['initialMargin'] },
    proven: 'answers',
  },
  bitflyer: {
    calls: [spot('[]')],
    positions: null,
    missing: { perp: 'Lightning FX is not read: ccxt asks for one market at a time.' },
    proven: 'answers',
  },
  bitrue: {
    calls: [
      spot('balances[]', { type: 'spot' }),
      futures('data.account[]', { type: 'swap' }),
      futures('data.account[]', { type: 'swap', subType: 'inverse' }, { wallet: 'coinm' }),
    ],
    positions: null,
    missing: { positions: NO_CONTRACTS },
    proven: 'code',
  },
  bitstamp: { calls: [spot('[]')], positions: null, missing: { perp: NO_CONTRACTS }, proven: 'answers' },
  gemini: { calls: [spot('[]')], positions: null, missing: { perp: NO_CONTRACTS }, proven: 'code' },
  onetrading: { calls: [spot('balances[]')], positions: null, missing: { perp: NO_CONTRACTS }, proven: 'answers' },
  blofin: {
    calls: [
      { holds: 'data.details[]', wallets: [{ wallet: 'perp', total: 'equity', margins: true }] },
      { params: { accountType: 'funding' }, holds: 'data[]', wallets: [{ wallet: 'funding', total: 'cash' }] },
      { params: { accountType: 'spot' }, holds: 'data[]', wallets: [{ wallet: 'spot', total: 'cash' }] },
      { params: { accountType: 'earn' }, holds: 'data[]', wallets: [{ wallet: 'earn', total: 'cash' }] },
      { params: { accountType: 'copy_trading' }, holds: 'data[]', wallets: [{ wallet: 'copy trading', total: 'cash' }] },
    ],
    positions: { wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
  btse: {
    calls: [spot('data[]', { type: 'spot' }), futures('[]', { type: 'swap' })],
    positions: { wallet: 'perp', counts: 'contracts', without: ['leverage'] },
    missing: { 'isolated wallets': 'Only the cross wallet of futures is read.' },
    proven: 'code',
  },
  bydfi: {
    calls: [spot('data[]', { type: 'spot' }), futures('data[]', { wallet: 'W001' })],
    positions: { wallet: 'perp', counts: 'contracts' },
    proven: 'code',
  },
  coinex: {
    calls: [
      spot('data[]', { type: 'spot' }),
      {
        method: 'v2PrivateGetAssetsFuturesBalance',
        holds: 'data[]',
        wallets: [{ wallet: 'perp', total: 'cash', margins: true, coins: coinexFutures }],
      },
      {
        method: 'v2PrivateGetAssetsMarginBalance',
        holds: 'data[]',
        wallets: [{ wallet: 'margin', total: 'cash', coins: coinexMargin }],
      },
      {
        method: 'v2PrivateGetAssetsFinancialBalance',
        holds: 'data[]',
        wallets: [{ wallet: 'earn', total: 'cash', coins: coinexEarn }],
      },
    ],
    // `close_avbl`, which ccxt takes, shrinks while a closing order rests.
    positions: { wallet: 'perp', counts: 'coins', amount: 'open_interest' },
    proven: 'answers',
  },
  cryptocom: {
    calls: [{ holds: 'result.data[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true, coins: cryptocomCoins }] }],
    // ccxt's margins are what the position cost.
    positions: { wallet: 'unified', counts: 'coins', cost: 'open_pos_cost', without: ['initialMargin', 'collateral'] },
    proven: 'answers',
  },
  deepcoin: {
    calls: [spot('data[]', { type: 'spot' }), futures('data[]', { type: 'swap' })],
    positions: { wallet: 'perp', counts: 'contracts' },
    proven: 'code',
  },
  delta: {
    calls: [{ holds: 'result[]', wallets: [{ wallet: 'perp', total: 'cash', margins: true, coins: deltaCoins }] }],
    positions: { wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
  digifinex: {
    calls: [
      spot('list[]', { type: 'spot' }),
      { params: { type: 'margin' }, holds: 'list[]', wallets: [{ wallet: 'margin', total: 'cash' }] },
      futures('data[]', { type: 'swap' }, { total: 'equity' }),
    ],
    // `avail_position`, which ccxt takes, shrinks while a closing order rests; its maintenance margin is the position's margin.
    positions: {
      calls: [[undefined, { type: 'swap' }]],
      wallet: 'perp',
      counts: 'contracts',
      amount: 'position',
      without: ['maintenanceMargin'],
    },
    proven: 'answers',
  },
  hashkey: {
    calls: [spot('balances[]', { type: 'spot' }), futures('[]', { type: 'swap' }, { coins: withProfit('crossUnRealizedPnl') })],
    positions: null,
    missing: { positions: 'ccxt asks for one market at a time.' },
    proven: 'code',
  },
  mudrex: {
    calls: [
      futures('data{}', { type: 'swap' }),
      { params: { type: 'spot' }, holds: 'data{}', wallets: [{ wallet: 'spot', total: 'cash' }] },
    ],
    positions: { wallet: 'perp', counts: 'coins', without: ['collateral'] },
    proven: 'code',
  },
  phemex: {
    calls: [
      spot('data[]', { type: 'spot' }),
      futures('data.account{}', { type: 'swap', code: 'USDT' }),
      futures('data.account{}', { type: 'swap', code: 'BTC' }, { wallet: 'coinm' }),
    ],
    positions: {
      calls: [
        [undefined, { code: 'USDT' }],
        [undefined, { code: 'BTC' }],
      ],
      wallet: 'perp',
      counts: 'contracts',
    },
    missing: { 'further contract wallets': 'Only those settled in USDT and BTC are read.' },
    proven: 'code',
  },
  poloniex: {
    calls: [
      spot('[]', { type: 'spot' }),
      futures('data.details[]', { type: 'swap' }, { total: 'equity', coins: poloniexFutures }),
    ],
    positions: { wallet: 'perp', counts: 'contracts', without: ['collateral'] },
    proven: 'code',
  },
  toobit: {
    calls: [spot('balances[]', { type: 'spot' }), futures('[]', { type: 'swap' })],
    positions: { wallet: 'perp', counts: 'contracts' },
    proven: 'code',
  },
  weex: {
    calls: [spot('balances[]', { type: 'spot' }), futures('[]', { type: 'swap' }, { coins: withProfit('unrealizePnl') })],
    positions: { wallet: 'perp', counts: 'coins' },
    proven: 'answers',
  },
  whitebit: {
    calls: [
      spot('{…}'),
      { params: { type: 'main' }, holds: '{…}', wallets: [{ wallet: 'funding', total: 'cash' }] },
      {
        params: { type: 'swap' },
        holds: (answer) => typeof answer === 'object' && answer !== null && Object.values(answer).every(isNumberText),
        wallets: [{ wallet: 'perp', total: 'cash', margins: true }],
      },
    ],
    positions: { wallet: 'perp', counts: 'coins', amount: 'amount', without: ['collateral'] },
    proven: 'answers',
  },
  xt: {
    calls: [
      spot('result.assets[]', { type: 'spot' }),
      futures('result[]', { type: 'swap', subType: 'linear' }),
      futures('result[]', { type: 'swap', subType: 'inverse' }, { wallet: 'coinm' }),
    ],
    positions: {
      calls: [
        [undefined, { subType: 'linear' }],
        [undefined, { subType: 'inverse' }],
      ],
      wallet: 'perp',
      counts: 'contracts',
    },
    proven: 'code',
  },
  zebpay: {
    calls: [spot('data[]', { type: 'spot' }), futures('data[]', { type: 'swap' })],
    positions: { wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
}
