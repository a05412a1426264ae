import { ZodError, z } from 'zod'
import type { Holding, PositionHolding } from '../../../domain/types'
import type { CatalogueEntry } from '../../catalogue'
import { isZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { issueOf } from '../../reading/refusals'
import type { Venue } from '../venue'
import { genericAbout } from './about'
import { Balance, coinsOf, isFreeOnly, tokensOf } from './balances'
import { isOfForm } from './envelope'
import type { BalanceCall, Coin, GenericExchange, GenericWallet } from './exchange'
import { GROWING_NONCES } from './nonces'
import { positionsOf } from './positions'
import { GENERIC_EXCHANGES } from './table'

interface Answered {
  wallet: GenericWallet
  coins: Coin[]
}

/** The coins of each wallet in one call's answer; null where it may not be read (noted). */
async function balances(api: AccountApi, call: BalanceCall): Promise<Answered[]> {
  const { wallets } = call
  const [first] = wallets
  if (!first) return []
  let own: unknown
  const whole = (answer: unknown) => {
    const fits = isOfForm(answer, call.holds)
    if (fits) own = answer
    return fits
  }
  const { method, args, schema } = questionOf(call)
  const found = await api.ask(first.wallet, method, args, schema, { whole })
  if (found === null) {
    for (const { wallet: name } of wallets.slice(1))
      api.leaveOut(name, `It stands in the same answer as ${first.wallet}, which may not be read.`)
    return []
  }
  try {
    return wallets.map((one) => ({
      wallet: one,
      coins: one.coins ? one.coins(own, (id) => api.code(id)) : coinsOf(Balance.parse(found)),
    }))
  } catch (error) {
    if (error instanceof ZodError) throw api.senseless(issueOf(error))
    throw error
  }
}

/** ccxt's unified call, or an implicit one whose answer is the exchange's own. */
function questionOf({ method, params = {} }: BalanceCall) {
  return method === undefined
    ? { method: 'fetchBalance', args: Object.keys(params).length > 0 ? [params] : [], schema: z.unknown() }
    : { method, args: params, schema: z.unknown() }
}

/** Profit that belongs to a coin which its wallet does not name counts with the position itself; an equity holds it already. */
function byThemselves(positions: readonly PositionHolding[], answered: readonly Answered[]): PositionHolding[] {
  return positions.map((one) => {
    const margining = answered.find(({ wallet: { wallet, margins } }) => margins && wallet === one.wallet)
    const held =
      margining?.wallet.total === 'equity' || margining?.coins.some(({ code, total }) => code === one.settle && total !== null)
    return held ? one : { ...one, equityOutsideTokens: one.unrealizedProfit }
  })
}

async function read(api: AccountApi, exchange: GenericExchange, name: string): Promise<Reading> {
  const { calls, positions, missing = {}, proven } = exchange
  const [answers, open] = await Promise.all([
    Promise.all(calls.map((call) => balances(api, call))),
    positions ? positionsOf(api, positions) : null,
  ])
  const answered = answers.flat()
  const holdings: Holding[] = []
  const rows = byThemselves(open ?? [], answered)
  let freeAlone = false
  for (const one of answered) {
    const free =
      one.wallet.total === 'free' ? one.coins.filter(({ free, total }) => !isZero(free ?? total)) : one.coins.filter(isFreeOnly)
    if (free.length > 0) api.leaveOut(one.wallet.wallet, freeOnly(free))
    freeAlone ||= free.length > 0
    if (one.wallet.total !== 'free') holdings.push(...tokensOf(one.wallet, one.coins, rows))
  }
  const equityUnknown = freeAlone && holdings.length === 0
  holdings.push(...rows)
  if (rows.some((row) => row.unrealizedProfit === null && isCash(row.wallet, answered)))
    api.doubts.push(
      `${name} does not tell the open profit of every position, and it could not be computed: equity is without it.`,
    )
  for (const [wallet, why] of Object.entries(missing)) api.leaveOut(wallet, why)
  if (proven === 'code')
    api.doubts.push(
      `How ${name} is read was not held to answers of its own: compare equity and positions with what ${name} shows.`,
    )
  return {
    holdings,
    wallets: [
      ...answered.map((one) => wallet(one.wallet.wallet)),
      ...(open && positions && !answered.some((one) => one.wallet.wallet === positions.wallet) ? [wallet(positions.wallet)] : []),
    ],
    positionMode: null,
    equityUnknown,
  }
}

/** Whether the open profit of a wallet's positions is in none of its figures, unless the positions tell it. */
const isCash = (name: string, answered: readonly Answered[]) =>
  answered.every(
    ({ wallet, coins }) =>
      wallet.wallet !== name || !wallet.margins || (wallet.total !== 'equity' && coins.every(({ profit }) => profit == null)),
  )

const freeOnly = (coins: readonly Coin[]) =>
  `The exchange tells only what is free of ${coins.map(({ code, free, total }) => `${code} (${free ?? total})`).join(', ')}, not what is there: equity is not known.`

/** Any other exchange of ccxt, read by its unified calls as the table says of it. */
export function genericVenue(entry: CatalogueEntry): Venue {
  const exchange = GENERIC_EXCHANGES[entry.id]
  if (!exchange) throw new Error(`The table of exchanges says nothing of ${entry.id}.`)
  return {
    about: genericAbout(entry, exchange),
    errors: {},
    ...(GROWING_NONCES.has(entry.id) && { growingNonces: true }),
    read: (api) => read(api, exchange, entry.name),
    async verify(api) {
      const [call] = exchange.calls
      if (call) {
        const { method, args, schema } = questionOf(call)
        await api.call(method, args, schema, { whole: (answer) => isOfForm(answer, call.holds) })
      }
      return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
    },
  }
}
