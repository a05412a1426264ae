import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, ReportedWallet, WalletType } from '../../../domain/types'
import { absolute, add, amount, inside, isZero, maybeAmount, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { wallet } from '../../reading/reading'
import { orUnrecorded } from '../../reading/refusals'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * Sub-accounts of an address, each margining by itself; isolated positions lie in others that the exchange makes for them. All figures
 * are in units of 10⁻¹⁸.
 *
 * A perpetual's value is amount × oracle price + `v_quote_balance`: what was paid or got for it, less what was settled since. So it is
 * what is not settled and no entry, and that of a closed position counts until it is. nado-python-sdk 2026-02-28
 * (`utils/margin_manager.py`), https://docs.nado.xyz/developer-resources/api/gateway/queries (2026-11)
 */

const SETTLE = 'USDT0'
const QUOTE = '0'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE, type: 'swap' }
const UNIT = new Decimal(10).pow(18)
/** `default`, in the twelve bytes of a name. */
const DEFAULT = '64656661756c740000000000'

const inUnits = (value: DecimalString) => new Decimal(value).div(UNIT).toFixed()

const SpotBalance = z.object({ product_id: text, balance: z.object({ amount }) })
const PerpBalance = z.object({ product_id: text, balance: z.object({ amount, v_quote_balance: amount }) })
const PerpProduct = z.object({
  product_id: text,
  oracle_price_x18: amount,
  risk: z.object({ long_weight_initial_x18: maybeAmount, long_weight_maintenance_x18: maybeAmount }).nullish(),
})
type PerpProduct = z.output<typeof PerpProduct>
type PerpBalance = z.output<typeof PerpBalance>

const Info = inside(
  'data',
  z.object({
    exists: z.boolean().nullish(),
    /** Initial, maintenance, and without weights. */
    healths: z.array(z.object({ health: maybeAmount })).nullish(),
    spot_balances: z.array(SpotBalance),
    perp_balances: z.array(PerpBalance),
    perp_products: z.array(PerpProduct),
  }),
)
type Info = z.output<typeof Info>
const Isolated = inside(
  'data',
  z.object({
    isolated_positions: z.array(z.object({ quote_balance: SpotBalance, base_balance: PerpBalance, base_product: PerpProduct })),
  }),
)
const SubAccounts = z.object({ subaccounts: z.array(z.object({ subaccount: z.string(), isolated: z.boolean().nullish() })) })

/** The default one first, then the others that the address opened; those of isolated positions are told with their owner's. */
export async function subAccountsOf(api: AccountApi, address: string): Promise<string[]> {
  const owner = address.toLowerCase()
  const asked = { subaccounts: { address: owner, start: 0, limit: 100 } }
  const listed = await orUnrecorded(() => api.call('archivePost', [asked], SubAccounts))
  // The address and a name of twelve bytes.
  const names = (listed?.subaccounts ?? [])
    .filter(({ isolated }) => !isolated)
    .map(({ subaccount }) => subaccount.slice(-DEFAULT.length))
  return [...new Set([DEFAULT, ...names])].map((name) => `${owner}${name}`)
}

export const infoOf = (api: AccountApi, subaccount: string): Promise<Info> =>
  api.call('gatewayPublicGetQuery', { type: 'subaccount_info', subaccount }, Info)

export interface Rows {
  holdings: Holding[]
  wallet: ReportedWallet
}

/** @param place of the sub-account among those of its address: `unified`, `unified:2` */
export async function rowsOf(api: AccountApi, subaccount: string, place: number): Promise<Rows | null> {
  const name: WalletType = place === 0 ? 'unified' : `unified:${place + 1}`
  const [info, isolated] = await Promise.all([
    api.ask(name, 'gatewayPublicGetQuery', { type: 'subaccount_info', subaccount }, Info),
    api.ask(name, 'gatewayPublicGetQuery', { type: 'isolated_positions', subaccount }, Isolated),
  ])
  if (info === null && isolated === null) return null
  const apart = held(
    await Promise.all(
      (isolated?.isolated_positions ?? []).map(({ base_balance: base, base_product: product, quote_balance: quote }) =>
        holding(base, product, { name, margin: inUnits(quote.balance.amount) }, api),
      ),
    ),
  )
  const cross = info ? await crossRows(info, name, api) : []
  const [initial, , whole] = info?.healths ?? []
  const free = initial?.health ? inUnits(initial.health) : null
  return {
    holdings: [...cross, ...apart],
    wallet: wallet(name, worthOf(whole?.health ?? null, apart), free?.startsWith('-') ? '0' : free),
  }
}

