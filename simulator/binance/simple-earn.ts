import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerToken } from '../ledger'
import type { SignedCall } from './call'
import { BinanceError } from './errors'
import { inBtc, plain } from './numbers'

const FLEXIBLE = 'earn-flexible'
const LOCKED = 'earn-locked'

/** Flexible savings show in the spot account a second time, as a receipt named `LD` and the coin. */
export function flexibleReceipts(ledger: Ledger): LedgerToken[] {
  return ledger.tokens.filter((t) => t.wallet === FLEXIBLE).map((t) => ({ ...t, wallet: 'spot', coin: `LD${t.coin}` }))
}

/** GET /sapi/v1/simple-earn/flexible/position, ten rows a page unless `size` (at most 100). */
export function flexiblePositions(call: SignedCall) {
  return page(call, FLEXIBLE, (token) => ({
    totalAmount: plain(new Decimal(token.balance)),
    tierAnnualPercentageRate: {},
    latestAnnualPercentageRate: '0.02599895',
    yesterdayAirdropPercentageRate: '0',
    asset: token.coin,
    airDropAsset: '',
    canRedeem: true,
    collateralAmount: plain(new Decimal(token.locked ?? '0')),
    productId: `${token.coin}001`,
    yesterdayRealTimeRewards: '0',
    cumulativeBonusRewards: '0',
    cumulativeRealTimeRewards: '0',
    cumulativeTotalRewards: '0',
    autoSubscribe: true,
  }))
}

/** GET /sapi/v1/onchain-yields/locked/position: nothing is staked on chain here. */
export const onChainPositions = () => ({ rows: [], total: 0 })

/** GET /sapi/v1/simple-earn/locked/position. */
export function lockedPositions(call: SignedCall) {
  const bought = Math.floor(call.exchange.now() / 86_400_000) * 86_400_000 - 20 * 86_400_000
  return page(call, LOCKED, (token, i) => ({
    positionId: 123_123 + i,
    parentPositionId: 123_122 + i,
    projectId: `${token.coin}*120`,
    asset: token.coin,
    amount: plain(new Decimal(token.balance)),
    purchaseTime: bought,
    duration: 120,
    accrualDays: 20,
    rewardAsset: token.coin,
    APY: '0.0512',
    rewardAmt: '0',
    extraRewardAsset: '',
    extraRewardAPR: '0',
    estExtraRewardAmt: '0',
    boostRewardAsset: '',
    boostApr: '0',
    totalBoostRewardAmt: '0',
    nextPay: '0',
    nextPayDate: bought + 21 * 86_400_000,
    payPeriod: 1,
    redeemAmountEarly: plain(new Decimal(token.balance)),
    rewardsEndDate: bought + 120 * 86_400_000,
    deliverDate: bought + 121 * 86_400_000,
    redeemPeriod: 1,
    redeemingAmt: '0',
    redeemTo: 'SPOT',
    partialAmtDeliverDate: bought + 121 * 86_400_000,
    canRedeemEarly: true,
    canFastRedemption: true,
    autoSubscribe: false,
    type: 'AUTO',
    status: 'HOLDING',
    canReStake: true,
  }))
}

/** GET /sapi/v1/simple-earn/account. */
export function earnAccount(call: SignedCall) {
  const value = (wallet: string, coin: string) => {
    const rows = call.ledger.tokens.filter((t) => t.wallet === wallet)
    const btc = sum(rows.map((t) => inBtc(t.coin, new Decimal(t.balance), call)))
    if (coin === 'BTC') return plain(btc)
    return plain(btc.times(call.exchange.coinPrice('BTC') ?? '0').div(call.exchange.coinPrice('USDT') ?? '1'))
  }
  const total = (coin: string) => plain(new Decimal(value(FLEXIBLE, coin)).plus(value(LOCKED, coin)))
  return {
    totalAmountInBTC: total('BTC'),
    totalAmountInUSDT: total('USDT'),
    totalFlexibleAmountInBTC: value(FLEXIBLE, 'BTC'),
    totalFlexibleAmountInUSDT: value(FLEXIBLE, 'USDT'),
    totalLockedInBTC: value(LOCKED, 'BTC'),
    totalLockedInUSDT: value(LOCKED, 'USDT'),
  }
}

function page(call: SignedCall, wallet: string, row: (token: LedgerToken, index: number) => unknown) {
  const asset = call.params.get('asset')
  const rows = call.ledger.tokens.filter((t) => t.wallet === wallet && (asset === null || t.coin === asset))
  const current = count(call, 'current', 1, Number.MAX_SAFE_INTEGER)
  const size = count(call, 'size', 10, 100)
  return { rows: rows.map(row).slice((current - 1) * size, current * size), total: rows.length }
}

function count(call: SignedCall, name: string, usual: number, highest: number): number {
  const value = Number(call.params.get(name) ?? usual)
  if (Number.isInteger(value) && value >= 1 && value <= highest) return value
  throw new BinanceError(-1130, `Data sent for parameter '${name}' is not valid.`)
}
