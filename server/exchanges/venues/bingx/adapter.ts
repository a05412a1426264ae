import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import {
  absolute,
  add,
  amount,
  flag,
  inside,
  insideNamed,
  isZero,
  maybeAmount,
  maybeText,
  negated,
  nonZero,
  subtract,
  text,
} from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { freeAndHeld } from '../../reading/held-and-owed'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import { sayUntold } from '../../reading/profit'
import { type LeverageInput, type Reading, wallet } from '../../reading/reading'
import { held, marginToken, plainToken, position } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { bingxFlows } from './flows'
import { limits } from './limits'

/**
 * https://bingx-api.github.io/docs/#/en-us/swapV2/introduce (common error codes). Limits: calls with a key are counted by
 * UID and all together by address (https://bingx.com/en/support/articles/31103871611289); the code does not tell which.
 */
const ERRORS: ErrorRules = {
  '100001': { code: 'exchange_credentials', field: 'apiSecret' },
  '100004': { code: 'exchange_permission' },
  '100403': { code: 'exchange_permission' },
  '100410': { code: 'exchange_rate_limit' },
  '100412': { code: 'exchange_credentials', field: 'apiSecret' },
  '100413': { code: 'exchange_credentials', field: 'apiKey' },
  '100414': { code: 'exchange_permission' },
  '100419': { code: 'exchange_ip' },
  '100421': { code: 'exchange_network' },
  '100440': { code: 'exchange_network' },
  '100500': { code: 'exchange_network' },
  '100503': { code: 'exchange_network' },
  '…timestamp': { code: 'exchange_clock' },
}

const Coin = z.object({ asset: z.string(), free: amount, locked: maybeAmount })
const Spot = inside('data', z.object({ balances: z.array(Coin) }))
const Fund = inside('data', z.object({ assets: z.array(Coin).nullable() }))

/** The coin of an account that was never used is empty. */
const Margin = z.object({
  asset: z.string().nullish(),
  balance: maybeAmount,
  equity: maybeAmount,
  unrealizedProfit: maybeAmount,
  availableMargin: maybeAmount,
  usedMargin: maybeAmount,
  freezedMargin: maybeAmount,
})
const Margins = inside('data', z.array(Margin))

const Standard = inside(
  'data',
  z.array(z.object({ asset: z.string(), balance: amount, crossUnPnl: maybeAmount, availableBalance: maybeAmount })),
)

const Position = z.object({
  symbol: z.string(),
  positionSide: maybeText,
  positionAmt: amount,
  isolated: flag.nullish(),
  avgPrice: maybeAmount,
  entryPrice: maybeAmount,
  markPrice: maybeAmount,
  currentPrice: maybeAmount,
  positionValue: maybeAmount,
  initialMargin: maybeAmount,
  /** With the profit. */
  margin: maybeAmount,
  leverage: maybeAmount,
  unrealizedProfit: maybeAmount,
  liquidationPrice: maybeAmount,
  /** True in one-way mode, absent where contracts know both sides only. */
  onlyOnePosition: flag.nullish(),
})
type Position = z.output<typeof Position>
const Positions = insideNamed('data', z.array(Position).nullable())

const Permissions = inside(
  'data',
  z.object({
    permissions: z.array(text).nullish().catch(null),
    ipAddresses: z.array(z.string()).nullish().catch(null),
    note: maybeText.catch(null),
  }),
)

const Leverage = inside(
  'data',
  z.object({
    longLeverage: maybeAmount,
    shortLeverage: maybeAmount,
    maxLongLeverage: maybeAmount,
    maxShortLeverage: maybeAmount,
  }),
)
const Dual = inside('data', z.object({ dualSidePosition: flag }))
const Done = z.object({})

interface Group {
  wallet: WalletType
  holdings: Holding[]
  positionMode?: PositionMode | null
}

function coins(rows: readonly z.output<typeof Coin>[], name: WalletType, api: AccountApi): TokenHolding[] {
  return held(rows.map((row) => plainToken(name, api.code(row.asset), freeAndHeld(name, row.free, [row.locked], api), row.free)))
}

