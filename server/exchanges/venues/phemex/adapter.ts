import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionMode } from '../../../domain/types'
import { inside, isZero, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { MarketBook } from '../../ccxt/markets'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { phemexFlows } from './flows'
import { limits } from './limits'
import { type ContractRows, Contracts, contractRows, SpotWallets, spotRows } from './wallets'

/**
 * https://phemex-docs.github.io/#error-codes; 401 and its words are not documented. A limit is counted by user, HTTP 429 says nothing
 * of whom: the header of its group tells when it ends (…/#rest-api-ratelimit-rules).
 */
const ERRORS: ErrorRules = {
  '401': { code: 'exchange_credentials' },
  '…Failed to load API KEY': { code: 'exchange_credentials', field: 'apiKey' },
  '…Failed to find api-key': { code: 'exchange_credentials', field: 'apiKey' },
  '…Api key not found': { code: 'exchange_credentials', field: 'apiKey' },
  '…API Signature verification failed': { code: 'exchange_credentials', field: 'apiSecret' },
  '…Request IP mismatch': { code: 'exchange_ip' },
  '…expired': { code: 'exchange_clock' },
  'HTTP 401': { code: 'exchange_credentials' },
  'HTTP 403': { code: 'exchange_permission' },
  '403': { code: 'exchange_permission' },
  '11022': { code: 'exchange_permission' },
  // A settlement currency in which nothing was ever traded.
  '11028': { code: 'exchange_refused', unopened: true },
  '11097': { code: 'exchange_refused', unopened: true },
}

/** Of the units in which risk is measured: one a settlement currency, further ones of isolated positions. */
const RiskUnits = inside(
  'data',
  z.array(z.object({ currency: maybeText, riskType: maybeText, riskMode: maybeText, totalDebtRv: maybeAmount })),
)

/** Currencies that accounts of contracts are kept in though no market lists them any more. */
const KEPT = { perp: ['USDT', 'USDC'], coinm: ['BTC', 'USD'] } as const

/** What contracts are settled in: linear ones by `g-accounts`, those settled in coins and the old ones in USD by `accounts`. */
function settlements(book: MarketBook): { perp: string[]; coinm: string[] } {
  const contracts = book.all.filter(({ contract, active, settle }) => contract && active && settle !== null)
  const named = (inverse: boolean) => contracts.filter((market) => market.inverse === inverse).map(({ settle }) => settle ?? '')
  const linear = named(false).filter((code) => code !== 'USD')
  return { perp: [...new Set([...KEPT.perp, ...linear])], coinm: [...new Set([...KEPT.coinm, ...named(true)])] }
}

async function spot(api: AccountApi) {
  if (!api.wants('spot')) return null
  const found = await api.ask('spot', 'privateGetSpotWallets', {}, SpotWallets)
  return found && spotRows(found, api)
}

/** What is owed in each currency, interest included; multi-asset accounts borrow where a loss is settled. */
async function debts(api: AccountApi): Promise<Map<string, DecimalString>> {
  const units = await api.ask('debts', 'privateGetUtaApiRiskRiskUnits', {}, RiskUnits)
  const owed = new Map<string, Decimal>()
  for (const { currency, riskType, riskMode, totalDebtRv } of units ?? []) {
    if (currency === null || totalDebtRv === null || isZero(totalDebtRv)) continue
    if (riskType === 'Isolated' || riskMode === 'Isolated') continue
    owed.set(currency, (owed.get(currency) ?? new Decimal(0)).plus(totalDebtRv))
  }
  return new Map([...owed].map(([currency, sum]) => [currency, sum.abs().toFixed()]))
}

const METHODS = { perp: 'privateGetGAccountsAccountPositions', coinm: 'privateGetAccountsAccountPositions' } as const

/** Accounts of one kind, each in its currency. */
async function accounts(kind: 'perp' | 'coinm', currencies: readonly string[], api: AccountApi): Promise<Contracts[] | null> {
  const answers = await Promise.all(currencies.map((currency) => api.ask(kind, METHODS[kind], { currency }, Contracts)))
  const found = answers.filter((answer) => answer !== null)
  if (found.length === 0) return null
  // An account in another currency than was asked for is another's answer: it is asked for by itself.
  const mine = answers.flatMap((answer, place) => (answer && answer.account.currency === currencies[place] ? [answer] : []))
  if (mine.length < found.length) api.leaveOut(kind, 'Phemex told of an account in another currency than was asked for.')
  return mine
}

async function contracts(api: AccountApi) {
  const wanted = { perp: api.wants('perp', 'future'), coinm: api.wants('coinm', 'perp', 'future') }
  if (!wanted.perp && !wanted.coinm) return null
  const settled = settlements(await api.markets())
  const [linear, inCoins, owed] = await Promise.all([
    wanted.perp ? accounts('perp', settled.perp, api) : null,
    wanted.coinm ? accounts('coinm', settled.coinm, api) : null,
    debts(api),
  ])
  // What is owed in a currency that both kinds are settled in is owed once.
  const debtOf = (currency: string) => {
    const sum = owed.get(currency) ?? null
    owed.delete(currency)
    return sum
  }
  const rows = (kind: 'perp' | 'coinm', found: Contracts[] | null) =>
    Promise.all((found ?? []).map((one) => contractRows(one, kind, debtOf(one.account.currency), api)))
  const [perp, coinm] = [await rows('perp', linear), await rows('coinm', inCoins)]
  for (const [currency, sum] of owed)
    api.leaveOut('debts', `${sum} ${currency} are owed, and no account in ${currency} was told.`)
  return { perp: linear && perp, coinm: inCoins && coinm }
}

/** Contracts in coins have one side a market, and say nothing of it. */
function modeOf(rows: readonly ContractRows[]): PositionMode | null {
  const modes = new Set(rows.flatMap(({ mode }) => mode ?? []))
  return modes.size === 1 ? ([...modes][0] ?? null) : null
}

async function read(api: AccountApi): Promise<Reading> {
  const [coins, margined] = await Promise.all([spot(api), contracts(api)])
  const rows = [...(margined?.perp ?? []), ...(margined?.coinm ?? [])]
  return {
    holdings: [...(coins ?? []), ...rows.flatMap(({ tokens, positions }) => [...tokens, ...positions])],
    wallets: [
      ...(coins ? [wallet('spot')] : []),
      ...(margined?.perp ? [wallet('perp')] : []),
      ...(margined?.coinm ? [wallet('coinm')] : []),
    ],
    positionMode: modeOf(rows),
  }
}

/** Phemex tells nothing of a key. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privateGetGAccountsAccountPositions', { currency: 'USDT' }, Contracts)
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
}

export const phemex: Venue = { about, errors: ERRORS, limits, read, verify, flows: phemexFlows }
