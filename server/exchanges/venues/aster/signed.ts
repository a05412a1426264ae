import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { Holding, PositionHolding } from '../../../domain/types'
import { addAll, amount, flag, isZero, maybeAmount, maybeText, subtract } from '../../ccxt/amounts'
import type { AccountApi, Params } from '../../reading/api'
import { aside } from '../../reading/aside'
import { freeAndHeld } from '../../reading/held-and-owed'
import { sayUntold } from '../../reading/profit'
import { orUnrecorded } from '../../reading/refusals'
import { held, marginToken, plainToken, position, profitOf } from '../../reading/rows'
import { modeOf, type Perps, sideOf, UNLISTED } from './sides'

/**
 * What an API wallet is told: futures with their margins, and spot coins.
 * https://github.com/asterdex/api-docs/tree/master/V3(Recommended)/EN (2026-06-30)
 */

/**
 * Whose account is asked for. ccxt takes the API wallet itself for it, whose own account is another and empty.
 */
export const owner = (api: AccountApi): Params => (api.address ? { user: api.address } : {})

const Asset = z.object({
  asset: z.string(),
  walletBalance: amount,
  unrealizedProfit: maybeAmount,
  marginBalance: maybeAmount,
  maintMargin: maybeAmount,
  initialMargin: maybeAmount,
  availableBalance: maybeAmount,
})
const Settings = z.object({
  symbol: z.string(),
  positionSide: maybeText,
  initialMargin: maybeAmount,
  maintMargin: maybeAmount,
})
const Account = z.object({ assets: z.array(Asset), positions: z.array(Settings).nullish() })
/** `balance` has no margins, and its profit is of cross positions alone. */
const Balances = z.array(z.object({ asset: z.string(), balance: amount, availableBalance: maybeAmount })).transform(
  (rows): z.output<typeof Account> => ({
    assets: rows.map(({ asset, balance, availableBalance }) => ({
      asset,
      walletBalance: balance,
      unrealizedProfit: null,
      marginBalance: null,
      maintMargin: null,
      initialMargin: null,
      availableBalance,
    })),
  }),
)

const Risk = z.array(
  z.object({
    symbol: z.string(),
    positionAmt: amount,
    entryPrice: maybeAmount,
    markPrice: maybeAmount,
    unRealizedProfit: maybeAmount,
    liquidationPrice: maybeAmount,
    leverage: maybeAmount,
    marginType: maybeText,
    isolated: flag.nullish(),
    /** With the profit. */
    isolatedMargin: maybeAmount,
    isolatedWallet: maybeAmount,
    positionSide: maybeText,
  }),
)
type RiskRow = z.output<typeof Risk>[number]

/** Null where a recording holds none of it, since it was made with an address alone. */
export async function signedPerps(api: AccountApi): Promise<Perps | null> {
  const [account, risk] = await Promise.all([
    orUnrecorded(() => api.call('fapiPrivateGetV3AccountWithJoinMargin', owner(api), Account)).then(
      (found) => found ?? orUnrecorded(() => api.call('fapiPrivateGetV3Balance', owner(api), Balances)),
    ),
    orUnrecorded(() => api.call('fapiPrivateGetV3PositionRisk', owner(api), Risk)),
  ])
  if (account === null && risk === null) return null
  if (account === null) api.leaveOut('perp', 'No recorded answer for fapi/v3/accountWithJoinMargin.')
  if (risk === null) api.leaveOut('perp', 'No recorded answer for fapi/v3/positionRisk.')
  const settings = new Map((account?.positions ?? []).map((row) => [keyOf(row), row]))
  const open = held(await Promise.all((risk ?? []).map((row) => holding(row, settings.get(keyOf(row)), api))))
  const assets = account?.assets ?? []
  const tokens = assets.map((row) => token(row, open, api))
  const coins = new Set(assets.map(({ asset }) => api.code(asset)))
  return {
    holdings: [
      ...held(tokens),
      ...open.map((row) => (coins.has(row.settle) ? row : { ...row, equityOutsideTokens: row.unrealizedProfit })),
    ],
    positionMode: modeOf((risk ?? []).map(({ positionSide }) => positionSide)),
  }
}

