import { type PositionFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, sum, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { dydxMarkets } from '../markets/dexes'
import type { SimMarket } from '../markets/market'
import type { Venue } from '../venue'
import { answered, refused, refusing, type Words } from '../wire'
import { transfers } from './flows'

/**
 * dYdX, read by address: its indexer, and a node of the chain. Wallets of a ledger: `perp`, `perp:2` (the third sub-account), `vaults`
 * (USDC), `staking` (DYDX), `chain`. An isolated position lies in a sub-account of its own, from 128 on, with what was put up.
 * https://docs.dydx.xyz/indexer-client/http (2026-11)
 */

const LIMIT = 100
const WINDOW = 10_000
const PARENTS = 128
const NODES = ['dydx-rest.publicnode.com', 'test-dydx-rest.kingnodes.com']
const DENOMS: Readonly<Record<string, { denom: string; decimals: number }>> = {
  DYDX: { denom: 'adydx', decimals: 18 },
  USDC: { denom: 'ibc/8E27BA2D5493AF5636760E354E46004562C46AB7EC0CC4C1CA14E9E20E2545B5', decimals: 6 },
}

const errors = (msg: string) => ({ errors: [{ msg }] })
const WORDS: Words = {
  tooMany: errors('Too many requests'),
  // An address needs no key: nothing of it can be revoked.
  credentials: { status: 403, body: errors('Forbidden') },
  forbidden: { status: 403, body: errors('Forbidden') },
  clock: { status: 400, body: errors('Bad request') },
  broken: errors('Internal Server Error'),
}

export const dydx: Venue = {
  id: 'dydx',
  hosts: ['indexer.dydx.trade', 'indexer.v4testnet.dydx.exchange', ...NODES],
  markets: dydxMarkets,
  apiKeyOf: ({ path, query }) => /dydx1\w+/.exec(path)?.[0] ?? query.get('address'),
  handle(request, exchange) {
    if (request.method !== 'GET') return refused(405, errors('Method not allowed'))
    if (!exchange.limiter.take(`dydx:${request.host}:${request.ip}`, 1, LIMIT, WINDOW, exchange.now()).allowed)
      return refusing('rate-limit', WORDS, 5)
    if (request.path === '/v4/perpetualMarkets') {
      const rows = exchange.markets().map((market) => [market.id, marketRow(market, exchange)] as const)
      return answered({ markets: Object.fromEntries(rows) })
    }
    const address = this.apiKeyOf(request)
    const ledger = exchange.ledgerByKey(address ?? '')
    if (NODES.includes(request.host)) return node(request.path, ledger)
    if (request.path === '/v4/transfers') {
      const told = ledger && transfers(ledger, exchange, request.query)
      return told ? answered(told) : refused(404, errors(`No subaccount found with address ${address}`))
    }
    if (!/^\/v4\/addresses\/\w+$/.test(request.path)) return refused(404, errors('Not found'))
    if (!ledger) return refused(404, errors(`No subaccounts found for address ${address}`))
    return answered({ subaccounts: accounts(ledger, exchange), totalTradingRewards: '0' })
  },
  refuse: (refusal, _request, _exchange, retryAfterSeconds) => refusing(refusal, WORDS, retryAfterSeconds),
}

/** `2` of `perp:2`. */
const numberOf = (wallet: string) => Number(wallet.split(':')[1] ?? 0)

function accounts(ledger: Ledger, exchange: Exchange) {
  const wallets = [...new Set([...ledger.tokens, ...ledger.positions].map(({ wallet }) => wallet))].filter((name) =>
    name.startsWith('perp'),
  )
  return wallets.flatMap((wallet) => {
    const { tokens, positions } = walletFigures(ledger, wallet, exchange)
    const number = numberOf(wallet)
    const isolated = positions.filter(({ position }) => position.marginMode === 'isolated')
    const cross = positions.filter(({ position }) => position.marginMode === 'cross')
    const put = sum(isolated.map(({ isolatedMargin }) => isolatedMargin ?? ZERO))
    const cash = sum(tokens.map(({ balance }) => balance)).minus(put)
    return [
      account(ledger, number, cash, cross),
      ...isolated.map((each, index) => account(ledger, number + PARENTS * (index + 1), each.isolatedMargin ?? ZERO, [each])),
    ]
  })
}

function account(ledger: Ledger, subaccountNumber: number, cash: Decimal, positions: readonly PositionFigures[]) {
  const rows = positions.map((figures) => position(figures, subaccountNumber))
  const equity = cash.plus(sum(rows.map(({ unrealizedPnl }) => unrealizedPnl)))
  const free = Decimal.max(0, equity.minus(sum(positions.map(({ initialMargin }) => initialMargin))))
  return {
    address: ledger.key.apiKey,
    subaccountNumber,
    equity: text(equity, 12),
    freeCollateral: text(free, 12),
    openPerpetualPositions: Object.fromEntries(rows.map((row) => [row.market, row])),
    // What was paid and got for positions is in it.
    assetPositions: { USDC: { size: text(cash.abs(), 6), symbol: 'USDC', side: 'LONG', assetId: '0', subaccountNumber } },
    marginEnabled: true,
    updatedAtHeight: '1',
    latestProcessedBlockHeight: '2',
  }
}

function position(figures: PositionFigures, subaccountNumber: number) {
  const { position: held, market, contracts, entryPrice, unrealizedProfit, isLong } = figures
  return withFixed(
    {
      market: market.id,
      status: 'OPEN',
      side: isLong ? 'LONG' : 'SHORT',
      size: text(contracts),
      maxSize: text(contracts),
      entryPrice: text(entryPrice),
      exitPrice: null,
      realizedPnl: '0',
      unrealizedPnl: text(unrealizedProfit, 12),
      netFunding: '0',
      sumOpen: text(contracts.abs()),
      sumClose: '0',
      createdAt: '2026-11-01T00:00:00.000Z',
      createdAtHeight: '1',
      closedAt: null,
      subaccountNumber,
    },
    held.fixed,
  )
}

/** What a node tells of an address, in smallest units; of one that it does not know there is nothing. */
function node(path: string, ledger: Ledger | undefined) {
  const of = (wallet: string) => ledger?.tokens.filter((token) => token.wallet === wallet) ?? []
  const units = (balance: string, decimals: number) => new Decimal(balance).times(new Decimal(10).pow(decimals)).toFixed(0)
  const total = (wallet: string) => sum(of(wallet).map(({ balance }) => balance)).toFixed()
  if (path.startsWith('/cosmos/bank/v1beta1/balances/')) {
    const balances = of('chain').flatMap(({ coin, balance }) => {
      const known = DENOMS[coin]
      return known ? [{ denom: known.denom, amount: units(balance, known.decimals) }] : []
    })
    return answered({ balances, pagination: { next_key: null, total: String(balances.length) } })
  }
  if (path.endsWith('/unbonding_delegations'))
    return answered({ unbonding_responses: [], pagination: { next_key: null, total: '0' } })
  if (path.startsWith('/cosmos/staking/v1beta1/delegations/')) {
    const amount = units(total('staking'), 18)
    const rows = amount === '0' ? [] : [{ delegation: { shares: amount }, balance: { denom: 'adydx', amount } }]
    return answered({ delegation_responses: rows, pagination: { next_key: null, total: String(rows.length) } })
  }
  if (path.startsWith('/dydxprotocol/vault/megavault/owner_shares/')) {
    if (of('vaults').length === 0) return refused(404, { code: 5, message: 'owner not found: not found', details: [] })
    const equity = units(total('vaults'), 6)
    return answered({
      address: ledger?.key.apiKey,
      shares: { num_shares: equity },
      share_unlocks: [],
      equity,
      withdrawable_equity: equity,
    })
  }
  return refused(501, { code: 12, message: 'Not Implemented', details: [] })
}

function marketRow(market: SimMarket, exchange: Exchange) {
  return {
    clobPairId: '0',
    ticker: market.id,
    status: 'ACTIVE',
    oraclePrice: exchange.markPrice(market.key),
    priceChange24H: exchange.change24h(market.key),
    volume24H: exchange.volume24h(market.key),
    trades24H: 9387,
    nextFundingRate: '0.00001',
    initialMarginFraction: new Decimal(1).div(market.maxLeverage ?? '1').toFixed(),
    maintenanceMarginFraction: market.maintenanceRate,
    openInterest: '52.0691',
    atomicResolution: -10,
    quantumConversionExponent: -9,
    tickSize: market.tick,
    stepSize: market.lot,
    stepBaseQuantums: 1_000_000,
    subticksPerTick: 100_000,
    marketType: 'CROSS',
    openInterestLowerCap: '0',
    openInterestUpperCap: '0',
    baseOpenInterest: '50.3776',
    defaultFundingRate1H: '0',
  }
}
