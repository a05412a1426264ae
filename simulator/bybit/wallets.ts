import { type TokenFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, padded, sum, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok, refused } from './answers'

/** GET /v5/account/wallet-balance */
export function walletBalance({ query }: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  if (query.get('accountType') !== 'UNIFIED') return badParameter('accountType only support UNIFIED.', exchange)
  return ok({ list: [unifiedWallet(ledger, exchange, query.get('coin')?.split(','))] }, exchange)
}

/** The unified account with its coins, all of them or those wanted: what the endpoint and the stream send. */
export function unifiedWallet(ledger: Ledger, exchange: Exchange, wanted?: readonly string[]) {
  const wallet = walletFigures(ledger, 'unified', exchange)
  const perpProfit = sum(
    wallet.tokens.map((t) =>
      t.usdPrice
        ? t.usdPrice.times(
            sum(
              wallet.positions
                .filter((p) => p.market.settle === t.token.coin && p.market.type !== 'option')
                .map((p) => p.unrealizedProfit),
            ),
          )
        : ZERO,
    ),
  )
  const collateral = wallet.tokens.filter((t) => t.token.collateral !== false)
  const marginBalance = sum(collateral.map((t) => t.usdValue ?? ZERO))
  const rate = (margin: Decimal) => (marginBalance.greaterThan(0) ? text(margin.div(marginBalance), 4) : '0')
  // Rates and totals of the margin are the account's only while all of it is one cross-margined pool.
  const crossOnly = (value: string) => (accountMarginMode(ledger, exchange) === 'ISOLATED_MARGIN' ? '' : value)
  return {
    totalEquity: text(wallet.equityUsd),
    accountIMRate: crossOnly(rate(wallet.initialMarginUsd)),
    totalMarginBalance: crossOnly(text(marginBalance)),
    totalInitialMargin: crossOnly(text(wallet.initialMarginUsd)),
    accountType: 'UNIFIED',
    totalAvailableBalance: crossOnly(text(Decimal.max(0, marginBalance.minus(wallet.initialMarginUsd)))),
    accountMMRate: crossOnly(rate(wallet.maintMarginUsd)),
    totalPerpUPL: text(perpProfit),
    totalWalletBalance: text(wallet.balanceUsd),
    accountLTV: crossOnly('0'),
    totalMaintenanceMargin: crossOnly(text(wallet.maintMarginUsd)),
    coin: wallet.tokens.filter((t) => !wanted || wanted.includes(t.token.coin)).map(coinRow),
  }
}

function coinRow(figures: TokenFigures) {
  const { token } = figures
  return withFixed(
    {
      availableToBorrow: '',
      bonus: '0',
      accruedInterest: text(figures.interest),
      // Deprecated by Bybit and empty ever since.
      availableToWithdraw: '',
      totalOrderIM: '0',
      equity: text(figures.equity),
      totalPositionMM: text(figures.maintMargin),
      usdValue: figures.usdValue ? text(figures.usdValue) : '0',
      unrealisedPnl: text(figures.unrealizedProfit),
      collateralSwitch: token.collateral !== false,
      spotHedgingQty: '0',
      borrowAmount: padded(figures.borrowed, 18),
      totalPositionIM: text(figures.initialMargin),
      walletBalance: text(figures.balance, 18),
      cumRealisedPnl: '0',
      locked: text(figures.locked, 18),
      marginCollateral: token.collateral !== false,
      coin: token.coin,
    },
    token.fixed,
  )
}

/** GET /v5/asset/transfer/query-account-coins-balance: the funding wallet. */
export function coinsBalance({ query }: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const accountType = query.get('accountType')
  if (accountType !== 'FUND' && accountType !== 'UNIFIED') return badParameter('accountType is invalid', exchange)
  const wanted = query.get('coin')?.split(',')
  if (accountType === 'UNIFIED' && !wanted) return badParameter('coin is required for UNIFIED', exchange)
  const { tokens } = walletFigures(ledger, accountType === 'FUND' ? 'funding' : 'unified', exchange)
  const balance = tokens
    .filter((t) => !wanted || wanted.includes(t.token.coin))
    .map((t) => ({
      coin: t.token.coin,
      transferBalance: text(t.available, 18),
      walletBalance: text(t.balance, 18),
      bonus: '',
    }))
  return ok({ memberId: ledger.uid, accountType, balance }, exchange, 'success')
}

const ACCOUNTS = [
  ['UnifiedTradingAccount', 'unified'],
  ['FundingAccount', 'funding'],
  ['Earn', 'earn'],
] as const

