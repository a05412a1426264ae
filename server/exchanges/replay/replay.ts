import pino from 'pino'
import type { FlowEntry } from '../../domain/flows/types'
import type { AccountHoldings, Asset, ValuedAccount } from '../../domain/types'
import { valueAccount } from '../../domain/valuation'
import { DomainError } from '../../errors'
import type { Transport } from '../ccxt/http'
import { createCcxtExchanges } from '../ccxt-port'
import { type LedgersTold, ledgersWhole } from '../reading/ledgers-whole'
import { unansweredPath } from '../reading/refusals'
import { findExchange } from '../registry'
import { venueFor } from '../venues'
import { BadRecording, type Recording } from './file'
import { nobodyOn, subAccountIn } from './nobody'
import { recordedPrices } from './prices'
import { recordedAnswers, replayTransport } from './transport'

/** What `npm run replay` prints. Amounts are decimal strings, null is unknown. */
export interface Replayed {
  assets: Record<string, string | null>[]
  total_equity: string | null
  unpriced: string[]
  not_included: { wallet: string; reason: string; path?: string }[]
  warnings: string[]
  /** Entries of the exchange's ledgers; absent where the recording answers none. */
  flows?: Record<string, string | null>[]
  /** Ledgers whose recorded answers make no sense, and why. */
  flows_not_read?: { ledger: string; reason: string }[]
}

/**
 * Runs recorded answers through the adapters and the valuation that production runs.
 * @throws BadRecording for an exchange that is not known; DomainError when the answers are an error or make no sense.
 */
export async function valueRecording(recording: Recording): Promise<ValuedAccount> {
  const info = findExchange(recording.exchange)
  if (!info) throw new BadRecording(`exchange: there is no exchange called ${recording.exchange}`)
  const now = recording.now === undefined ? new Date() : new Date(recording.now)
  const answers = recordedAnswers(recording.calls)
  const first = read(recording, info.id, now, answers.transport)
  await first.catch(() => undefined)
  // Where a path begins no word of any request, it is a fragment and answers wherever it occurs.
  const fragments = answers.fragments()
  const holdings = await (fragments.size === 0
    ? first
    : read(recording, info.id, now, recordedAnswers(recording.calls, fragments).transport))
  const { priceOf, assumed } = recordedPrices(recording.prices ?? {}, now)
  const valued = valueAccount(holdings, priceOf)
  return { ...valued, warnings: [...valued.warnings, ...assumed()] }
}

/**
 * Runs recorded answers of ledgers through the adapters.
 * @throws BadRecording for an exchange that is not known
 */
export async function flowsOfRecording(recording: Recording): Promise<LedgersTold> {
  const info = findExchange(recording.exchange)
  if (!info) throw new BadRecording(`exchange: there is no exchange called ${recording.exchange}`)
  const now = recording.now === undefined ? new Date() : new Date(recording.now)
  const { port, connection } = replayed(recording, info.id, now, replayTransport(recording.calls))
  const { from, to } = recording.flows ?? {}
  const stretch = { from: from ? new Date(from) : undefined, to: to ? new Date(to) : now }
  const never = new AbortController().signal
  return ledgersWhole(
    port.ledgers?.(info.id).ledgers ?? [],
    async (query) => port.fetchFlows?.(connection, query, never),
    stretch,
  )
}

function read(recording: Recording, exchange: string, now: Date, transport: Transport): Promise<AccountHoldings> {
  const { port, connection } = replayed(recording, exchange, now, transport)
  return port.fetchHoldings(connection, new AbortController().signal)
}

function replayed(recording: Recording, exchange: string, now: Date, transport: Transport) {
  const given = Object.entries(recording.options ?? {})
  const shared = venueFor(exchange).shared ?? []
  const marketOptions = Object.fromEntries(given.filter(([name]) => shared.includes(name)))
  const options = Object.fromEntries(given.flatMap(([name, on]) => (typeof on === 'boolean' ? [[name, on]] : [])))
  const { credentials, signedIn } = nobodyOn(exchange)
  const of = { ...credentials, ...subAccountIn(recording.calls ?? []) }
  const port = createCcxtExchanges({
    transport,
    markets: () => recording.markets ?? [],
    marketOptions,
    accountOptions: signedIn,
    now: () => now,
    log: pino({ level: 'silent' }),
  })
  return { port, connection: { exchange, credentials: of, sandbox: recording.sandbox ?? false, options } }
}

/** `valueRecording` in the words of the REST contract. */
export async function replay(recording: Recording): Promise<Replayed> {
  const { entries, notRead } = await flowsOfRecording(recording)
  const carriesFlows = entries.length > 0 || recording.flows !== undefined
  const account = await valueRecording(recording).catch((error: unknown) => {
    // A recording of ledgers alone answers nothing of what is held.
    if (entries.length > 0 && error instanceof DomainError && unansweredPath(error) !== null) return NOTHING
    throw error
  })
  return {
    assets: account.assets.map(wire),
    total_equity: account.equity,
    unpriced: [...account.unpriced],
    not_included: account.notIncluded.map((left) => {
      const path = /^No recorded answer for (\S+)\.$/.exec(left.reason)?.[1]
      return path === undefined ? left : { ...left, path }
    }),
    warnings: [...account.warnings],
    ...(carriesFlows && {
      flows: entries
        .toSorted((a, b) => a.entry.at.getTime() - b.entry.at.getTime())
        .map(({ ledger, entry }) => wireFlow(ledger, entry)),
      flows_not_read: notRead,
    }),
  }
}

const NOTHING = { assets: [], equity: null, unpriced: [], notIncluded: [], warnings: [] } as const

function wireFlow(ledger: string, { at, fee, counterpart, ...entry }: FlowEntry): Record<string, string | null> {
  return {
    ledger,
    id: entry.id,
    time: at.toISOString(),
    coin: entry.coin,
    amount: entry.amount,
    kind: entry.kind,
    word: entry.word,
    state: entry.state,
    wallet_type: entry.wallet,
    symbol: entry.pair,
    fee: fee?.amount ?? null,
    fee_coin: fee?.coin ?? null,
    counterpart_wallet: counterpart?.wallet ?? null,
    counterpart_account: counterpart?.account ?? null,
    chain: counterpart?.chain ?? null,
    address: counterpart?.address ?? null,
    tx_hash: counterpart?.txHash ?? null,
    transfer_id: counterpart?.transferId ?? null,
  }
}

function wire(asset: Asset): Record<string, string | null> {
  return {
    symbol: asset.symbol,
    size: asset.size,
    notional: asset.notional,
    market_type: asset.marketType,
    asset_type: asset.assetType,
    unrealized_profit: asset.unrealizedProfit,
    initial_margin: asset.initialMargin,
    maint_margin: asset.maintMargin,
    margin_balance: asset.marginBalance,
    leverage: asset.leverage,
    notional_pct_total: asset.notionalPctTotal,
    wallet_type: asset.walletType,
    amount: asset.amount,
    borrowed: asset.borrowed,
    available_balance: asset.availableBalance,
    price: asset.price,
    price_route: asset.priceRoute,
    entry_price: asset.entryPrice,
    mark_price: asset.markPrice,
    liquidation_price: asset.liquidationPrice,
    margin_mode: asset.marginMode,
    position_side: asset.positionSide,
  }
}