/** The exchange's own figure of the sub-account, and what lies in its isolated positions. */
function worthOf(whole: DecimalString | null, apart: readonly PositionHolding[]): DecimalString | null {
  return whole === null ? null : add(inUnits(whole), ...apart.map((row) => row.equityOutsideTokens))
}

async function crossRows(info: Info, name: WalletType, api: AccountApi): Promise<Holding[]> {
  const products = new Map(info.perp_products.map((product) => [product.product_id, product]))
  const open = info.perp_balances.filter(({ balance }) => !isZero(balance.amount) || !isZero(balance.v_quote_balance))
  const positions = held(
    await Promise.all(open.map((row) => holding(row, productOf(row, products, api), { name, margin: null }, api))),
  )
  const unsettled = add(...open.map((row) => unsettledOf(row, productOf(row, products, api)))) ?? '0'
  const book = await api.markets()
  const tokens = info.spot_balances.map(({ product_id: product, balance }) => {
    const size = inUnits(balance.amount)
    const quote = product === QUOTE
    if (isZero(size) && !quote) return null
    const symbol = quote ? SETTLE : book.byId(product, (market) => !market.contract)?.base
    if (symbol === undefined) {
      api.leaveOut(name, `${size} of product ${product}, which no market of Nado names.`)
      return null
    }
    return marginToken({
      wallet: name,
      symbol,
      size,
      marginBalance: quote ? add(size, unsettled) : size,
      ...(size.startsWith('-') && { borrowed: absolute(size) }),
      ...(quote && {
        unrealizedProfit: unsettled,
        initialMargin: sum(positions, (row) => row.initialMargin),
        maintMargin: sum(positions, (row) => row.maintMargin),
      }),
    })
  })
  const settled = info.spot_balances.some(({ product_id: product }) => product === QUOTE)
  if (!settled && !isZero(unsettled))
    tokens.push(marginToken({ wallet: name, symbol: SETTLE, size: '0', unrealizedProfit: unsettled, marginBalance: unsettled }))
  return [...held(tokens), ...positions]
}

/** @throws DomainError where the price of what is held is missing: a sum without it is not what is there */
function productOf({ product_id: id }: PerpBalance, products: ReadonlyMap<string, PerpProduct>, api: AccountApi): PerpProduct {
  const found = products.get(id)
  if (!found) throw api.senseless(`no price of product ${id}`)
  return found
}

function unsettledOf({ balance }: PerpBalance, { oracle_price_x18: price }: PerpProduct): DecimalString {
  return new Decimal(balance.amount).times(price).div(UNIT).plus(balance.v_quote_balance).div(UNIT).toDecimalPlaces(18).toFixed()
}

function sum(positions: readonly PositionHolding[], pick: (row: PositionHolding) => DecimalString | null): DecimalString | null {
  const parts = positions.map(pick)
  return parts.includes(null) ? null : (add(...parts) ?? '0')
}

interface Within {
  name: WalletType
  /** What an isolated one was given; null: cross. */
  margin: DecimalString | null
}

async function holding(
  row: PerpBalance,
  product: PerpProduct,
  { name, margin }: Within,
  api: AccountApi,
): Promise<PositionHolding | null> {
  const profit = unsettledOf(row, product)
  const contracts = inUnits(row.balance.amount)
  const market = await api.contract(row.product_id, UNLISTED)
  const mark = inUnits(product.oracle_price_x18)
  const value = new Decimal(contracts).times(mark)
  const share = (weight: DecimalString | null | undefined) =>
    weight == null
      ? null
      : value
          .abs()
          .times(new Decimal(1).minus(inUnits(weight)))
          .toDecimalPlaces(8)
          .toFixed()
  const outside = margin === null ? null : add(margin, profit)
  return position(market, {
    wallet: name,
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: mark,
    unrealizedProfit: profit,
    initialMargin: share(product.risk?.long_weight_initial_x18),
    maintMargin: share(product.risk?.long_weight_maintenance_x18),
    marginBalance: margin,
    leverage:
      outside === null || !new Decimal(outside).isPositive() || isZero(outside)
        ? null
        : value.abs().div(outside).toDecimalPlaces(2).toFixed(),
    marginMode: margin === null ? 'cross' : 'isolated',
    equityOutsideTokens: outside,
  })
}
