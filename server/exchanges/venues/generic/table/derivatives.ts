import type { Envelope } from '../envelope'
import type { BalanceCall, CodeOf, Coin, GenericExchange } from '../exchange'
import { bitflyerCollateral, btseFutures, deltaCoins, hitbtcCoins, withProfit, withTrialFunds } from './coins'
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
  zebpay: {
    calls: [spot('data[]', { type: 'spot' }), futures('data[]', { type: 'swap' })],
    positions: { holds: 'data[]', wallet: 'perp', counts: 'contracts' },
    proven: 'answers',
  },
}
