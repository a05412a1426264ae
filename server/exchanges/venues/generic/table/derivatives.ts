import type { Envelope } from '../envelope'
import type { BalanceCall, CodeOf, Coin, GenericExchange } from '../exchange'
import {
  bitflyerCollateral,
  bitrueFutures,
  btseFutures,
  coinexEarn,
  coinexFutures,
  coinexMargin,
  deltaCoins,
  geminiStaked,
  hitbtcCoins,
  poloniexFutures,
  withProfit,
  withTrialFunds,
} from './coins'
import { OWN_POSITIONS } from './positions'

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

/** A wallet by one of ccxt's implicit methods, whose answer is the exchange's own. */
const own = (
  method: string,
  holds: Envelope,
  wallet: string,
  coins: (answer: unknown, codeOf: CodeOf) => Coin[],
  {
    params,
    total = 'cash',
    margins = false,
  }: { params?: BalanceCall['params']; total?: 'cash' | 'equity'; margins?: boolean } = {},
): BalanceCall => ({ method, ...(params && { params }), holds, wallets: [{ wallet, total, ...(margins && { margins }), coins }] })

/** HitBTC and its sites; `pnl` of a position is what was realised, so that open profit is not told. */
const HITBTC: GenericExchange = {
  calls: [
    own('privateGetSpotBalance', '[]', 'spot', hitbtcCoins),
    own('privateGetWalletBalance', '[]', 'funding', hitbtcCoins),
    own('privateGetFuturesBalance', '[]', 'perp', hitbtcCoins, { margins: true }),
  ],
  positions: { own: OWN_POSITIONS.hitbtc, wallet: 'perp', counts: 'coins' },
  missing: { margin: 'Positions on spot margin are not read; what they bind is among the spot coins.' },
  proven: 'answers',
}

const XT = withTrialFunds('result', {
  coin: 'coin',
  total: 'walletBalance',
  free: 'availableBalance',
  bonus: ['bonus', 'coupon'],
})

