import { fixed } from '../amounts'
import { atLastKnown } from '../aside'
import { baseCoin } from '../coins'
import { Decimal, type DecimalString } from '../decimal'
import { accountLeverage, exposureByBase } from '../exposure'
import { distanceToLiquidation } from '../liquidation'
import { isFuture, STALE_AFTER_INTERVALS } from '../staleness'
import type { Aside, Asset, FundingRate, WalletEquity } from '../types'
import type { AccountView } from '../views'
import { badSide, type Level, type Rule } from './rule'
import type { Seen } from './state'

/** What is told of a measurement: names and figures as they stood; never a key. */
export interface Facts {
  account?: string
  exchange?: string
  wallet?: string
  symbol?: string
  coin?: string
  value?: DecimalString | null
  limit?: DecimalString | null
  /** What a fact that is no figure says, e.g. `refused`. */
  what?: string
  detail?: string
  /** UTC. */
  day?: string
}

/** One figure that a rule watches. */
export interface Measurement {
  /** Names it among all that the rule watches; the same whenever it is looked at. */
  subject: string
  accountId: string | null
  seen: Seen
  facts: Facts
}

/** One account as it was last read; null: never. */
export interface Standing {
  account: Pick<
    AccountView,
    | 'id'
    | 'name'
    | 'exchangeName'
    | 'exchange'
    | 'valid'
    | 'lastError'
    | 'lastRefreshedAt'
    | 'createdAt'
    | 'refreshIntervalSeconds'
    | 'permissions'
    | 'keyExpiresAt'
    | 'keyChange'
  >
  balance: {
    equity: DecimalString | null
    aside?: Aside | null
    grossExposure: DecimalString | null
    netExposure: DecimalString | null
    assets: readonly Asset[]
    equities: readonly WalletEquity[]
    unpriced: readonly string[]
    notIncluded: readonly { wallet: string; unopened?: boolean | undefined }[]
  } | null
}

/** What only some rules need, asked for where one of them is on. */
export interface Beyond {
  now: Date
  /** Funding of the pairs of the account's exchange; absent: not known. */
  funding?: ReadonlyMap<string, FundingRate>
  /** Share that equity gained without flows; null: not known. */
  gain?: DecimalString | null
  /** Share below the high of the index; null: not known. */
  drawdown?: DecimalString | null
  /** A day (UTC) of which too much is unexplained: USD, and as a share of equity; null: not known. */
  unexplained?: { day: string; usd: DecimalString; share: DecimalString } | 'none' | null
}

/** What a rule sees in one account: nothing where it does not watch it. Positions that are gone are missing. */
export function measureAccount(rule: Rule, standing: Standing, beyond: Beyond): Measurement[] {
  const { account } = standing
  if ('accounts' in rule && rule.accounts !== null && !rule.accounts.includes(account.id)) return []
  if ('of' in rule && rule.of === 'total') return []
  switch (rule.kind) {
    case 'margin':
      return [margin(rule, standing)]
    case 'liquidation':
      return liquidations(rule, standing)
    case 'equity_level':
      // A coin that lost its price is no fall.
      return [figure(rule, standing, standing.balance && atLastKnown(standing.balance.equity, [standing.balance.aside]))]
    case 'equity_change':
      return [figure(rule, standing, signed(rule.direction, beyond.gain ?? null), { facts: { what: rule.direction } })]
    case 'drawdown':
      return [figure(rule, standing, beyond.drawdown ?? null)]
    case 'exposure': {
      const seen = figure(rule, standing, accountExposure(rule, standing), { facts: exposureFacts(rule) })
      return [whole(standing) ? seen : partial(seen)]
    }
    case 'funding':
      return fundings(rule, standing, beyond)
    case 'unknown':
      return unknowns(rule, standing, beyond.now)
    case 'key':
      return keys(rule, standing, beyond.now)
    case 'unexplained':
      return [unexplained(standing, beyond)]
    default:
      return []
  }
}

