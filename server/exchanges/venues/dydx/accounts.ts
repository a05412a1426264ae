import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding } from '../../../domain/types'
import { absolute, add, amount, isZero, maybeAmount, maybeText, negated, subtract, text } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { orUnrecorded, unlessNone } from '../../reading/refusals'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * Sub-accounts of an address. Those below 128 are a person's own, cross margined; a position with a margin of its own lies in one
 * from 128 on, whose number modulo 128 is that of the sub-account which it belongs to.
 * https://docs.dydx.xyz/concepts/trading/isolated-positions (2026-11)
 */

const PARENTS = 128
const COIN = 'USDC'
const UNLISTED: Unlisted = { counts: 'coins', settle: COIN, type: 'swap' }
const DECIMALS = 12

const Position = z.object({
  market: z.string(),
  status: maybeText,
  side: maybeText,
  /** With its sign. */
  size: amount,
  entryPrice: maybeAmount,
  unrealizedPnl: maybeAmount,
})
type Position = z.output<typeof Position>
const SubAccount = z.object({
  subaccountNumber: text,
  /** With open profit. */
  equity: amount,
  freeCollateral: maybeAmount,
  openPerpetualPositions: z.record(z.string(), Position).nullish(),
  assetPositions: z.record(z.string(), z.object({ size: maybeAmount, symbol: maybeText })).nullish(),
})
export type SubAccount = z.output<typeof SubAccount>

const Listed = z.object({ subaccounts: z.array(SubAccount) })
const One = z.object({ subaccount: SubAccount })
const Positions = z.object({ positions: z.array(Position) })

/** All sub-accounts in one answer; none where the indexer knows nothing of the address. */
export async function accountsOf(api: AccountApi, address: string): Promise<SubAccount[]> {
  const listed = await orUnrecorded(() =>
    unlessNone(() => api.call('indexerGetAddressesAddress', { address }, z.union([Listed, One]))),
  )
  if (listed === 'none') return []
  if (listed && 'subaccounts' in listed) return listed.subaccounts
  // A recording that was made before there was a room: the first one alone.
  const asked = { address, subaccountNumber: 0 }
  const [one, open] = await Promise.all([
    api.ask('perp', 'indexerGetAddressesAddressSubaccountNumberSubaccountNumber', asked, One),
    api.ask('perp', 'indexerGetPerpetualPositions', { ...asked, status: 'OPEN' }, Positions),
  ])
  if (one === null) return []
  const known = Object.entries(one.subaccount.openPerpetualPositions ?? {})
  return [
    { ...one.subaccount, openPerpetualPositions: Object.fromEntries(open?.positions.map((row) => [row.market, row]) ?? known) },
  ]
}

type Numbered = Pick<SubAccount, 'subaccountNumber'>
const parentOf = ({ subaccountNumber }: Numbered) => Number(subaccountNumber) % PARENTS
const isIsolated = ({ subaccountNumber }: Numbered) => Number(subaccountNumber) >= PARENTS

/** `perp` of the first, `perp:3` of the fourth. */
export const walletOf = (account: Numbered) => (parentOf(account) === 0 ? 'perp' : `perp:${parentOf(account)}`)

interface Read {
  account: SubAccount
  positions: PositionHolding[]
  /** Equity without the profit: what was put in. */
  cash: DecimalString
}

/** A wallet a person's own sub-account, with what its isolated positions were given. */
export async function rowsOf(accounts: readonly SubAccount[], api: AccountApi): Promise<Holding[]> {
  const all = await Promise.all(accounts.map((account) => readOne(account, api)))
  const wallets = [...new Set(accounts.map(walletOf))]
  return wallets.flatMap((name) => {
    const own = all.filter(({ account }) => walletOf(account) === name)
    const main = own.find(({ account }) => !isIsolated(account))
    const margins = own.map(({ account: { equity, freeCollateral } }) =>
      freeCollateral === null ? null : subtract(equity, freeCollateral),
    )
    const token = marginToken({
      wallet: name,
      symbol: COIN,
      size: add(...own.map(({ cash }) => cash)) ?? '0',
      unrealizedProfit: add(...own.flatMap(({ positions }) => positions.map((row) => row.unrealizedProfit))) ?? '0',
      initialMargin: margins.includes(null) ? null : add(...margins),
      maintMargin: maintenance(own.flatMap(({ positions }) => positions)),
      marginBalance: add(...own.map(({ account }) => account.equity)),
      available: main?.account.freeCollateral ?? null,
    })
    return [...held([token]), ...own.flatMap(({ positions }) => positions)]
  })
}

function maintenance(positions: readonly PositionHolding[]): DecimalString | null {
  const margins = positions.map((row) => row.maintMargin)
  return margins.includes(null) ? null : (add(...margins) ?? '0')
}

async function readOne(account: SubAccount, api: AccountApi): Promise<Read> {
  const others = Object.entries(account.assetPositions ?? {}).filter(
    ([name, { symbol, size }]) => (symbol ?? name) !== COIN && !isZero(size),
  )
  for (const [name] of others) api.leaveOut(walletOf(account), `${name} of sub-account ${account.subaccountNumber} is no USDC.`)
  const rows = Object.values(account.openPerpetualPositions ?? {}).filter(
    ({ size, status }) => !isZero(size) && !/^closed$/i.test(status ?? ''),
  )
  const profit = add(...rows.map((row) => row.unrealizedPnl))
  if (rows.some((row) => row.unrealizedPnl === null))
    api.doubts.push('dYdX does not tell the open profit of every position: what was put in is not known apart from it.')
  const cash = profit === null ? account.equity : subtract(account.equity, profit)
  return { account, positions: held(await Promise.all(rows.map((row) => holding(row, account, cash, rows.length, api)))), cash }
}

async function holding(row: Position, account: SubAccount, cash: DecimalString, beside: number, api: AccountApi) {
  const market = await api.contract(row.market, UNLISTED)
  const short = /^short$/i.test(row.side ?? '') || row.size.startsWith('-')
  const contracts = short ? negated(absolute(row.size)) : row.size
  const mark = markOf(row, contracts)
  const isolated = isIsolated(account)
  const fractions = fractionsOf(market, api)
  const share = (fraction: DecimalString | null) =>
    mark === null || fraction === null
      ? null
      : new Decimal(contracts).abs().times(mark).times(fraction).toDecimalPlaces(6).toFixed()
  return position(market, {
    wallet: walletOf(account),
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: mark,
    unrealizedProfit: row.unrealizedPnl,
    initialMargin: share(fractions.initialMarginFraction),
    maintMargin: share(fractions.maintenanceMarginFraction),
    marginBalance: isolated && beside === 1 ? cash : null,
    entryPrice: row.entryPrice,
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

/** Not sent: the oracle's price is what the profit was reckoned with. */
function markOf({ entryPrice, unrealizedPnl }: Position, contracts: DecimalString): DecimalString | null {
  if (entryPrice === null || unrealizedPnl === null) return null
  return new Decimal(unrealizedPnl).div(contracts).plus(entryPrice).toDecimalPlaces(DECIMALS).toFixed()
}

const Fractions = z.object({ info: z.object({ initialMarginFraction: maybeAmount, maintenanceMarginFraction: maybeAmount }) })
const NO_FRACTIONS = { initialMarginFraction: null, maintenanceMarginFraction: null }

/** What a market asks as margin, of its value. */
function fractionsOf(market: Market, api: AccountApi): z.output<typeof Fractions>['info'] {
  const known = Fractions.safeParse(api.structure(market))
  return known.success ? known.data.info : NO_FRACTIONS
}