async function spot(api: AccountApi): Promise<Group | null> {
  if (!api.wants('spot')) return null
  const found = await api.ask('spot', 'spotV1PrivateGetAccountBalance', {}, Spot)
  return found && { wallet: 'spot', holdings: coins(found.balances, 'spot', api) }
}

async function funding(api: AccountApi): Promise<Group | null> {
  if (!api.wants('funding')) return null
  const found = await api.ask('funding', 'fundV1PrivateGetAccountBalance', {}, Fund)
  return found && { wallet: 'funding', holdings: coins(found.assets ?? [], 'funding', api) }
}

/** `equity` = `balance` + profit. VST is the play money of the test network, which live accounts are shown too. */
function token(row: z.output<typeof Margin>, name: WalletType, api: AccountApi): TokenHolding | null {
  if (!row.asset || (row.asset === 'VST' && !api.sandbox)) return null
  if (row.balance === null) throw api.senseless(`no balance of ${row.asset}`)
  return marginToken({
    wallet: name,
    symbol: api.code(row.asset),
    size: row.balance,
    unrealizedProfit: row.unrealizedProfit,
    initialMargin: add(row.usedMargin, row.freezedMargin),
    marginBalance: row.equity ?? add(row.balance, row.unrealizedProfit),
    available: row.availableMargin,
  })
}

