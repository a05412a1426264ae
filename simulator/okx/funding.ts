import { Decimal, sum, text } from '../decimal'
import type { LedgerToken } from '../ledger'
import { hash } from '../random'
import { currenciesAsked, DIGITS, type SignedCall, updated } from './call'
import { tradingFigures } from './figures'

/** GET /api/v5/asset/balances: the funding account's coins. */
export function fundingBalances(call: SignedCall) {
  return held(call, 'funding').map((token) => ({
    availBal: plain(new Decimal(token.balance).minus(token.locked ?? '0')),
    bal: plain(new Decimal(token.balance)),
    ccy: token.coin,
    frozenBal: plain(new Decimal(token.locked ?? '0')),
  }))
}

/** GET /api/v5/finance/savings/balance: simple earn, flexible. */
export function savings(call: SignedCall) {
  return held(call, 'earn').map((token) => ({
    amt: plain(new Decimal(token.balance)),
    ccy: token.coin,
    earnings: '0',
    loanAmt: plain(new Decimal(token.balance).minus(token.locked ?? '0')),
    pendingAmt: plain(new Decimal(token.locked ?? '0')),
    rate: '0.01',
    redemptAmt: '0',
  }))
}

/** GET /api/v5/finance/staking-defi/orders-active: on-chain earn, a row for each order. */
export function stakingOrders(call: SignedCall) {
  return held(call, 'staking').map((token) => ({
    apy: '0.0312',
    cancelRedemptionDeadline: '',
    ccy: token.coin,
    earningData: [{ ccy: token.coin, earnings: '0', earningType: '0', realizedEarnings: '0' }],
    estSettlementTime: '',
    fastRedemptionData: [],
    investData: [{ amt: plain(new Decimal(token.balance)), ccy: token.coin }],
    ordId: String(1_000_000 + (hash(`${call.ledger.uid} ${token.coin}`) % 9_000_000)),
    productId: '1234',
    protocol: 'Staking',
    protocolType: 'defi',
    purchasedTime: updated(call),
    redeemData: [],
    state: '1',
    tag: '',
    term: '0',
  }))
}

/** GET /api/v5/asset/asset-valuation: the worth of all accounts, by default in BTC. */
export function assetValuation(call: SignedCall) {
  const unit = call.exchange.coinPrice(call.query.get('ccy') ?? 'BTC') ?? '1'
  const worth = (wallet: string) =>
    sum(
      call.ledger.tokens
        .filter((t) => t.wallet === wallet)
        .map((t) => new Decimal(t.balance).times(call.exchange.coinPrice(t.coin) ?? '0')),
    )
  const trading = sum(tradingFigures(call.ledger, call.exchange).currencies.map((c) => c.equity.times(c.price ?? '0')))
  const earn = worth('earn').plus(worth('staking'))
  const funding = worth('funding')
  const t = (usd: Decimal) => text(usd.div(unit), DIGITS)
  return [
    {
      details: { classic: '0', earn: t(earn), funding: t(funding), trading: t(trading) },
      totalBal: t(earn.plus(funding).plus(trading)),
      ts: String(call.exchange.now()),
    },
  ]
}

/** GET /api/v5/asset/currencies: a row for each coin and chain. */
export function currencies(call: SignedCall) {
  const asked = currenciesAsked(call.query)
  const spots = call.exchange.markets().filter((m) => m.type === 'spot')
  const coins = [...new Set(spots.flatMap((m) => [m.base, m.quote]))].filter((coin) => asked === null || asked.includes(coin))
  return coins.flatMap((coin) =>
    FIATS.has(coin) ? [chainRow(coin, '')] : chainsOf(coin).map((chain) => chainRow(coin, `${coin}-${chain}`)),
  )
}

function chainRow(ccy: string, chain: string) {
  return {
    burningFeeRate: '',
    canDep: true,
    canInternal: true,
    canWd: true,
    ccy,
    chain,
    ctAddr: '',
    depEstOpenTime: '',
    depQuotaFixed: '',
    depQuoteDailyLayer2: '',
    fee: '0.0005',
    logoLink: '',
    mainNet: !chain.endsWith('ERC20'),
    maxFee: '0.001',
    maxFeeForCtAddr: '',
    maxWd: '5000000',
    minDep: '0.0001',
    minDepArrivalConfirm: '1',
    minFee: '0.0005',
    minFeeForCtAddr: '',
    minInternal: '0.0001',
    minWd: '0.001',
    minWdUnlockConfirm: '2',
    name: ccy,
    needTag: false,
    usedDepQuotaFixed: '',
    usedWdQuota: '0',
    wdEstOpenTime: '',
    wdQuota: '10000000',
    wdTickSz: '8',
  }
}

const FIATS = new Set(['USD', 'EUR', 'GBP', 'TRY', 'BRL'])

function chainsOf(coin: string): string[] {
  return hash(coin) % 3 === 0 ? [coin === 'BTC' ? 'Bitcoin' : coin] : [coin === 'BTC' ? 'Bitcoin' : coin, 'ERC20']
}

function held({ ledger, query }: SignedCall, wallet: string): LedgerToken[] {
  const asked = currenciesAsked(query)
  return ledger.tokens.filter((t) => t.wallet === wallet && (asked === null || asked.includes(t.coin)))
}

function plain(value: Decimal): string {
  return text(value, DIGITS)
}
