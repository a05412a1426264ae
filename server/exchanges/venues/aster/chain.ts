import { z } from 'zod'
import type { Holding, PositionHolding } from '../../../domain/types'
import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import { add, amount, flag, isZero, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position, profitOf } from '../../reading/rows'
import { modeOf, type Perps, sideOf, UNLISTED } from './sides'

/**
 * What the chain tells of an address without any key: `aster_getBalance`, an answer of JSON-RPC.
 * https://github.com/asterdex/api-docs/blob/master/RPC/aster-chain-rpc.md (2026-06-30)
 */

const URL_OF = 'https://tapi.asterdex.com/info'

const ChainPosition = z.object({
  symbol: z.string(),
  collateral: maybeText,
  positionAmount: amount,
  entryPrice: maybeAmount,
  unrealizedProfit: maybeAmount,
  markPrice: maybeAmount,
  leverage: maybeAmount,
  isolated: flag.nullish(),
  /** Without the profit. */
  isolatedWallet: maybeAmount,
  positionSide: maybeText,
})
type ChainPosition = z.output<typeof ChainPosition>

const Staking = z.object({
  // Each is null where it is nothing.
  totalStakedAmount: maybeAmount,
  totalUnclaimedRewards: z.array(z.object({ asset: z.string(), amount: maybeAmount })).nullish(),
  totalPendingStakeAmount: maybeAmount,
  totalPendingUnstakeAmount: maybeAmount,
})

const Balance = z.object({
  result: z
    .object({
      accountPrivacy: maybeText,
      perpAssets: z.array(z.object({ asset: z.string(), walletBalance: amount })).nullish(),
      positions: z.array(z.object({ tradingProduct: maybeText, positions: z.array(ChainPosition).nullish() })).nullish(),
      staking: Staking.nullish(),
    })
    // Each may be null where there is nothing of it, and none of them is there in an answer about something else.
    .refine(
      (told) => told.perpAssets !== undefined || told.positions !== undefined || told.accountPrivacy !== null,
      'tells no account',
    ),
})
export type ChainAccount = z.output<typeof Balance>['result']

/** All that is public of an address. @throws DomainError for an answer of another form */
export async function chainAccount(api: AccountApi, address: string): Promise<ChainAccount> {
  const body = JSON.stringify({ id: 1, jsonrpc: '2.0', method: 'aster_getBalance', params: [address, 'latest'] })
  const { result } = await api.call('fetch', [URL_OF, 'POST', { 'Content-Type': 'application/json' }, body], Balance)
  return result
}

/** Whoever made the account private shows it to nobody but an API wallet. */
export const isPrivate = ({ accountPrivacy }: ChainAccount) => accountPrivacy !== null && accountPrivacy !== 'disabled'

/** @throws DomainError where the account is private */
export async function chainPerps(account: ChainAccount, api: AccountApi): Promise<Perps> {
  if (isPrivate(account)) throw hidden()
  if (!account.perpAssets) throw api.senseless('an account without its futures wallet')
  const groups = account.positions ?? []
  for (const { tradingProduct, positions } of groups.filter(({ tradingProduct: product }) => !isPerps(product)))
    if (positions?.some((row) => !isZero(row.positionAmount)))
      api.leaveOut(tradingProduct ?? 'perp', 'Positions of another product than perpetuals: what they are worth is not read.')
  const rows = groups.filter(({ tradingProduct }) => isPerps(tradingProduct)).flatMap(({ positions }) => positions ?? [])
  const open = held(await Promise.all(rows.map((row) => holding(row, api))))
  const tokens = account.perpAssets.map(({ asset, walletBalance }) => {
    const profit = add(...open.filter(({ settle }) => settle === api.code(asset)).map((row) => row.unrealizedProfit))
    return marginToken({
      wallet: 'perp',
      symbol: api.code(asset),
      size: walletBalance,
      unrealizedProfit: profit ?? '0',
      marginBalance: add(walletBalance, profit),
    })
  })
  if (open.some((row) => row.unrealizedProfit === null))
    api.doubts.push('Aster does not tell the open profit of every position, and it could not be computed: equity is without it.')
  return {
    holdings: [...held(tokens), ...withoutCoin(open, new Set(account.perpAssets.map(({ asset }) => api.code(asset))))],
    positionMode: modeOf(rows.map(({ positionSide }) => positionSide)),
  }
}

/** Profit in a coin of which the wallet names none counts with the position itself. */
const withoutCoin = (rows: readonly PositionHolding[], coins: ReadonlySet<string>) =>
  rows.map((row) => (coins.has(row.settle) ? row : { ...row, equityOutsideTokens: row.unrealizedProfit }))

const isPerps = (product: string | null) => product === null || /^perps?$/i.test(product)

async function holding(row: ChainPosition, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.positionAmount)) return null
  const market = await api.contract(row.symbol, {
    ...UNLISTED,
    settle: row.collateral === null ? null : api.code(row.collateral),
  })
  const isolated = row.isolated ?? null
  return position(market, {
    wallet: 'perp',
    contracts: row.positionAmount,
    inCoins: true,
    side: sideOf(row.positionSide),
    markPrice: row.markPrice,
    unrealizedProfit: row.unrealizedProfit ?? profitOf(market, row.positionAmount, row.entryPrice, row.markPrice),
    marginBalance: isolated ? row.isolatedWallet : null,
    initialMargin: isolated ? row.isolatedWallet : null,
    leverage: row.leverage,
    entryPrice: row.entryPrice,
    marginMode: isolated === null ? null : isolated ? 'isolated' : 'cross',
  })
}

/** Staked ASTER, that on its way in and out of it, and rewards that were not claimed yet. */
export function stakes(account: ChainAccount, api: AccountApi): Holding[] {
  if (isPrivate(account)) {
    api.leaveOut('staking', 'The account is private, and staked ASTER of private accounts is not told.')
    return []
  }
  const { staking } = account
  if (!staking) return []
  const own = add(staking.totalStakedAmount, staking.totalPendingStakeAmount, staking.totalPendingUnstakeAmount)
  const rewards = (staking.totalUnclaimedRewards ?? []).map(({ asset, amount: size }) => {
    if (size === null) api.leaveOut('staking', `Rewards in ${asset} are named without telling how much they are.`)
    return size === null ? null : plainToken('staking', api.code(asset), size, '0')
  })
  return merged(held([own === null ? null : plainToken('staking', 'ASTER', own, '0'), ...rewards]))
}

export const hidden = () =>
  new DomainError('exchange_permission', sentence`This account is private on Aster: an address reads nothing of it.`, {
    fields: {
      privateKey: sentence`The private key of an API wallet of the account reads it, or privacy is switched off on Aster.`,
    },
  })
