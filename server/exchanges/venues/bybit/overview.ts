import { z } from 'zod'
import { amount, inside, isZero, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, merged, plainToken } from '../../reading/rows'

/**
 * Everything that an account holds, by account and product: the one call that tells what bots, copy trading and Launchpool hold. Its documented
 * total is the sum of its accounts, so that none of them is in another. https://bybit-exchange.github.io/docs/v5/asset/balance/asset-overview
 * (2026-06); what a bot or a trader that is followed does with it is told one by one, by ids that nothing lists.
 */
const Coins = z.array(z.object({ coin: z.string(), equity: amount })).nullish()
const Account = z.object({
  accountType: z.string(),
  totalEquity: maybeAmount,
  valuationCurrency: maybeText,
  coinDetail: Coins,
  categories: z.array(z.object({ category: z.string(), equity: maybeAmount, coinDetail: Coins })).nullish(),
})
type Account = z.output<typeof Account>
const Overview = inside('result', inside('list', z.array(Account)))

/** Those that are read of it, by the name of their wallet. */
const WALLETS: Readonly<Record<string, string>> = { TradingBot: 'bots', CopyTrading: 'copy trading', Launchpool: 'launchpool' }
/** Those that calls of their own tell. */
const ELSEWHERE: ReadonlySet<string> = new Set(['UnifiedTradingAccount', 'FundingAccount', 'Earn'])

/** Coins of an account, in its products or without any; a worth without its coins is named. */
function coinsOf(account: Account, name: string, api: AccountApi) {
  const parts = [account, ...(account.categories ?? [])]
  const found = parts.flatMap(({ coinDetail }) => coinDetail ?? [])
  const told = parts.some(({ coinDetail }) => coinDetail != null)
  for (const { category, equity, coinDetail } of account.categories ?? [])
    if (coinDetail == null && !isZero(equity)) api.leaveOut(name, `Bybit tells the coins of ${category} by no call.`)
  if (!told && !account.categories?.length && !isZero(account.totalEquity))
    api.leaveOut(name, 'Bybit tells what it is worth, and no coins of it.')
  return merged(held(found.map(({ coin, equity }) => plainToken(name, api.code(coin), equity, null))))
}

/** Wallets besides the unified, the funding and the earn wallet; accounts that hold something and are not read are named. */
export async function beside(api: AccountApi): Promise<Pick<Reading, 'holdings' | 'wallets'>> {
  const wanted = Object.values(WALLETS).filter((name) => api.wants(name))
  const accounts = wanted.length > 0 ? await api.ask(wanted.join(', '), 'privateGetV5AssetAssetOverview', {}, Overview) : null
  const found = (accounts ?? []).flatMap((account) => {
    const name = WALLETS[account.accountType]
    if (name !== undefined) return wanted.includes(name) ? [{ name, tokens: coinsOf(account, name, api) }] : []
    if (!ELSEWHERE.has(account.accountType) && !isZero(account.totalEquity))
      api.leaveOut(
        account.accountType,
        `Bybit tells ${account.totalEquity} ${account.valuationCurrency ?? 'USD'} there, which Ballast does not read.`,
      )
    return []
  })
  return { holdings: found.flatMap(({ tokens }) => tokens), wallets: found.map(({ name }) => wallet(name)) }
}