/** Amounts are coins of linear contracts and contracts of inverse ones; both sides come as positive amounts. */
function holding(row: Position, market: Market, name: WalletType): PositionHolding | null {
  const short = row.positionSide === 'SHORT' || row.positionAmt.startsWith('-')
  const size = absolute(row.positionAmt)
  const value = row.positionValue === null ? null : absolute(row.positionValue)
  const isolated = row.isolated === true
  const oneWay = row.onlyOnePosition === true || row.positionSide === 'BOTH'
  return position(market, {
    wallet: name,
    contracts: short ? negated(size) : size,
    side: oneWay ? 'net' : short ? 'short' : 'long',
    markPrice: nonZero(row.markPrice ?? row.currentPrice),
    notional: value !== null && short ? negated(value) : value,
    unrealizedProfit: row.unrealizedProfit,
    initialMargin: row.initialMargin,
    marginBalance: isolated ? (row.margin === null ? row.initialMargin : subtract(row.margin, row.unrealizedProfit)) : null,
    leverage: row.leverage === null ? null : new Decimal(row.leverage).toFixed(),
    entryPrice: nonZero(row.avgPrice ?? row.entryPrice),
    liquidationPrice: nonZero(row.liquidationPrice),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

async function holdings(rows: readonly Position[] | null | undefined, name: WalletType, api: AccountApi, inverse = false) {
  const open = (rows ?? []).filter((row) => !isZero(row.positionAmt))
  const fits = (market: Market) => market.inverse === inverse
  const found = open.map(async (row) =>
    holding(
      row,
      await api.contract(row.symbol.replace('/', '-'), { counts: inverse ? 'contracts' : 'coins', inverse }, fits),
      name,
    ),
  )
  const oneWay = open.some((row) => row.onlyOnePosition === true || row.positionSide === 'BOTH')
  const positionMode: PositionMode | null = open.length === 0 ? null : oneWay ? 'one_way' : 'hedge'
  return { open: held(await Promise.all(found)), positionMode }
}

async function linear(api: AccountApi): Promise<Group | null> {
  if (!api.wants('perp')) return null
  const [balance, rows] = await Promise.all([
    api.ask('perp', 'swapV3PrivateGetUserBalance', {}, Margins),
    api.ask('perp', 'swapV2PrivateGetUserPositions', {}, Positions),
  ])
  if (balance === null && rows === null) return null
  const { open, positionMode } = await holdings(rows, 'perp', api)
  return { wallet: 'perp', holdings: [...held((balance ?? []).map((row) => token(row, 'perp', api))), ...open], positionMode }
}

async function inverse(api: AccountApi): Promise<Group | null> {
  if (!api.wants('coinm', 'perp')) return null
  const [balance, rows] = await Promise.all([
    api.ask('coinm', 'cswapV1PrivateGetUserBalance', {}, Margins),
    api.ask('coinm', 'cswapV1PrivateGetUserPositions', {}, Positions),
  ])
  if (balance === null && rows === null) return null
  const { open } = await holdings(rows, 'coinm', api, true)
  return { wallet: 'coinm', holdings: [...held((balance ?? []).map((row) => token(row, 'coinm', api))), ...open] }
}

/** Standard futures, a wallet of their own: its coins hold the profit of cross positions, isolated ones keep theirs. */
async function standard(api: AccountApi): Promise<Group | null> {
  const name = 'standard'
  if (!api.wants(name, 'perp')) return null
  const [balance, rows] = await Promise.all([
    api.ask(name, 'contractV1PrivateGetBalance', {}, Standard),
    api.ask(name, 'contractV1PrivateGetAllPosition', {}, Positions),
  ])
  if (balance === null && rows === null) return null
  const tokens = (balance ?? []).map((row) =>
    marginToken({
      wallet: name,
      symbol: api.code(row.asset),
      size: row.balance,
      unrealizedProfit: row.crossUnPnl,
      marginBalance: add(row.balance, row.crossUnPnl),
      available: row.availableBalance,
    }),
  )
  const { open } = await holdings(rows, name, api)
  const isolated = open.filter(({ marginMode }) => marginMode === 'isolated')
  sayUntold('BingX', isolated, api)
  const counted = open.map((row) => ({
    ...row,
    equityOutsideTokens: row.marginMode === 'isolated' ? row.unrealizedProfit : null,
  }))
  return { wallet: name, holdings: [...held(tokens), ...counted] }
}

/** The test network has linear contracts only. */
async function read(api: AccountApi): Promise<Reading> {
  const parts = api.sandbox ? [linear(api)] : [spot(api), funding(api), linear(api), inverse(api), standard(api)]
  const groups = held(await Promise.all(parts))
  return {
    holdings: groups.flatMap((group) => group.holdings),
    wallets: groups.map((group) => wallet(group.wallet)),
    positionMode: groups.reduce<PositionMode | null>((mode, group) => mode ?? group.positionMode ?? null, null),
  }
}

/** 1 spot trading, 2 reading, 3 perpetuals trading, 4 transfers, 5 withdrawals, 7 transfers between sub-accounts. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  if (api.sandbox) await api.call('swapV3PrivateGetUserBalance', {}, Margins)
  else await api.call('spotV1PrivateGetAccountBalance', {}, Spot)
  const key = api.sandbox ? null : await api.tell('Permissions', 'accountV1PrivateGetAccountApiPermissions', {}, Permissions)
  const told = key?.permissions ?? null
  const permissions: Permission[] = []
  if (told?.includes('2')) permissions.push('read')
  if (told?.includes('1') || told?.includes('3')) permissions.push('trade')
  if (told?.includes('5')) permissions.push('withdraw')
  if (told?.includes('4') || told?.includes('7')) permissions.push('transfer')
  const ips = key?.ipAddresses ?? []
  return {
    permissions: told && permissions.length > 0 ? permissions : null,
    positionMode: null,
    ipList: ips.length > 0 ? ips : null,
    expiresAt: null,
    label: key?.note || null,
  }
}

/** One leverage a side, whatever the margin mode; in one-way mode both at once. */
async function setLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage } = input
  checkWhole(input)
  const section = market.inverse ? 'cswapV1Private' : 'swapV2Private'
  const [now, mode] = await Promise.all([
    api.call(`${section}GetTradeLeverage`, { symbol: market.id }, Leverage),
    market.inverse ? null : api.tell('Position mode', 'swapV1PrivateGetPositionSideDual', {}, Dual),
  ])
  checkLeverage(input, now.maxLongLeverage)
  const sides = mode?.dualSidePosition === false ? ['BOTH'] : ['LONG', 'SHORT']
  const before = [now.longLeverage, now.shortLeverage]
  if (before.every((value) => value !== null && new Decimal(value).eq(leverage))) return before[0] ?? null
  for (const side of sides) await api.call(`${section}PostTradeLeverage`, { symbol: market.id, side, leverage }, Done)
  return before[0] ?? null
}

export const bingx: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  verify,
  prices: { candles: { namesEnd: true } },
  flows: bingxFlows,
  leverage: setLeverage,
}
