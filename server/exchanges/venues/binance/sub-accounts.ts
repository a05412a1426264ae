import { z } from 'zod'
import { add, amount, flag, maybeAmount, maybeText, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { freeAndHeld } from '../../reading/held-and-owed'

import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, plainToken } from '../../reading/rows'
import type { SubAccount } from '../../reading/sub-accounts'
import { type BinanceGroup, futures, INVERSE, LINEAR, Positions } from './futures'
import { coinOf } from './receipts'

/**
 * Sub-accounts of a main account, which a key of it lists and reads, each by its e-mail.
 * https://developers.binance.com/docs/sub_account/account-management/Query-Sub-account-List and …/asset-management (2026-11)
 */

const List = z.object({
  subAccounts: z.array(z.object({ email: z.string(), subUserId: maybeText, remark: maybeText, isFreeze: flag.nullish() })),
})
const ROWS = 200

export async function binanceSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    { page: 1, limit: ROWS },
    {
      read: (params) => api.call('sapiGetSubAccountList', params, List),
      rows: (page: z.output<typeof List>) => page.subAccounts,
      id: ({ email }) => email,
      next: ({ subAccounts }, { page }) => (subAccounts.length === ROWS ? { page: Number(page) + 1, limit: ROWS } : null),
    },
  )
  return (found ?? []).map(({ email, subUserId, remark, isFreeze }) => ({
    id: email,
    uid: subUserId,
    name: remark || email,
    frozen: isFreeze === true,
    reads: 'main key',
  }))
}

const Spot = z.object({
  balances: z.array(
    z.object({ asset: z.string(), free: amount, locked: maybeAmount, freeze: maybeAmount, withdrawing: maybeAmount }),
  ),
})

const Asset = z
  .object({
    asset: z.string(),
    walletBalance: amount,
    unrealizedProfit: amount,
    marginBalance: amount,
    initialMargin: amount,
    maintenanceMargin: amount,
  })
  .transform(({ maintenanceMargin, ...row }) => ({ ...row, maintMargin: maintenanceMargin, availableBalance: null }))
const Assets = z.object({ assets: z.array(Asset) })
const Account = z.union([
  z.object({ futureAccountResp: Assets }).transform((answer) => answer.futureAccountResp),
  z.object({ deliveryAccountResp: Assets }).transform((answer) => answer.deliveryAccountResp),
])

/** The amount has another name here, and of USD-M no side stands beside it. */
const Row = z.preprocess((row) => {
  if (typeof row !== 'object' || row === null) return row
  return { ...row, positionAmt: Reflect.get(row, 'positionAmount') }
}, z.unknown())
const Rows = z.array(Row).pipe(Positions)
const Risk = z.union([
  z.object({ futurePositionRiskVos: Rows }).transform((answer) => answer.futurePositionRiskVos),
  z.object({ deliveryPositionRiskVos: Rows }).transform((answer) => answer.deliveryPositionRiskVos),
])

const Margin = z.object({
  marginUserAssetVoList: z.array(
    z.object({ asset: z.string(), free: amount, locked: amount, borrowed: amount, interest: amount }),
  ),
})

/** Both sides of one contract tell that there are two; of one alone it is not told. */
function sided(rows: z.output<typeof Positions>): z.output<typeof Positions> {
  const open = rows.filter(({ positionAmt }) => Number(positionAmt) !== 0)
  return open.map((row) => {
    const twice = open.filter(({ symbol }) => symbol === row.symbol).length > 1
    const side = row.positionSide ?? (twice ? (row.positionAmt.startsWith('-') ? 'SHORT' : 'LONG') : 'BOTH')
    return { ...row, positionSide: side }
  })
}

async function contracts(api: AccountApi, email: string, futuresType: 1 | 2): Promise<BinanceGroup | null> {
  const name = futuresType === 1 ? 'perp' : 'coinm'
  if (!api.wants(name, 'perp', 'future')) return null
  const [account, risk] = await Promise.all([
    api.ask(name, 'sapiV2GetSubAccountFuturesAccount', { email, futuresType }, Account),
    api.ask(name, 'sapiV2GetSubAccountFuturesPositionRisk', { email, futuresType }, Risk),
  ])
  const positions = risk && sided(risk)
  return futures(api, name, futuresType === 1 ? LINEAR : INVERSE, account, positions, null)
}

async function margin(api: AccountApi, email: string) {
  if (!api.wants('margin')) return null
  const found = await api.ask('margin', 'sapiGetSubAccountMarginAccount', { email }, Margin)
  const book = await api.markets()
  return (
    found &&
    held(
      found.marginUserAssetVoList.map(({ asset, free, locked, borrowed, interest }) => {
        const amounts = add(free, locked) ?? free
        const owed = add(borrowed, interest) ?? '0'
        const size = subtract(amounts, owed)
        return marginToken({
          wallet: 'margin',
          symbol: coinOf(asset, book, api),
          size,
          amount: amounts,
          borrowed: owed,
          marginBalance: size,
          available: free,
        })
      }),
    )
  )
}

async function spot(api: AccountApi, email: string) {
  if (!api.wants('spot')) return null
  const found = await api.ask('spot', 'sapiV4GetSubAccountAssets', { email }, Spot)
  const book = await api.markets()
  return (
    found &&
    held(
      found.balances.map(({ asset, free, locked, freeze, withdrawing }) =>
        plainToken(
          'spot',
          coinOf(asset, book, api),
          freeAndHeld('spot', add(free, freeze, withdrawing) ?? free, [locked], api),
          free,
        ),
      ),
    )
  )
}

const OWN_KEY = 'Binance tells it of a sub-account to a key of its own alone.'

/** What a key of the main account may read of one of its sub-accounts. */
export async function readBinanceSubAccount(api: AccountApi, email: string): Promise<Reading> {
  const [coins, owed, linear, inverse] = await Promise.all([
    spot(api, email),
    margin(api, email),
    contracts(api, email, 1),
    contracts(api, email, 2),
  ])
  for (const name of ['funding', 'isolated_margin', 'option', 'earn']) if (api.wants(name)) api.leaveOut(name, OWN_KEY)
  const groups = [linear, inverse].filter((group) => group !== null)
  return {
    holdings: [...(coins ?? []), ...(owed ?? []), ...groups.flatMap(({ holdings }) => holdings)],
    wallets: [
      ...(coins ? [wallet('spot')] : []),
      ...(owed ? [wallet('margin')] : []),
      ...groups.map((group) => wallet(group.wallet)),
    ],
    positionMode: null,
  }
}