const keyOf = ({ symbol, positionSide }: { symbol: string; positionSide: string | null }) => `${symbol} ${sideOf(positionSide)}`

function token(row: z.output<typeof Asset>, open: readonly PositionHolding[], api: AccountApi) {
  const symbol = api.code(row.asset)
  const profit =
    row.unrealizedProfit ?? addAll(...open.filter(({ settle }) => settle === symbol).map((own) => own.unrealizedProfit))
  if (row.marginBalance === null) sayUntold('Aster', [{ unrealizedProfit: profit }], api)
  const { availableBalance: free } = row
  return marginToken({
    wallet: 'perp',
    symbol,
    size: row.walletBalance,
    unrealizedProfit: profit,
    initialMargin: row.initialMargin,
    maintMargin: row.maintMargin,
    marginBalance: row.marginBalance ?? addAll(row.walletBalance, profit),
    // In multi-assets mode it is the account's, told in each coin.
    available: free === null || new Decimal(free).gt(row.walletBalance) ? null : free,
  })
}

async function holding(row: RiskRow, set: z.output<typeof Settings> | undefined, api: AccountApi) {
  if (isZero(row.positionAmt)) return null
  const market = await api.contract(row.symbol, UNLISTED)
  const profit = row.unRealizedProfit ?? profitOf(market, row.positionAmt, row.entryPrice, row.markPrice)
  const isolated = row.isolated ?? (row.marginType === null ? null : /^isolated$/i.test(row.marginType))
  const putUp = row.isolatedWallet ?? (row.isolatedMargin === null ? null : subtract(row.isolatedMargin, profit))
  return position(market, {
    wallet: 'perp',
    contracts: row.positionAmt,
    inCoins: true,
    side: sideOf(row.positionSide),
    markPrice: row.markPrice,
    unrealizedProfit: profit,
    initialMargin: set?.initialMargin ?? null,
    maintMargin: set?.maintMargin ?? null,
    marginBalance: isolated ? putUp : null,
    leverage: row.leverage,
    entryPrice: row.entryPrice,
    liquidationPrice: row.liquidationPrice,
    marginMode: isolated === null ? null : isolated ? 'isolated' : 'cross',
  })
}

const Spot = z.object({ balances: z.array(z.object({ asset: z.string(), free: amount, locked: maybeAmount })) })

/** Spot coins; null where they may not be read, or a recording holds none. */
export async function spotCoins(api: AccountApi): Promise<Holding[] | null> {
  const found = await api.ask('spot', 'sapiPrivateGetV3Account', owner(api), Spot)
  return (
    found &&
    held(
      found.balances.map(({ asset, free, locked }) =>
        plainToken('spot', api.code(asset), freeAndHeld('spot', free, [locked], api), free),
      ),
    )
  )
}

const SubAccounts = z.array(z.object({ accountId: maybeText, subAccountName: maybeText, parentAccount: flag.nullish() }))

/** The cheapest call that proves the key. */
export async function prove(api: AccountApi): Promise<void> {
  await api.call('fapiPrivateGetV3AccountWithJoinMargin', owner(api), Account)
}

/** Names of the sub-accounts of a main account: each has an address of its own. */
export async function subAccounts(api: AccountApi): Promise<string[] | null> {
  const asked = ['v3/getSubAccountList', 'fapiPrivate', 'GET', owner(api)]
  const rows = await aside(api, 'sub-accounts', 'request', asked, SubAccounts)
  const others = rows?.filter(({ parentAccount }) => parentAccount === false)
  return others?.map(({ subAccountName, accountId }) => subAccountName || accountId || 'one without a name') ?? null
}
