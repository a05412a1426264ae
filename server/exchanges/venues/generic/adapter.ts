import { ZodError, z } from 'zod'
import type { Holding, PositionHolding } from '../../../domain/types'
import { DomainError } from '../../../errors'
import type { CatalogueEntry } from '../../catalogue'
import { isZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { issueOf, unansweredPath } from '../../reading/refusals'
import { merged } from '../../reading/rows'
import type { Venue } from '../venue'
import { genericAbout } from './about'
import { Balance, coinsOf, isFreeOnly, isUntold, tokensOf } from './balances'
import { at, type Envelope, isOfForm, isRows } from './envelope'
import type { BalanceCall, Coin, GenericExchange, GenericWallet } from './exchange'
import { genericFlows } from './flows'
import { GROWING_NONCES } from './nonces'
import { positionsOf } from './positions'
import { GENERIC_EXCHANGES } from './table'

/** What each call asks for besides: the id of one of several accounts. */
type Params = Readonly<Record<string, string>>

interface Answered {
  wallet: GenericWallet
  coins: Coin[]
  /** The answer that it stands in. */
  own: unknown
}

/** The coins of each wallet in one call's answer; none where it may not be read (noted). */
async function balances(api: AccountApi, call: BalanceCall, more: Params): Promise<Answered[]> {
  const { wallets } = call
  const [first] = wallets
  if (!first) return []
  let own: unknown
  const whole = (answer: unknown) => {
    const fits = isOfForm(answer, call.holds)
    if (fits) own = answer
    return fits
  }
  const { method, args, schema } = questionOf(api, call, more)
  const found = await api.ask(first.wallet, method, args, schema, { whole })
  if (found === null) {
    for (const { wallet: name } of wallets.slice(1))
      api.leaveOut(name, `It stands in the same answer as ${first.wallet}, which may not be read.`)
    return []
  }
  try {
    const unified = wallets.some(({ coins }) => !coins) ? coinsOf(Balance.parse(found)) : null
    if (unified?.length === 0 && hasFlatRows(own, call.holds)) throw api.senseless(`rows of ${first.wallet} that name no coin`)
    return wallets.map((one) => ({
      wallet: one,
      coins: one.coins ? one.coins(own, (id) => api.code(id)) : (unified ?? []),
      own,
    }))
  } catch (error) {
    if (error instanceof ZodError) throw api.senseless(issueOf(error))
    throw error
  }
}

/** Whether an answer holds rows of figures, out of which coins should have come. */
function hasFlatRows(own: unknown, holds: Envelope): boolean {
  if (typeof holds !== 'string' || !holds.endsWith('[]')) return false
  const rows = at(own, holds.slice(0, -2))
  const flat = (row: object) => Object.values(row).every((value) => typeof value !== 'object')
  return isRows(rows) && rows.some((row) => Object.keys(row).length > 0 && flat(row))
}

/** ccxt's unified call, or an implicit one whose answer is the exchange's own. */
function questionOf(api: AccountApi, { method, params = {}, byWallet, once }: BalanceCall, more: Params) {
  const all = { ...params, ...(once ? {} : more), ...(byWallet && { [byWallet]: api.address }) }
  return method === undefined
    ? { method: 'fetchBalance', args: Object.keys(all).length > 0 ? [all] : [], schema: z.unknown() }
    : { method, args: all, schema: z.unknown() }
}

/**
 * What counts of several answers: a coin that two of them tell for one wallet counts by the first, and an answer that says
 * of another wallet the very same as one before is that one's.
 */
function once(api: AccountApi, answered: readonly Answered[]): Answered[] {
  const seen = new Map<string, Answered>()
  const said = new Set<string>()
  return answered.flatMap((one) => {
    const { wallet, coins, own } = one
    const held = coins.filter(({ total, free }) => !isZero(total ?? free))
    const text = JSON.stringify(own)
    const before = seen.get(text)
    if (held.length > 0 && before && before.own !== own && before.wallet.wallet !== wallet.wallet) {
      api.leaveOut(wallet.wallet, `It answered the very same as ${before.wallet.wallet}, which is counted once.`)
      return []
    }
    if (!before) seen.set(text, one)
    const fresh = coins.filter(({ code }) => !said.has(`${wallet.wallet} ${code}`))
    for (const { code, total } of coins) if (total !== null) said.add(`${wallet.wallet} ${code}`)
    return [{ ...one, coins: fresh }]
  })
}

/** Profit that belongs to a coin which its wallet does not name counts with the position itself; an equity holds it already. */
function byThemselves(positions: readonly PositionHolding[], answered: readonly Answered[]): PositionHolding[] {
  return positions.map((one) => {
    const margining = answered.filter(({ wallet: { wallet, margins } }) => margins && wallet === one.wallet)
    const held = margining.some(
      ({ wallet, coins }) =>
        wallet.total === 'equity' ||
        coins.some(({ code, total, profit }) => (code === one.settle && total !== null) || profit !== undefined),
    )
    return held ? one : { ...one, equityOutsideTokens: one.unrealizedProfit }
  })
}

/** One account (of several, where an exchange has them). */
async function readOne(api: AccountApi, exchange: GenericExchange, name: string, more: Params, first: boolean) {
  const { positions } = exchange
  const calls = first ? exchange.calls : exchange.calls.filter(({ once }) => !once)
  const [answers, open] = await Promise.all([
    Promise.all(calls.map((call) => balances(api, call, more))),
    positions ? positionsOf(api, positions, more) : null,
  ])
  const answered = once(api, answers.flat())
  const rows = byThemselves(open ?? [], answered)
  let freeAlone = false
  const tokens = answered.flatMap(({ wallet, coins }) => {
    const free = wallet.total === 'free' ? coins.filter(({ free, total }) => !isZero(free ?? total)) : coins.filter(isFreeOnly)
    if (free.length > 0) api.leaveOut(wallet.wallet, freeOnly(free))
    freeAlone ||= free.length > 0
    const untold = coins.filter(isUntold)
    if (untold.length > 0) api.leaveOut(wallet.wallet, untoldCoins(untold))
    for (const { code, bonus } of coins) if (bonus != null && !isZero(bonus)) api.warnings.push(trialFunds(name, code, bonus))
    return wallet.total === 'free' ? [] : tokensOf(wallet, coins, rows)
  })
  const unsaid = rows.some((row) => row.unrealizedProfit === null && isCash(row.wallet, answered))
  return { answered, open, rows, tokens, unsaid, freeAlone }
}

/** What a recording that does not tell the accounts is asked for. */
const SOME = '0'

/** The parameters of each account behind this key; none where an exchange has but one. */
async function accountsOf(api: AccountApi, { accounts }: GenericExchange): Promise<Params[]> {
  if (!accounts) return [{}]
  let ids: string[] = []
  const whole = (answer: unknown) => {
    if (!isOfForm(answer, accounts.holds)) return false
    ids = accounts.ids(answer)
    return true
  }
  try {
    if (accounts.before) await api.call(accounts.before, [], z.unknown())
    await api.call(accounts.method, {}, z.unknown(), { whole })
  } catch (error) {
    const path = error instanceof DomainError ? unansweredPath(error) : null
    if (path === null) throw error
    api.leaveOut('further accounts', `No recorded answer for ${path}.`)
    return [{ [accounts.param]: SOME }]
  }
  return ids.map((id) => ({ [accounts.param]: id }))
}

async function read(api: AccountApi, exchange: GenericExchange, name: string): Promise<Reading> {
  const { positions, missing = {}, proven } = exchange
  const accounts = await accountsOf(api, exchange)
  const all = await Promise.all(accounts.map((more, index) => readOne(api, exchange, name, more, index === 0)))
  // An account that answers as another did is that one: their answers hold their own ids.
  const seen = new Set<string>()
  const parts = all.filter(({ answered }) => {
    const text = JSON.stringify(answered.map(({ own }) => own))
    const again = seen.has(text) && answered.some(({ coins }) => coins.some(({ total }) => !isZero(total)))
    seen.add(text)
    if (again) api.leaveOut('further accounts', 'One answered the very same as another, which is counted once.')
    return !again
  })
  const answered = parts.flatMap((part) => part.answered)
  const holdings: Holding[] = [...merged(parts.flatMap(({ tokens }) => tokens)), ...parts.flatMap(({ rows }) => rows)]
  if (parts.some(({ unsaid }) => unsaid))
    api.doubts.push(
      `${name} does not tell the open profit of every position, and it could not be computed: equity is without it.`,
    )
  for (const [wallet, why] of Object.entries(missing)) api.leaveOut(wallet, why)
  if (proven === 'code')
    api.doubts.push(
      `How ${name} is read was not held to answers of its own: compare equity and positions with what ${name} shows.`,
    )
  const names = new Set([
    ...answered.map(({ wallet: { wallet } }) => wallet),
    ...(positions && parts.some(({ open }) => open !== null) ? [positions.wallet] : []),
    ...holdings.map(({ wallet }) => wallet),
  ])
  return {
    holdings,
    wallets: [...names].map((one) => wallet(one)),
    positionMode: null,
    equityUnknown: parts.some(({ freeAlone }) => freeAlone) && parts.every(({ tokens }) => tokens.length === 0),
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

const untoldCoins = (coins: readonly Coin[]) =>
  `The exchange names ${coins.map(({ code }) => code).join(', ')} without telling how much there is in a form that is known.`

const trialFunds = (name: string, code: string, amount: string) =>
  `${name} tells ${amount} ${code} of trial funds (bonus, coupon, credit), which nobody can withdraw: they are not counted.`

/** Any other exchange of ccxt, read by its unified calls as the table says of it. */
export function genericVenue(entry: CatalogueEntry): Venue {
  const exchange = GENERIC_EXCHANGES[entry.id]
  if (!exchange) throw new Error(`The table of exchanges says nothing of ${entry.id}.`)
  const flows = genericFlows(entry.id)
  return {
    about: genericAbout(entry, exchange),
    errors: {},
    ...(flows && { flows }),
    ...(GROWING_NONCES.has(entry.id) && { growingNonces: true }),
    read: (api) => read(api, exchange, entry.name),
    async verify(api) {
      const [call] = exchange.calls
      const [more] = await accountsOf(api, exchange)
      if (call && more) {
        const { method, args, schema } = questionOf(api, call, more)
        await api.call(method, args, schema, { whole: (answer) => isOfForm(answer, call.holds) })
      }
      return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
    },
  }
}