/** What a rule sees in all of a person's accounts together. */
export function measureTotal(
  rule: Rule,
  total: {
    equity: DecimalString | null
    gross: DecimalString | null
    net: DecimalString | null
    assets: readonly Asset[]
    /** True where an account's figures are missing or old: sums are no sums then. */
    incomplete: boolean
  },
  /** `idleSince`: since when accounts are due and none is read; null: all goes on; absent: not looked at. */
  beyond: Beyond & { idleSince?: Date | null },
): Measurement[] {
  const of = (value: DecimalString | null, subject = 'total', facts: Facts = {}, partial = false): Measurement[] => {
    if (!('warn' in rule)) return []
    const { warn, urgent } = rule
    const limit = urgent ?? warn
    const seen: Seen = { value, warn, urgent, bad: badSide(rule), partial }
    return [{ subject, accountId: null, seen, facts: { ...facts, value, limit } }]
  }
  switch (rule.kind) {
    case 'equity_level':
      return rule.of === 'total' ? of(total.incomplete ? null : total.equity) : []
    case 'equity_change':
      return rule.of === 'total' ? of(signed(rule.direction, beyond.gain ?? null), 'total', { what: rule.direction }) : []
    case 'drawdown':
      return rule.of === 'total' ? of(beyond.drawdown ?? null) : []
    case 'exposure': {
      if (rule.of !== 'total') return []
      if (rule.coin !== null)
        return of(
          ofCoin(rule.coin, rule.figure, total.assets, total.equity),
          `coin:${rule.coin}`,
          exposureFacts(rule),
          total.incomplete,
        )
      return of(
        abs(rule.figure === 'leverage' ? accountLeverage(total.gross, total.equity) : total[rule.figure]),
        'total',
        exposureFacts(rule),
        total.incomplete,
      )
    }
    case 'hedge':
      return exposureByBase(total.assets)
        .filter(({ base, long, short }) =>
          rule.coin === null ? new Decimal(long).gt(0) && new Decimal(short).lt(0) : base === baseCoin(rule.coin),
        )
        .flatMap(({ base, net, gross }) => {
          const drift = new Decimal(gross).gt(0) ? fixed(new Decimal(net).abs().div(gross), 6) : '0'
          return of(total.incomplete ? null : drift, `coin:${base}`, { coin: base })
        })
    case 'worker': {
      const { idleSince } = beyond
      if (idleSince === undefined) return []
      const minutes = idleSince === null ? 0 : Math.floor((beyond.now.getTime() - idleSince.getTime()) / 60_000)
      const level: Level = minutes >= rule.minutes ? 'urgent' : 'ok'
      return [
        {
          subject: 'worker',
          accountId: null,
          seen: { level },
          facts: { value: String(Math.max(0, minutes)), limit: String(rule.minutes) },
        },
      ]
    }
    default:
      return []
  }
}

const named = ({ account }: Standing): Facts => ({ account: account.name, exchange: account.exchangeName })
const abs = (value: DecimalString | null) => (value === null ? null : new Decimal(value).abs().toFixed())
/** A fall counts as a positive figure where falls are watched. */
const signed = (direction: 'falls' | 'rises', gain: DecimalString | null) =>
  gain === null || direction === 'rises' ? gain : new Decimal(gain).neg().toFixed()

/** Numbers of an account that was not read when it should have been are those of another moment: nothing is known by them. */
function isBlind({ account }: Standing): boolean {
  return account.lastError !== null || !account.valid
}

function figure(
  rule: Extract<Rule, { warn: string | null }>,
  standing: Standing,
  value: DecimalString | null,
  more: Partial<Measurement> = {},
): Measurement {
  const { warn, urgent } = rule
  const shown = isBlind(standing) ? null : value
  return {
    subject: `account:${standing.account.id}`,
    accountId: standing.account.id,
    seen: { value: shown, warn, urgent, bad: badSide(rule) },
    ...more,
    facts: { ...named(standing), value: shown, limit: urgent ?? warn, ...more.facts },
  }
}

function margin(rule: Extract<Rule, { kind: 'margin' }>, standing: Standing): Measurement {
  const { balance } = standing
  let worst: { wallet: string; ratio: DecimalString } | null = null
  for (const { walletType, marginRatio } of balance?.equities ?? []) {
    if (marginRatio !== null && (worst === null || new Decimal(marginRatio).gt(worst.ratio)))
      worst = { wallet: walletType, ratio: marginRatio }
  }
  // Without positions there is no ratio, and that is well; with some, it is not known.
  const empty =
    balance !== null && worst === null && !balance.assets.some(({ assetType }) => assetType === 'position') && whole(standing)
  const seen = figure(rule, standing, empty ? '0' : (worst?.ratio ?? null), { facts: worst ? { wallet: worst.wallet } : {} })
  // The wallet that is missing may be the worst.
  return whole(standing) ? seen : partial(seen)
}

/** True where no wallet is missing from the account's figures. */
function whole({ balance }: Standing): boolean {
  return balance?.notIncluded.every(({ unopened }) => unopened === true) ?? false
}

const partial = (measurement: Measurement): Measurement =>
  'value' in measurement.seen ? { ...measurement, seen: { ...measurement.seen, partial: true } } : measurement

function liquidations(rule: Extract<Rule, { kind: 'liquidation' }>, standing: Standing): Measurement[] {
  const wanted = rule.symbol?.toUpperCase() ?? null
  return (standing.balance?.assets ?? [])
    .filter(({ assetType, symbol }) => assetType === 'position' && (wanted === null || symbol.toUpperCase() === wanted))
    .flatMap((position) => {
      const distance = distanceToLiquidation(position)
      // A position without any liquidation price has no distance: most are well covered. One is watched once it had one.
      const { symbol, walletType, positionSide, marginMode } = position
      const subject = `position:${standing.account.id}/${walletType}/${symbol}/${positionSide ?? ''}/${marginMode ?? ''}`
      return [figure(rule, standing, distance, { subject, facts: { symbol, wallet: walletType } })]
    })
}

function accountExposure(rule: Extract<Rule, { kind: 'exposure' }>, { balance }: Standing): DecimalString | null {
  if (balance === null) return null
  if (rule.coin !== null) return ofCoin(rule.coin, rule.figure, balance.assets, balance.equity)
  if (rule.figure === 'leverage') return accountLeverage(balance.grossExposure, balance.equity)
  return abs(rule.figure === 'gross' ? balance.grossExposure : balance.netExposure)
}

