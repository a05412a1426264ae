import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding, WalletType } from '../../../domain/types'
import { absolute, add, amount, inside, isZero, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi, Params } from '../../reading/api'
import { orUnrecorded } from '../../reading/refusals'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * Margin accounts of Orderly. What was won and lost moves into the USDC balance when it is settled, at the mark price of that
 * moment, whether the position is still open or not: an account is worth its collateral and what is *unsettled*. The unrealized
 * profit goes by the entry price, and holds what was settled once more.
 * https://orderly.network/docs/introduction/trade-on-orderly/perpetual-futures/margin-leverage-and-pnl#pnl-settlement (2026-08-21)
 */

const SETTLE = 'USDC'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE, type: 'swap' }
const DECIMALS = 8

/** The same of whoever asks, but for what was put up of an isolated one, which a key alone is told. */
const Position = z.object({
  symbol: z.string(),
  /** Signed, in coins. */
  position_qty: amount,
  average_open_price: maybeAmount,
  mark_price: maybeAmount,
  unsettled_pnl: maybeAmount,
  /** Shares of the value. */
  imr: maybeAmount,
  mmr: maybeAmount,
  est_liq_price: maybeAmount,
  leverage: maybeAmount,
  margin_mode: maybeText,
  margin: maybeAmount,
})
type Position = z.output<typeof Position>

const State = inside(
  'data',
  z.object({
    accounts: z.array(
      z.object({
        broker_id: maybeText,
        account_id: z.string(),
        account_type: maybeText,
        account_value: maybeAmount,
        total_collateral_value: amount,
        free_collateral: maybeAmount,
        total_unsettled_pnl: maybeAmount,
        positions: z.array(Position).nullish(),
      }),
    ),
  }),
)
type State = z.output<typeof State>['accounts'][number]

const Holding = inside(
  'data',
  z.object({
    holding: z.array(
      z.object({
        token: z.string(),
        holding: amount,
        frozen: maybeAmount,
        // Both have left `holding`.
        isolated_margin: maybeAmount,
        isolated_order_frozen: maybeAmount,
      }),
    ),
  }),
)
const Positions = inside('data', z.object({ free_collateral: maybeAmount, rows: z.array(Position) }))

/** A margin account with its rows, in a wallet of its own name. */
export interface Account {
  id: string | null
  tokens: TokenHolding[]
  positions: PositionHolding[]
  wallet: WalletType
  availableUsd: DecimalString | null
}

/** `api` of the exchange itself or of its test system. */
export const hostOf = (api: AccountApi, name = 'api') => `https://${api.sandbox ? 'testnet-' : ''}${name}.orderly.org`

/** A question of the Public Info API, as arguments of ccxt's own `fetch`. */
export function publicly(api: AccountApi, question: Params): readonly unknown[] {
  const body = JSON.stringify(question)
  return [`${hostOf(api)}/v1/public/query`, 'POST', { 'Content-Type': 'application/json' }, body]
}

/** All accounts of an address: its main ones first, then sub-accounts. Null where a recording does not hold them. */
export async function stateOf(api: AccountApi, address: string): Promise<State[] | null> {
  const found = await orUnrecorded(() => api.call('fetch', publicly(api, { type: 'accountState', address }), State))
  return found?.accounts.toSorted((a, b) => Number(isSub(a)) - Number(isSub(b))) ?? null
}

const isSub = ({ account_type: type }: State) => type === 'sub'
/** Everybody's money in a vault, on the account of whoever trades it. */
const isVault = ({ account_type: type }: State) => type === 'sp'

/** @throws DomainError where the exchange does not know the profit just now: a balance without it is not what is there */
export async function publicAccount(state: State, name: WalletType, api: AccountApi): Promise<Account> {
  const rows = (state.positions ?? []).filter((row) => !isZero(row.position_qty))
  const { total_collateral_value: collateral, total_unsettled_pnl: unsettled } = state
  if (unsettled === null && (rows.length > 0 || !isZero(collateral))) throw api.senseless('it does not tell what is not settled')
  const positions = await positionsOf(rows, name, api)
  return {
    id: state.account_id,
    tokens: held([collateralOf(name, SETTLE, { size: collateral, profit: unsettled ?? '0', positions })]),
    positions,
    wallet: name,
    availableUsd: state.free_collateral,
  }
}

