import { z } from 'zod'
import { amount, inside, isZero, maybeAmount, nonZero } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, position } from '../../reading/rows'
import type { GateGroup } from './futures'

/** https://www.gate.com/docs/developers/apiv4/en/#list-options-account: `equity` is with the worth of open options. */
const Account = z.object({
  currency: z.string(),
  total: amount,
  equity: maybeAmount,
  unrealised_pnl: maybeAmount,
  available: maybeAmount,
  init_margin: maybeAmount,
  maint_margin: maybeAmount,
})
const Positions = z.array(
  z.object({
    /** `BTC_USDT-20260327-100000-C` */
    contract: z.string(),
    /** Contracts, short negative. */
    size: amount,
    entry_price: maybeAmount,
    mark_price: maybeAmount,
    unrealised_pnl: maybeAmount,
  }),
)

/** The options account, which has a wallet of its own. */
export async function gateOptions(api: AccountApi): Promise<GateGroup | null> {
  const name = 'option'
  if (!api.wants(name)) return null
  const [account, rows] = await Promise.all([
    api.ask(name, 'privateOptionsGetAccounts', {}, Account),
    api.ask(name, 'privateOptionsGetPositions', {}, Positions),
  ])
  if (account === null && rows === null) return null
  const open = (rows ?? []).filter((row) => !isZero(row.size))
  const positions = open.map(async (row) =>
    position(await api.contract(row.contract, { counts: 'contracts', type: 'option' }, isOption, 'options'), {
      wallet: name,
      contracts: row.size,
      side: 'net',
      markPrice: nonZero(row.mark_price),
      unrealizedProfit: row.unrealised_pnl,
      entryPrice: nonZero(row.entry_price),
      marginMode: null,
    }),
  )
  const token =
    account &&
    marginToken({
      wallet: name,
      symbol: api.code(account.currency),
      size: account.total,
      unrealizedProfit: account.unrealised_pnl,
      initialMargin: account.init_margin,
      maintMargin: account.maint_margin,
      marginBalance: account.equity ?? account.total,
      available: account.available,
    })
  return { wallet: name, holdings: [...held([token]), ...held(await Promise.all(positions))] }
}

const isOption = (market: Market) => market.type === 'option'

const Multiplier = inside('info', z.object({ multiplier: amount }))

/** ccxt takes an option for one coin; Gate's is a part of one. */
export function optionSize(market: Market, structure: unknown): Market {
  const told = market.type === 'option' ? Multiplier.safeParse(structure) : null
  return told?.success ? { ...market, contractSize: told.data.multiplier } : market
}
