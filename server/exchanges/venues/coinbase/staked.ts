import { z } from 'zod'
import { flag, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, merged, plainToken } from '../../reading/rows'
import type { CoinbaseGroup } from './futures'

const Portfolios = z.object({
  portfolios: z.array(z.object({ uuid: z.string(), type: maybeText, deleted: flag.nullish() })),
})
const Breakdown = z.object({
  breakdown: z
    .object({
      spot_positions: z
        .array(
          z.object({
            asset: z.string(),
            account_uuid: maybeText,
            account_type: maybeText,
            total_balance_crypto: maybeAmount,
          }),
        )
        .nullish(),
    })
    .nullish(),
})

/** Coinbase's older name of staked ETH. */
const coinOf = (asset: string) => (asset === 'ETH2' ? 'ETH' : asset)

/**
 * Coins that are staked: the list of accounts leaves them out altogether, the breakdown of a portfolio has them.
 * https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/portfolios/get-portfolio-breakdown
 * @param listed the accounts that this key lists: of several portfolios the one that they are in is the key's
 */
export async function coinbaseStaked(api: AccountApi, listed: Promise<ReadonlySet<string>>): Promise<CoinbaseGroup | null> {
  const name = 'earn'
  if (!api.wants(name)) return null
  const found = await api.ask(name, 'v3PrivateGetBrokeragePortfolios', {}, Portfolios)
  if (found === null) return null
  const own = found.portfolios.filter(({ type, deleted }) => type !== 'INTX' && deleted !== true)
  const answers = await Promise.all(
    own.map(({ uuid }) =>
      api.tell('Staked coins', 'v3PrivateGetBrokeragePortfoliosPortfolioUuid', { portfolio_uuid: uuid }, Breakdown),
    ),
  )
  const accounts = await listed
  const all = held(answers.map((answer) => answer?.breakdown?.spot_positions ?? null))
  const mine = all.length > 1 ? all.filter((rows) => rows.some((row) => accounts.has(row.account_uuid ?? ''))) : all
  if (all.length === 0) {
    api.leaveOut(name, 'Coinbase did not tell which coins are staked.')
    return null
  }
  const staked = mine.flat().filter((row) => row.account_type === 'ACCOUNT_TYPE_STAKED_FUNDS')
  const tokens = staked.map((row) => {
    if (row.total_balance_crypto === null) throw api.senseless(`no balance of staked ${row.asset}`)
    return plainToken(name, api.code(coinOf(row.asset)), row.total_balance_crypto, null)
  })
  return { wallet: name, holdings: merged(held(tokens)) }
}