const exposureFacts = ({ figure: what, coin }: Extract<Rule, { kind: 'exposure' }>): Facts => ({
  what,
  ...(coin !== null && { coin }),
})

function ofCoin(
  coin: string,
  figureName: 'gross' | 'net' | 'leverage',
  assets: readonly Asset[],
  equity: DecimalString | null,
): DecimalString | null {
  const row = exposureByBase(assets).find(({ base }) => base.toUpperCase() === baseCoin(coin).toUpperCase())
  const unpriced = assets.some(
    ({ base, notional }) => notional === null && baseCoin(base).toUpperCase() === baseCoin(coin).toUpperCase(),
  )
  if (unpriced) return null
  if (figureName === 'leverage') return accountLeverage(row?.gross ?? '0', equity)
  return abs(row?.[figureName] ?? '0')
}

const HOURS_A_YEAR = 8760

/** What a position pays a year as a share of its notional; negative where it is paid. */
function fundings(rule: Extract<Rule, { kind: 'funding' }>, standing: Standing, { funding }: Beyond): Measurement[] {
  return (standing.balance?.assets ?? [])
    .filter(({ assetType, marketType }) => assetType === 'position' && marketType === 'perp')
    .map((position) => {
      const rate = funding?.get(position.symbol)
      const hours = rate?.intervalHours ?? null
      const paid =
        rate && hours
          ? fixed(
              new Decimal(rate.rate)
                .times(new Decimal(position.size).isNegative() ? -1 : 1)
                .times(HOURS_A_YEAR)
                .div(hours),
              6,
            )
          : null
      const { symbol, walletType, positionSide } = position
      const subject = `funding:${standing.account.id}/${walletType}/${symbol}/${positionSide ?? ''}`
      return figure(rule, standing, paid, { subject, facts: { symbol } })
    })
}

function unknowns(rule: Extract<Rule, { kind: 'unknown' }>, standing: Standing, now: Date): Measurement[] {
  const { account, balance } = standing
  const at = (subject: string, level: Level | null, facts: Facts): Measurement => ({
    subject: `${subject}:${account.id}`,
    accountId: account.id,
    seen: { level },
    facts: { ...named(standing), ...facts },
  })
  const from = account.lastRefreshedAt ?? account.createdAt
  const allowedMs = Math.max(rule.minutes * 60_000, STALE_AFTER_INTERVALS * account.refreshIntervalSeconds * 1000)
  const age = now.getTime() - from.getTime()
  const stale = isFuture(from, now) || age >= allowedMs
  const found = [
    at('stale', stale ? 'warn' : 'ok', {
      what: 'stale',
      value: String(Math.max(0, Math.floor(age / 60_000))),
      limit: String(rule.minutes),
      ...(account.lastError && { detail: account.lastError.message }),
    }),
  ]
  if (rule.wallets) {
    const missing = balance?.notIncluded.filter(({ unopened }) => unopened !== true).map(({ wallet }) => wallet) ?? []
    const level = balance === null ? null : missing.length > 0 ? 'warn' : 'ok'
    found.push(at('wallets', level, { what: 'wallets', detail: missing.join(', ') }))
  }
  if (rule.unpriced) {
    const level = balance === null ? null : balance.unpriced.length > 0 ? 'warn' : 'ok'
    found.push(at('unpriced', level, { what: 'unpriced', detail: balance?.unpriced.slice(0, 5).join(', ') ?? '' }))
  }
  return found
}

function keys(rule: Extract<Rule, { kind: 'key' }>, standing: Standing, now: Date): Measurement[] {
  const { account } = standing
  const at = (what: string, level: Level, more: Facts = {}): Measurement => ({
    subject: `key-${what}:${account.id}`,
    accountId: account.id,
    seen: { level },
    facts: { ...named(standing), what, ...more },
  })
  const days = account.keyExpiresAt === null ? null : Math.floor((account.keyExpiresAt.getTime() - now.getTime()) / 86_400_000)
  const lost = account.keyChange?.lost ?? []
  return [
    at('refused', account.valid ? 'ok' : 'urgent', account.lastError ? { detail: account.lastError.message } : {}),
    at(
      'expires',
      days === null || days > rule.days ? 'ok' : days < 0 ? 'urgent' : 'warn',
      days === null ? {} : { value: String(days) },
    ),
    at('withdraw', account.keyChange?.gained.includes('withdraw') ? 'urgent' : 'ok'),
    at('lost', lost.length > 0 ? 'warn' : 'ok', { detail: lost.join(' or ') }),
  ]
}

function unexplained(standing: Standing, { unexplained: left = null }: Beyond): Measurement {
  const level: Level | null = left === null ? null : left === 'none' ? 'ok' : 'warn'
  const facts = left === null || left === 'none' ? {} : { value: left.usd, detail: left.share, day: left.day }
  const { id } = standing.account
  return { subject: `unexplained:${id}`, accountId: id, seen: { level }, facts: { ...named(standing), ...facts } }
}
