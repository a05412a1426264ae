import { z } from 'zod'
import { add, amount, inside, isZero, maybeAmount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken } from '../../reading/rows'
import type { SubAccount } from '../../reading/sub-accounts'
import { MARGIN_COINS } from './futures'

/**
 * Sub-accounts of a main account: https://www.kucoin.com/docs-new/rest/account-info/sub-account/get-subaccount-list-summary-info and
 * …/get-subaccount-detail-balance, …/get-subaccount-list-futures-balance (2026-11). The list names one by `userId`, which those calls want,
 * and by `uid`, which its own key tells. Trading bots have sub-accounts too (type 1).
 *
 * Of unified ones it is documented in two forms that contradict each other (`accountList` of `currencyList`, `accounts` of `currencies`):
 * those are read by keys of their own. Which they are the account's mode tells (…/docs-new/rest/ua/get-account-mode).
 */

const List = inside(
  'data',
  z.object({
    totalPage: z.coerce.number(),
    items: z.array(z.object({ userId: text, uid: text, subName: z.string(), status: maybeText, remarks: maybeText })),
  }),
)
const Modes = inside('data', z.object({ unifiedSubAccount: z.array(text).nullish() }))
const ROWS = 100
/** 2 is in use, 3 is frozen. */
const FROZEN = '3'

export async function kucoinSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const [found, modes] = await Promise.all([
    api.pages(
      'sub-accounts',
      { currentPage: 1, pageSize: ROWS },
      {
        read: (params) => api.call('privateGetSubUser', params, List),
        rows: (page: z.output<typeof List>) => page.items,
        id: ({ userId }) => userId,
        next: ({ totalPage }, { currentPage }) =>
          Number(currentPage) < totalPage ? { currentPage: Number(currentPage) + 1, pageSize: ROWS } : null,
      },
    ),
    api.tell('Account mode', 'utaPrivateGetAccountMode', {}, Modes),
  ])
  const unified = new Set(modes?.unifiedSubAccount)
  return (found ?? []).map(({ userId, uid, subName, status, remarks }) => ({
    id: userId,
    uid,
    name: remarks || subName,
    frozen: status === FROZEN,
    reads: unified.has(uid) ? 'own key' : 'main key',
  }))
}

const Coin = z.object({ currency: z.string(), balance: amount, available: maybeAmount })
const Coins = z.array(Coin)
const Detail = inside(
  'data',
  z.object({
    subUserId: text,
    subName: z.string(),
    mainAccounts: Coins,
    tradeAccounts: Coins,
    marginAccounts: Coins,
    /** Of old accounts alone. */
    tradeHFAccounts: Coins.nullish(),
  }),
)
const Futures = inside(
  'data',
  z.object({
    accounts: z.array(
      z.object({
        accountName: z.string(),
        currency: z.string(),
        /** `marginBalance` and the profit of open positions. */
        accountEquity: amount,
        marginBalance: amount,
        unrealisedPNL: maybeAmount,
        positionMargin: maybeAmount,
        orderMargin: maybeAmount,
        availableBalance: maybeAmount,
      }),
    ),
  }),
)

const OWN_KEY = 'KuCoin tells it of a sub-account to a key of its own alone.'

/** Futures of all sub-accounts stand in one answer for each coin, by name; null where none may be read. */
async function futures(api: AccountApi): Promise<z.output<typeof Futures>['accounts'] | null> {
  const answers = await Promise.all(
    MARGIN_COINS.map((currency) => api.ask('perp', 'futuresPrivateGetAccountOverviewAll', { currency }, Futures)),
  )
  const told = answers.filter((answer) => answer !== null)
  return told.length === 0 ? null : told.flatMap(({ accounts }) => accounts)
}

function futuresRows(mine: z.output<typeof Futures>['accounts'], api: AccountApi) {
  if (mine.some(({ unrealisedPNL, positionMargin }) => !isZero(unrealisedPNL) || !isZero(positionMargin)))
    api.leaveOut('positions', OWN_KEY)
  const tokens = mine.map((row) =>
    marginToken({
      wallet: 'perp',
      symbol: api.code(row.currency),
      size: row.marginBalance,
      unrealizedProfit: row.unrealisedPNL,
      initialMargin: add(row.positionMargin, row.orderMargin),
      marginBalance: row.accountEquity,
      available: row.availableBalance,
    }),
  )
  return [...new Map(held(tokens).map((token) => [token.symbol, token])).values()]
}

/**
 * What a key of the main account may read of a classic sub-account. What is owed in its margin account is not told, and so that account
 * is not counted.
 * @param subUserId its `userId`
 */
export async function readKucoinSubAccount(api: AccountApi, subUserId: string): Promise<Reading> {
  const wanted = { funding: api.wants('funding'), spot: api.wants('spot'), perp: api.wants('perp', 'coinm', 'future') }
  const [detail, all] = await Promise.all([
    api.ask('spot', 'privateGetSubAccountsSubUserId', { subUserId, includeBaseAmount: false }, Detail),
    wanted.perp ? futures(api) : null,
  ])
  if (detail === null) {
    for (const name of ['funding', 'perp']) api.leaveOut(name, 'It is told together with the spot account.')
    return { holdings: [], wallets: [], positionMode: null }
  }
  if (detail.subUserId !== subUserId) throw api.senseless('the balances of another sub-account than was asked for')
  const rows = (name: 'funding' | 'spot', coins: z.output<typeof Coins>) =>
    wanted[name] ? held(coins.map((row) => plainToken(name, api.code(row.currency), row.balance, row.available))) : []
  const margined =
    all &&
    futuresRows(
      all.filter(({ accountName }) => accountName === detail.subName),
      api,
    )
  if (detail.marginAccounts.some(({ balance }) => !isZero(balance))) api.leaveOut('margin', OWN_KEY)
  for (const name of ['isolated_margin', 'earn']) if (api.wants(name)) api.leaveOut(name, OWN_KEY)
  return {
    holdings: [
      ...merged(rows('funding', detail.mainAccounts)),
      ...merged(rows('spot', [...detail.tradeAccounts, ...(detail.tradeHFAccounts ?? [])])),
      ...(margined ?? []),
    ],
    wallets: [
      ...(wanted.funding ? [wallet('funding')] : []),
      ...(wanted.spot ? [wallet('spot')] : []),
      ...(margined ? [wallet('perp')] : []),
    ],
    positionMode: null,
  }
}
