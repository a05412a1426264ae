import { type PositionFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, sum, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { SimMarket } from '../markets/market'
import { unknownCurrency } from './errors'

/** Amounts of coins are told times 10⁸, those of dollars times 10⁴. */
export const scaleOf = (currency: string) => (currency === 'USD' ? 4 : 8)
const scaled = (value: Decimal, scale: number) => value.times(new Decimal(10).pow(scale)).toDecimalPlaces(0).toNumber()
const t = (value: Decimal) => text(value, 12)
/** Inverse contracts send bare numbers. */
const bare = (value: Decimal, digits = 8) => value.toDecimalPlaces(digits).toNumber()

export const MULTI_ASSET = 'multi-asset'

/** GET /spot/wallets: those that were ever used. */
export function spotWallets(ledger: Ledger, exchange: Exchange) {
  return ledger.tokens
    .filter(({ wallet }) => wallet === 'spot')
    .map(({ coin, balance, locked }) => ({
      currency: coin,
      balanceEv: scaled(new Decimal(balance), scaleOf(coin)),
      lockedTradingBalanceEv: scaled(new Decimal(locked ?? 0), scaleOf(coin)),
      lockedWithdrawEv: 0,
      lastUpdateTimeNs: exchange.now() * 1_000_000,
      walletVid: 0,
    }))
}

const settledIn = (markets: readonly SimMarket[], currency: string | null, inverse: boolean) =>
  markets.filter((market) => market.type === 'swap' && market.settle === currency && market.inverse === inverse)

interface Account {
  balance: Decimal
  used: Decimal
  bonus: Decimal
  positions: PositionFigures[]
}

/** The balance holds the bonus and, of multi-asset accounts, what was borrowed. */
function accountOf(ledger: Ledger, wallet: string, currency: string, exchange: Exchange): Account {
  const { tokens, positions } = walletFigures(ledger, wallet, exchange)
  const token = tokens.find((row) => row.token.coin === currency)
  const mine = positions.filter((row) => row.market.settle === currency)
  const bonus = new Decimal(token?.token.fixed?.bonus ?? 0)
  return {
    balance: (token?.balance ?? ZERO).plus(token?.borrowed ?? ZERO).plus(bonus),
    used: sum(mine.map(assigned)).plus(token?.locked ?? ZERO),
    bonus,
    positions: mine,
  }
}

const assigned = (row: PositionFigures) => row.isolatedMargin ?? row.initialMargin
const sideOf = ({ isLong }: PositionFigures) => (isLong ? 'Buy' : 'Sell')
/** The sign of the leverage tells the margin mode. */
const leverageOf = ({ position, isolatedMargin }: PositionFigures) => `${isolatedMargin === null ? '-' : ''}${position.leverage}`

/** GET /g-accounts/accountPositions: figures as they are, in texts; a market whose position was closed is told too. */
export function linearAccount(ledger: Ledger, currency: string | null, exchange: Exchange) {
  const markets = settledIn(exchange.markets(), currency, false)
  if (currency === null || (markets.length === 0 && currency !== 'USDC')) throw unknownCurrency()
  const { balance, used, bonus, positions } = accountOf(ledger, 'perp', currency, exchange)
  const idle = markets.find((market) => positions.every((row) => row.market !== market))
  return {
    account: {
      userID: Number(ledger.uid),
      accountId: Number(`${ledger.uid}0003`),
      currency,
      accountBalanceRv: t(balance),
      totalUsedBalanceRv: t(used),
      bonusBalanceRv: t(bonus),
    },
    positions: [...positions.map((row) => linear(row, ledger)), ...(idle ? [closed(idle, ledger, exchange)] : [])],
  }
}

function linear(row: PositionFigures, ledger: Ledger) {
  const { market, position, contracts, entryPrice, markPrice } = row
  return withFixed(
    {
      ...common(market, ledger),
      side: sideOf(row),
      crossMargin: row.isolatedMargin === null,
      leverageRr: leverageOf(row),
      initMarginReqRr: t(new Decimal(1).div(position.leverage)),
      sizeRq: t(contracts.abs()),
      // At the price of the entry, not at the mark.
      valueRv: t(row.entryValueSettle),
      avgEntryPriceRp: entryPrice.toFixed(),
      avgEntryPrice: entryPrice.toFixed(),
      posCostRv: t(assigned(row)),
      assignedPosBalanceRv: t(assigned(row)),
      positionMarginRv: t(assigned(row)),
      liquidationPriceRp: row.liquidationPrice ? t(row.liquidationPrice) : '0',
      markPriceRp: markPrice.toFixed(),
      usedBalanceRv: t(assigned(row)),
      posSide: position.side === 'net' ? 'Merged' : position.side === 'long' ? 'Long' : 'Short',
    },
    position.fixed,
  )
}

function closed(market: SimMarket, ledger: Ledger, exchange: Exchange) {
  return {
    ...common(market, ledger),
    side: 'None',
    crossMargin: true,
    leverageRr: '-10',
    initMarginReqRr: '0.1',
    size: '0',
    valueRv: '0',
    avgEntryPriceRp: '0',
    avgEntryPrice: '0',
    posCostRv: '0',
    assignedPosBalanceRv: '0',
    positionMarginRv: '0',
    liquidationPriceRp: '0',
    markPriceRp: exchange.markPrice(market.key),
    usedBalanceRv: '0',
    posSide: ledger.positionMode === 'hedge' ? 'Long' : 'Merged',
  }
}

const common = (market: SimMarket, ledger: Ledger) => ({
  userID: Number(ledger.uid),
  accountID: Number(`${ledger.uid}0003`),
  symbol: market.id,
  currency: market.settle ?? '',
  positionStatus: 'Normal',
  maintMarginReqRr: market.maintenanceRate,
  riskLimitRv: '200000',
  bankruptCommRv: '0',
  bankruptPriceRp: '0',
  deleveragePercentileRr: '0',
  buyValueToCostRr: '0.10114',
  sellValueToCostRr: '0.10126',
  estimatedOrdLossRv: '0',
  cumClosedPnlRv: '0',
  cumFundingFeeRv: '0',
  cumTransactFeeRv: '0',
  takerFeeRateRr: '-1',
  makerFeeRateRr: '-1',
  term: 1,
  execSeq: 0,
  posMode: ledger.positionMode === 'hedge' ? 'Hedged' : 'OneWay',
})

/** GET /accounts/accountPositions: amounts of the account are scaled, figures of positions bare numbers and scaled ones. */
export function coinAccount(ledger: Ledger, currency: string | null, exchange: Exchange) {
  const markets = settledIn(exchange.markets(), currency, true)
  if (currency === null || (markets.length === 0 && currency !== 'USD')) throw unknownCurrency()
  const { balance, used, bonus, positions } = accountOf(ledger, 'coinm', currency, exchange)
  const scale = scaleOf(currency)
  return {
    account: {
      accountId: Number(`${ledger.uid}0001`),
      currency,
      accountBalanceEv: scaled(balance, scale),
      totalUsedBalanceEv: scaled(used, scale),
      bonusBalanceEv: scaled(bonus, scale),
    },
    positions: positions.map((row) => inverse(row, ledger)),
  }
}

function inverse(row: PositionFigures, ledger: Ledger) {
  const { market, contracts, entryPrice, markPrice, liquidationPrice } = row
  const leverage = Number(leverageOf(row))
  return withFixed(
    {
      userID: Number(ledger.uid),
      accountID: Number(`${ledger.uid}0001`),
      symbol: market.id,
      currency: market.settle ?? '',
      side: sideOf(row),
      positionStatus: 'Normal',
      crossMargin: row.isolatedMargin === null,
      leverageEr: leverage * 10 ** 8,
      leverage,
      initMarginReq: bare(new Decimal(1).div(row.position.leverage)),
      maintMarginReq: Number(market.maintenanceRate),
      size: contracts.abs().toNumber(),
      value: bare(row.entryValueSettle),
      valueEv: scaled(row.entryValueSettle, 8),
      avgEntryPriceEp: scaled(entryPrice, 4),
      avgEntryPrice: entryPrice.toNumber(),
      assignedPosBalanceEv: scaled(assigned(row), 8),
      assignedPosBalance: bare(assigned(row)),
      positionMargin: bare(assigned(row)),
      liquidationPrice: liquidationPrice ? liquidationPrice.toNumber() : 0,
      markPriceEp: scaled(markPrice, 4),
      markPrice: markPrice.toNumber(),
      markValue: null,
      unRealisedPosLoss: null,
      realisedPnl: null,
    },
    row.position.fixed,
  )
}

/** GET /uta-api/risk/risk-units: one a currency, one an isolated position. */
export function riskUnits(ledger: Ledger, exchange: Exchange) {
  const multi = ledger.mode === MULTI_ASSET
  return (['perp', 'coinm'] as const).flatMap((wallet) => {
    const { tokens, positions } = walletFigures(ledger, wallet, exchange)
    const cross = tokens.map((row) => ({
      userId: Number(ledger.uid),
      riskMode: multi ? 'MultiAsset' : 'Classic',
      currency: row.token.coin,
      symbol: wallet === 'perp' ? `BTC${row.token.coin}` : `${row.token.coin}USD`,
      posSide: '',
      userStatus: 'Normal',
      marginRatioRr: '0.001',
      totalBalanceRv: t(row.balance.plus(row.borrowed)),
      totalEquityRv: t(row.equity),
      totalPosUnpnlRv: t(row.unrealizedProfit),
      totalDebtRv: t(row.borrowed),
      totalPosCostRv: t(row.initialMargin),
      totalPosMMRv: t(row.maintMargin),
      totalOrdUsedBalanceRv: '0',
      fixedUsedRv: '0',
      riskType: multi ? 'MultiAssetContractCross' : 'SingleAssetContractCross',
    }))
    const isolated = positions.flatMap((row) =>
      row.isolatedMargin === null
        ? []
        : [
            {
              userId: Number(ledger.uid),
              riskMode: 'Isolated',
              currency: row.market.settle,
              symbol: row.market.id,
              posSide: row.position.side === 'net' ? 'Merge' : row.isLong ? 'Long' : 'Short',
              userStatus: 'Normal',
              marginRatioRr: '0.001',
              totalBalanceRv: t(row.isolatedMargin),
              totalEquityRv: t(row.isolatedMargin.plus(row.unrealizedProfit)),
              totalPosUnpnlRv: t(row.unrealizedProfit),
              totalDebtRv: '0',
              riskType: 'Isolated',
            },
          ],
    )
    return [...cross, ...isolated]
  })
}
