import { z } from 'zod'
import type { TokenHolding } from '../../../domain/types'
import { add, amount, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { MarketBook } from '../../ccxt/markets'
import type { AccountApi, Params } from '../../reading/api'
import { freeAndHeld } from '../../reading/held-and-owed'
import { held, marginToken, merged, plainToken } from '../../reading/rows'
import type { BinanceGroup } from './futures'
import { coinOf, receiptOf } from './receipts'

const SpotAccount = z.object({ balances: z.array(z.object({ asset: z.string(), free: amount, locked: amount })) })
const FundingAssets = z.array(
  z.object({ asset: z.string(), free: amount, locked: maybeAmount, freeze: maybeAmount, withdrawing: maybeAmount }),
)
const MarginAsset = z.object({
  asset: z.string(),
  free: amount,
  locked: amount,
  borrowed: amount,
  interest: amount,
  netAsset: amount,
})
const MarginAccount = z.object({ userAssets: z.array(MarginAsset) })
const IsolatedAccount = z.object({ assets: z.array(z.object({ baseAsset: MarginAsset, quoteAsset: MarginAsset })) })
const EarnPage = z.object({
  rows: z.array(
    z.object({
      asset: z.string(),
      totalAmount: maybeAmount,
      amount: maybeAmount,
      /** Of a locked product, and of a flexible one. */
      positionId: maybeText,
      productId: maybeText,
    }),
  ),
  total: z.coerce.number(),
})

const EARN_PAGE = 100

/** Spot coins, locked ones included, and apart from them the receipts of flexible savings under their coin's name. */
export async function spot(api: AccountApi): Promise<{ tokens: TokenHolding[]; receipts: TokenHolding[] } | null> {
  if (!api.wants('spot')) return null
  const [account, book] = await Promise.all([
    api.ask('spot', 'privateGetAccount', { omitZeroBalances: true }, SpotAccount),
    api.markets(),
  ])
  if (account === null) return null
  const tokens: TokenHolding[] = []
  const receipts: TokenHolding[] = []
  for (const { asset, free, locked } of account.balances) {
    const size = add(free, locked) ?? free
    const receipt = receiptOf(asset, book)
    const row =
      receipt === null ? plainToken('spot', api.code(asset), size, free) : plainToken('earn', api.code(receipt), size, null)
    if (row) (receipt === null ? tokens : receipts).push(row)
  }
  return { tokens, receipts }
}

export async function funding(api: AccountApi): Promise<{ tokens: TokenHolding[]; receipts: TokenHolding[] } | null> {
  if (!api.wants('funding')) return null
  const [assets, book] = await Promise.all([api.ask('funding', 'sapiPostAssetGetFundingAsset', {}, FundingAssets), api.markets()])
  if (assets === null) return null
  const of = (receipts: boolean) => {
    const mine = assets.filter(({ asset }) => (receiptOf(asset, book) !== null) === receipts)
    return held(
      mine.map(({ asset, free, locked, freeze, withdrawing }) =>
        plainToken(
          receipts ? 'earn' : 'funding',
          coinOf(asset, book, api),
          freeAndHeld('funding', add(free, freeze, withdrawing) ?? free, [locked], api),
          receipts ? null : free,
        ),
      ),
    )
  }
  return { tokens: of(false), receipts: of(true) }
}

/** https://developers.binance.com/docs/staking/on-chain-yields/account/Get-Onchain-Locked-Product-Position (2026-06); ccxt 4.5.84 has no method for it. */
const ON_CHAIN = ['onchain-yields/locked/position', 'sapi', 'GET'] as const

/** One list of what is saved, page by page. */
const saved = (api: AccountApi, read: (params: Params) => Promise<z.output<typeof EarnPage> | null>) =>
  api.pages(
    'earn',
    { current: 1, size: EARN_PAGE },
    {
      read,
      rows: (page: z.output<typeof EarnPage>) => page.rows,
      id: ({ positionId, productId }) => positionId ?? productId,
      next: (page, { current }) =>
        Number(current) * EARN_PAGE < page.total ? { current: Number(current) + 1, size: EARN_PAGE } : null,
    },
  )

/** Simple Earn, flexible and locked, and On-chain Yields. */
export async function earn(api: AccountApi): Promise<TokenHolding[] | null> {
  if (!api.wants('earn')) return null
  const [flexible, locked, onChain] = await Promise.all([
    saved(api, (params) => api.ask('earn', 'sapiGetSimpleEarnFlexiblePosition', params, EarnPage)),
    saved(api, (params) => api.ask('earn', 'sapiGetSimpleEarnLockedPosition', params, EarnPage)),
    saved(api, (params) => api.ask('earn', 'request', [...ON_CHAIN, params], EarnPage)),
  ])
  // Without the flexible list the receipts in spot are the better witness.
  if (!flexible) return null
  // On-chain Yields began among the locked products: a position that stood in both lists would be one.
  const known = new Set((locked ?? []).map(({ positionId }) => positionId))
  const apart = (onChain ?? []).filter(({ positionId }) => positionId === null || !known.has(positionId))
  const rows = [...flexible, ...(locked ?? []), ...apart].map((row) => {
    const size = row.totalAmount ?? row.amount
    if (size === null) throw api.senseless(`no amount of ${row.asset} in Simple Earn`)
    return plainToken('earn', api.code(row.asset), size, null)
  })
  return merged(held(rows))
}

function marginRow(name: string, row: z.output<typeof MarginAsset>, book: MarketBook, api: AccountApi): TokenHolding | null {
  return marginToken({
    wallet: name,
    symbol: coinOf(row.asset, book, api),
    size: row.netAsset,
    amount: add(row.free, row.locked) ?? row.free,
    borrowed: add(row.borrowed, row.interest) ?? '0',
    available: row.free,
  })
}

/** Cross and isolated margin: net of what is borrowed and its interest. */
export function margin(api: AccountApi): Promise<BinanceGroup | null>[] {
  return [crossMargin(api), isolatedMargin(api)]
}

async function crossMargin(api: AccountApi): Promise<BinanceGroup | null> {
  if (!api.wants('margin')) return null
  const [account, book] = await Promise.all([api.ask('margin', 'sapiGetMarginAccount', {}, MarginAccount), api.markets()])
  return (
    account && { wallet: 'margin', holdings: merged(held(account.userAssets.map((row) => marginRow('margin', row, book, api)))) }
  )
}

/** Each isolated pair is an account of its own; a coin that is in several is one row. */
async function isolatedMargin(api: AccountApi): Promise<BinanceGroup | null> {
  const name = 'isolated_margin'
  if (!api.wants(name, 'margin')) return null
  const [account, book] = await Promise.all([api.ask(name, 'sapiGetMarginIsolatedAccount', {}, IsolatedAccount), api.markets()])
  if (account === null) return null
  const rows = account.assets.flatMap(({ baseAsset, quoteAsset }) => [baseAsset, quoteAsset])
  return { wallet: name, holdings: merged(held(rows.map((row) => marginRow(name, row, book, api)))) }
}
