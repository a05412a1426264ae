import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding } from '../../../domain/types'
import { absolute, add, amount, inside, isZero, maybeAmount, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * One margin account. A collateral's `amount` is what is left after positions were paid for (below zero while long) and no money;
 * `totalEquity` is that with the value of the positions. https://edgex-1.gitbook.io/edgeX-documentation/api-v2/private-api/account-api (2026-11)
 */

export const NAME = 'perp'
const SETTLE = 'USDC'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE, type: 'swap' }
const DECIMALS = 12
/** Names of coins hardly ever change, and come with all contracts. */
const SELDOM = 50

export const Account = inside(
  'data',
  z.object({
    positionList: z.array(z.object({ contractId: z.string(), openSize: amount })),
    positionAssetList: z.array(
      z.object({
        contractId: z.string(),
        coinId: z.string(),
        /** Signed as the size is. */
        positionValue: amount,
        maxLeverage: maybeAmount,
        initialMarginRequirement: maybeAmount,
        riskValue: maybeAmount,
        avgEntryPrice: maybeAmount,
        liquidatePrice: maybeAmount,
        unrealizePnl: amount,
      }),
    ),
    collateralAssetModelList: z.array(
      z.object({
        coinId: z.string(),
        totalEquity: amount,
        initialMarginRequirement: maybeAmount,
        riskValue: maybeAmount,
        pendingWithdrawAmount: maybeAmount,
        pendingTransferOutAmount: maybeAmount,
        availableAmount: maybeAmount,
      }),
    ),
  }),
)
type Account = z.output<typeof Account>

const Coins = z.record(z.string(), z.string())
const Meta = inside('data', z.object({ coinList: z.array(z.object({ coinId: z.string(), coinName: z.string() })) }))
const Page = inside('data', z.object({ dataList: z.array(z.object({ id: z.string() })) }))

export const asked = (api: AccountApi) => ({ accountId: api.uid })

export async function rowsOf(api: AccountApi): Promise<Holding[] | null> {
  const account = await api.ask(NAME, 'privateGetAccountGetAccountAsset', asked(api), Account)
  if (account === null) return null
  const names = await api.seldom('coins', SELDOM, Coins, async () => {
    const meta = await api.call('publicGetMetaGetMetaData', {}, Meta)
    return Object.fromEntries(meta.coinList.map(({ coinId, coinName }) => [coinId, coinName]))
  })
  const positions = held(await Promise.all(account.positionList.map((row) => holding(row, account, api))))
  const tokens = account.collateralAssetModelList.map((row) => {
    const name = names?.[row.coinId]
    if (name === undefined) throw api.senseless(`a collateral of number ${row.coinId}, which has no name`)
    const symbol = api.code(name)
    const profits = account.positionAssetList.flatMap((each) => (each.coinId === row.coinId ? [each.unrealizePnl] : []))
    const unrealizedProfit = add(...profits) ?? '0'
    const size = subtract(row.totalEquity, unrealizedProfit)
    const leaving = add(row.pendingWithdrawAmount, row.pendingTransferOutAmount)
    if (!isZero(leaving)) api.leaveOut('pending', `On its way out of EdgeX: ${leaving} ${symbol}.`)
    return marginToken({
      wallet: NAME,
      symbol,
      size,
      unrealizedProfit,
      marginBalance: row.totalEquity,
      initialMargin: row.initialMarginRequirement,
      maintMargin: row.riskValue,
      available: row.availableAmount,
      ...(size?.startsWith('-') && { borrowed: absolute(size) }),
    })
  })
  return [...held(tokens), ...positions]
}

async function holding(
  { contractId, openSize }: Account['positionList'][number],
  { positionAssetList }: Account,
  api: AccountApi,
): Promise<PositionHolding | null> {
  if (isZero(openSize)) return null
  const figures = positionAssetList.find((each) => each.contractId === contractId)
  if (figures === undefined) throw api.senseless('a position without its value')
  return position(await api.contract(contractId, UNLISTED), {
    wallet: NAME,
    contracts: openSize,
    inCoins: true,
    side: 'net',
    markPrice: markOf(figures.positionValue, openSize),
    notional: figures.positionValue,
    unrealizedProfit: figures.unrealizePnl,
    initialMargin: figures.initialMarginRequirement,
    maintMargin: figures.riskValue,
    leverage: figures.maxLeverage,
    entryPrice: figures.avgEntryPrice,
    liquidationPrice: figures.liquidatePrice,
    // No answer that is documented tells of it.
    marginMode: null,
  })
}

const markOf = (value: DecimalString, size: DecimalString): DecimalString =>
  new Decimal(value).div(size).abs().toDecimalPlaces(DECIMALS).toFixed()

/** Other accounts of the same person have keys of their own; how much they hold is told to those alone. */
export async function nameOthers(api: AccountApi): Promise<void> {
  const count = await api.seldom('accounts', SELDOM, z.number(), async () => {
    const page = await api.ask('sub-accounts', 'privateGetAccountGetAccountPage', { ...asked(api), size: '100' }, Page)
    return page?.dataList.length ?? null
  })
  if (count === null || count < 2) return
  api.leaveOut('sub-accounts', `EdgeX lists ${count} accounts of this person: each is read where it is added by its own key.`)
}