/** Centralised exchanges with contracts; forms of answers as ccxt 4.5.84 documents them. */
export const DERIVATIVES: Readonly<Record<string, GenericExchange>> = {
  bequant: HITBTC,
  fmfwio: HITBTC,
  hitbtc: HITBTC,
  bigone: {
    calls: [spot('data[]'), { params: { type: 'funding' }, holds: 'data[]', wallets: [{ wallet: 'funding', total: 'cash' }] }],
    positions: null,
    missing: { perp: NO_CONTRACTS },
    proven: 'answers',
  },
  bitflyer: {
    calls: [spot('[]'), own('privateGetGetcollateralaccounts', '[]', 'perp', bitflyerCollateral, { margins: true })],
    positions: { own: OWN_POSITIONS.bitflyer, wallet: 'perp', counts: 'coins' },
    proven: 'answers',
  },
  bitrue: {
    calls: [
      spot('balances[]', { type: 'spot' }),
      own('fapiV2PrivateGetAccount', 'data.account[]', 'perp', bitrueFutures, { total: 'equity', margins: true }),
      own('dapiV2PrivateGetAccount', 'data.account[]', 'coinm', bitrueFutures, { total: 'equity', margins: true }),
    ],
    positions: { own: OWN_POSITIONS.bitrue, wallet: 'perp', counts: 'contracts' },
    // Its positions were not to be had as documented.
    proven: 'code',
  },
  bitstamp: {
    calls: [spot('[]')],
    positions: null,
    missing: { perp: NO_CONTRACTS, earn: 'What is lent or staked in Earn is not read.' },
    proven: 'answers',
  },
  gemini: {
    calls: [spot('[]'), own('privatePostV1BalancesStaking', '[]', 'earn', geminiStaked)],
    positions: { own: OWN_POSITIONS.gemini, wallet: 'perp', counts: 'coins' },
    missing: { 'Gemini Earn': 'What is lent out in Earn is not read.' },
    proven: 'answers',
  },
  onetrading: { calls: [spot('balances[]')], positions: null, missing: { perp: NO_CONTRACTS }, proven: 'answers' },
  btse: {
    calls: [
      spot('data[]', { type: 'spot' }),
      own('privateGetFuturesApiV23UserWallet', '[]', 'perp', btseFutures, { params: { wallet: 'CROSS@' }, margins: true }),
    ],
    positions: { own: OWN_POSITIONS.btse, wallet: 'perp', counts: 'coins' },
    missing: { 'isolated wallets': 'Only the cross wallet of futures is read.' },
    proven: 'answers',
  },
  bydfi: {
    calls: [
      spot('data[]', { type: 'spot' }),
      own(
        'privateGetV1FapiAccountBalance',
        'data[]',
        'perp',
        withTrialFunds('data', { coin: 'asset', total: 'balance', free: 'availableBalance', bonus: ['bonusAmount'] }),
        { params: { wallet: 'W001' }, margins: true },
      ),
    ],
    positions: { own: OWN_POSITIONS.bydfi, wallet: 'perp', counts: 'coins' },
    missing: {
      'further wallets': 'Of funding and of further contract wallets nothing is read.',
      coinm: 'Contracts settled in coins are not read.',
    },
    proven: 'answers',
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
    positions: { own: OWN_POSITIONS.coinex, wallet: 'perp', counts: 'coins' },
    proven: 'answers',
  },
  deepcoin: {
    calls: [spot('data[]', { type: 'spot' }), futures('data[]', { type: 'swap' })],
    positions: { own: OWN_POSITIONS.deepcoin, wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
  delta: {
    calls: [{ holds: 'result[]', wallets: [{ wallet: 'perp', total: 'cash', margins: true, coins: deltaCoins }] }],
    positions: { holds: 'result[]', wallet: 'perp', counts: 'contracts' },
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
      holds: 'data[]',
      calls: [[undefined, { type: 'swap' }]],
      wallet: 'perp',
      counts: 'contracts',
      amount: 'position',
      without: ['maintenanceMargin'],
    },
    proven: 'answers',
  },
  hashkey: {
    calls: [
      spot('balances[]', { type: 'spot' }),
      own('privateGetApiV1FuturesBalance', '[]', 'perp', withProfit('crossUnRealizedPnl'), { margins: true }),
    ],
    positions: null,
    missing: { positions: 'ccxt asks for one market at a time; the profit of isolated positions is in no figure.' },
    proven: 'answers',
  },
  mudrex: {
    calls: [
      futures('data{}', { type: 'swap' }),
      { params: { type: 'spot' }, holds: 'data{}', wallets: [{ wallet: 'spot', total: 'cash' }] },
    ],
    positions: { holds: 'data[]', wallet: 'perp', counts: 'coins', without: ['collateral'] },
    proven: 'code',
  },
  poloniex: {
    calls: [
      spot('[]', { type: 'spot' }),
      own('swapPrivateGetV3AccountBalance', 'data.details[]', 'perp', poloniexFutures, { total: 'equity', margins: true }),
    ],
    positions: { own: OWN_POSITIONS.poloniex, wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
  toobit: {
    calls: [spot('balances[]', { type: 'spot' }), futures('[]', { type: 'swap' })],
    positions: { own: OWN_POSITIONS.toobit, wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
  weex: {
    calls: [spot('balances[]', { type: 'spot' }), futures('[]', { type: 'swap' }, { coins: withProfit('unrealizePnl') })],
    positions: { holds: '[]', wallet: 'perp', counts: 'coins' },
    proven: 'answers',
  },
  // ccxt's unified call takes `main` for the kind of market, and asks for the trade account again.
  xt: {
    calls: [
      spot('result.assets[]', { type: 'spot' }),
      own('privateLinearGetFutureUserV1BalanceList', 'result[]', 'perp', XT, { margins: true }),
      own('privateInverseGetFutureUserV1BalanceList', 'result[]', 'coinm', XT, { margins: true }),
    ],
    positions: { own: OWN_POSITIONS.xt, wallet: 'perp', counts: 'contracts' },
    missing: { 'further accounts': 'Of earn, copy trading and bots ccxt tells nothing.' },
    proven: 'answers',
  },
  zebpay: {
    calls: [spot('data[]', { type: 'spot' }), futures('data[]', { type: 'swap' })],
    positions: { holds: 'data[]', wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
}