/** The account of the key, coin by coin. Null where there is no key, or a recording without its answers. */
export async function keyedAccount(api: AccountApi, name: WalletType): Promise<Account | null> {
  if (!api.apiKey) return null
  const [coins, open] = await Promise.all([
    orUnrecorded(() => api.call('v1PrivateGetClientHolding', {}, Holding)),
    orUnrecorded(() => api.call('v1PrivateGetPositions', {}, Positions)),
  ])
  if (coins === null && open === null) return null
  if (coins === null || open === null)
    api.leaveOut(name, `No recorded answer for ${coins === null ? 'v1/client/holding' : 'v1/positions'}.`)
  const positions = await positionsOf(open?.rows.filter((row) => !isZero(row.position_qty)) ?? [], name, api)
  const profit = add(...positions.map((row) => row.unrealizedProfit))
  if (coins === null) for (const row of positions) row.equityOutsideTokens = row.unrealizedProfit
  const sizes = new Map(
    coins?.holding.map((row) => [
      row.token,
      add(row.holding, row.frozen, row.isolated_margin, row.isolated_order_frozen) ?? row.holding,
    ]),
  )
  if (coins && profit !== null && !sizes.has(SETTLE)) sizes.set(SETTLE, '0')
  return {
    id: api.uid ?? null,
    tokens: held(
      [...sizes].map(([token, size]) =>
        token === SETTLE
          ? collateralOf(name, api.code(token), { size, profit: profit ?? '0', positions })
          : marginToken({ wallet: name, symbol: api.code(token), size, marginBalance: size, ...owedOf(size) }),
      ),
    ),
    positions,
    wallet: name,
    availableUsd: open?.free_collateral ?? null,
  }
}

interface Collateral {
  size: DecimalString
  profit: DecimalString
  positions: readonly PositionHolding[]
}

function collateralOf(name: WalletType, symbol: string, { size, profit, positions }: Collateral): TokenHolding | null {
  return marginToken({
    wallet: name,
    symbol,
    size,
    unrealizedProfit: profit,
    initialMargin: all(positions, (row) => row.initialMargin),
    maintMargin: all(positions, (row) => row.maintMargin),
    marginBalance: add(size, profit),
    ...owedOf(size),
  })
}

/** What is below zero is owed. */
const owedOf = (size: DecimalString) => (size.startsWith('-') ? { borrowed: absolute(size) } : {})

function all(positions: readonly PositionHolding[], pick: (row: PositionHolding) => DecimalString | null): DecimalString | null {
  const parts = positions.map(pick)
  return parts.includes(null) ? null : (add(...parts) ?? '0')
}

async function positionsOf(rows: readonly Position[], name: WalletType, api: AccountApi): Promise<PositionHolding[]> {
  if (rows.some((row) => row.unsettled_pnl === null)) throw api.senseless('it does not tell what is not settled')
  return held(await Promise.all(rows.map((row) => holding(row, name, api))))
}

async function holding(row: Position, name: WalletType, api: AccountApi): Promise<PositionHolding | null> {
  const market = await api.contract(row.symbol, UNLISTED)
  const value = row.mark_price === null ? null : new Decimal(row.position_qty).times(row.mark_price)
  const share = (rate: DecimalString | null) =>
    value === null || rate === null ? null : value.abs().times(rate).toDecimalPlaces(DECIMALS).toFixed()
  const mode = row.margin_mode?.toLowerCase()
  return position(market, {
    wallet: name,
    contracts: row.position_qty,
    inCoins: true,
    side: 'net',
    markPrice: row.mark_price,
    unrealizedProfit: row.unsettled_pnl,
    initialMargin: mode === 'isolated' && row.margin !== null && !isZero(row.margin) ? row.margin : share(row.imr),
    maintMargin: share(row.mmr),
    marginBalance: mode === 'isolated' ? row.margin : null,
    leverage: row.leverage,
    entryPrice: row.average_open_price,
    liquidationPrice: row.est_liq_price,
    marginMode: mode === 'isolated' || mode === 'cross' ? mode : null,
  })
}

/** Each in a wallet of its own name: `unified`, `unified:2`; the key's account is the first and is no second time counted. */
export async function accountsOf(api: AccountApi): Promise<Account[]> {
  const { address } = api
  const [states, keyed] = await Promise.all([address ? stateOf(api, address) : null, keyedAccount(api, nameAt(0))])
  const same = (id: string) => keyed?.id?.toLowerCase() === id.toLowerCase()
  const others = (states ?? []).filter((state) => !same(state.account_id) && !isVault(state))
  const before = keyed ? 1 : 0
  const told = await Promise.all(others.map((state, place) => publicAccount(state, nameAt(place + before), api)))
  if (told.some(({ tokens }) => tokens.length > 0))
    api.warnings.push(
      'Orderly tells collateral coin by coin to a key alone: of an address it is known in dollars, and counts as USDC here.',
    )
  return [...(keyed ? [keyed] : []), ...told]
}

const nameAt = (place: number) => (place === 0 ? 'unified' : `unified:${place + 1}`)