/** GET /v5/asset/asset-overview: all accounts with their coins; nobody has bots or follows anybody here. */
export function assetOverview(_request: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const list = ACCOUNTS.map(([accountType, name]) => {
    const { tokens } = walletFigures(ledger, name, exchange)
    const totalEquity = text(sum(tokens.map(({ usdValue }) => usdValue ?? ZERO)), 2)
    const coinDetail = tokens.map(({ token, equity }) => ({ coin: token.coin, equity: text(equity) }))
    const held = name === 'earn' ? { categories: [{ category: 'Easy Earn', equity: totalEquity, coinDetail }] } : { coinDetail }
    return { accountType, totalEquity, valuationCurrency: 'USD', snapshotTime: String(exchange.now()), ...held }
  })
  return ok({ totalEquity: text(sum(list.map((row) => new Decimal(row.totalEquity))), 2), list }, exchange, 'Success')
}

/** GET /v5/earn/position: flexible savings; nothing is staked on chain here. */
export function earnPosition({ query }: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const category = query.get('category')
  if (category !== 'FlexibleSaving' && category !== 'OnChain') return refused(180001, 'Invalid parameter', exchange)
  const coin = query.get('coin')
  const rows = ledger.tokens.filter(
    (t) => t.wallet === 'earn' && category === 'FlexibleSaving' && (coin === null || t.coin === coin),
  )
  const list = rows.map((token, i) => ({
    coin: token.coin,
    productId: String(400 + i),
    amount: token.balance,
    totalPnl: '',
    claimableYield: token.interest ?? '0',
    id: '',
    status: '',
    orderId: '',
    estimateRedeemTime: '',
    estimateStakeTime: '',
    estimateInterestCalculationTime: '',
    settlementTime: '',
  }))
  return ok({ list }, exchange, '')
}

/** GET /v5/account/info */
export function accountInfo(ledger: Ledger, exchange: Exchange): VenueResponse {
  return ok(
    {
      marginMode: accountMarginMode(ledger, exchange),
      updatedTime: '1697078946000',
      unifiedMarginStatus: 6,
      dcpStatus: 'OFF',
      timeWindow: 10,
      smpGroup: 0,
      isMasterTrader: false,
      spotHedgingStatus: 'OFF',
    },
    exchange,
  )
}

/** As set by a call, else the ledger's `mode`, else `ISOLATED_MARGIN` for an account that holds isolated positions only. */
export function accountMarginMode(ledger: Ledger, exchange: Exchange): string {
  const set = exchange.settings(ledger).account.get('marginMode') ?? ledger.mode
  if (set !== undefined) return set
  const allIsolated = ledger.positions.length > 0 && ledger.positions.every((p) => p.marginMode === 'isolated')
  return allIsolated ? 'ISOLATED_MARGIN' : 'REGULAR_MARGIN'
}

/** GET /v5/user/query-api */
export function keyInfo(ledger: Ledger, exchange: Exchange): VenueResponse {
  const { key } = ledger
  const canTrade = key.permissions.includes('trade')
  const wallet = [
    ...(key.permissions.includes('transfer') ? ['AccountTransfer', 'SubMemberTransferList'] : []),
    ...(key.permissions.includes('withdraw') ? ['Withdraw'] : []),
  ]
  return ok(
    {
      id: ledger.uid,
      note: ledger.label ?? '',
      apiKey: key.apiKey,
      // A key that may only read still lists what it may read.
      readOnly: key.permissions.some((p) => p !== 'read') ? 0 : 1,
      secret: '',
      permissions: {
        ContractTrade: canTrade || wallet.length === 0 ? ['Order', 'Position'] : [],
        Spot: canTrade || wallet.length === 0 ? ['SpotTrade'] : [],
        Wallet: wallet,
        Options: canTrade || wallet.length === 0 ? ['OptionsTrade'] : [],
        Derivatives: [],
        CopyTrading: [],
        BlockTrade: [],
        Exchange: [],
        NFT: [],
        Affiliate: [],
        Earn: ['Earn'],
      },
      ips: key.ipList && key.ipList.length > 0 ? key.ipList : ['*'],
      type: 1,
      deadlineDay: 83,
      expiredAt: new Date(exchange.now() + 83 * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z'),
      createdAt: new Date(exchange.now() - 7 * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z'),
      unified: 0,
      uta: 1,
      userID: Number(ledger.uid),
      inviterID: 0,
      vipLevel: 'No VIP',
      mktMakerLevel: '0',
      affiliateID: 0,
      rsaPublicKey: '',
      isMaster: true,
      parentUid: '0',
      kycLevel: 'LEVEL_DEFAULT',
      kycRegion: '',
    },
    exchange,
    '',
  )
}
