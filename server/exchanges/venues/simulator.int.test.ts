import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import type { Ledger, LedgerPosition, LedgerToken } from '@/simulator/ledger'
import { allScenarios } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { Decimal } from '../../domain/decimal'
import type { AccountHoldings, PositionHolding, TokenHolding } from '../../domain/types'
import { valueAccount } from '../../domain/valuation'
import { createCcxtExchanges } from '../ccxt-port'
import type { ExchangePort } from '../port'
import { connectionOf, SIMULATED } from './ledger-connection.testing'

/** The wallets of a ledger → ours. */
const WALLETS: Record<string, Record<string, string>> = {
  binance: { usdm: 'perp', 'earn-flexible': 'earn', 'earn-locked': 'earn' },
  okx: { trading: 'unified', staking: 'earn' },
  hyperliquid: { staking: 'earn', vault: 'earn', 'led-vault': 'earn' },
  lighter: { staked: 'staking' },
  bitget: { 'usdt-futures': 'perp', 'usdc-futures': 'perp', 'coin-futures': 'coinm' },
  gate: { 'futures-usdt': 'perp', 'futures-btc': 'coinm', 'delivery-usdt': 'delivery' },
}

function walletOf(ledger: Ledger, name: string): string {
  if (ledger.mode === 'portfolio-margin' && ['margin', 'usdm', 'coinm'].includes(name)) return 'unified'
  if (name.startsWith('isolated:')) return 'isolated_margin'
  if (name.startsWith('pool:')) return 'pools'
  return WALLETS[ledger.venue]?.[name] ?? name
}

/** What no call of the exchange tells: each reading names it. */
const NOBODY_READS: Record<string, readonly string[]> = {
  ...{ 'backpack desk': ['vaults'], 'backpack empty': ['vaults'], 'backpack lent-and-owed': ['vaults'] },
  // Stakes are told to everybody or to nobody.
  'aster private': ['staking'],
}

const d = (value: string | null | undefined) => new Decimal(value ?? 0)
const plain = (value: Decimal) => (value.isZero() ? '0' : value.toFixed())

/** OKX takes the margin of isolated positions out of the cash balance. */
function putUp(ledger: Ledger, token: LedgerToken, settleOf: (position: LedgerPosition) => string | undefined): Decimal {
  if (ledger.venue !== 'okx' || token.wallet !== 'trading') return d('0')
  return ledger.positions
    .filter((position) => position.marginMode === 'isolated' && settleOf(position) === token.coin)
    .reduce((sum, position) => sum.plus(position.isolatedMargin ?? 0), d('0'))
}

/** `wallet coin` → coins without profit, as the ledger has them. */
function ledgerSizes(ledger: Ledger, holdings: AccountHoldings): Record<string, string> {
  const sizes = new Map<string, Decimal>()
  const settleOf = (position: LedgerPosition) => matching(position, ledger, holdings)?.settle
  for (const token of ledger.tokens) {
    const key = `${walletOf(ledger, token.wallet)} ${codeOf(ledger, token.coin)}`
    const own = d(token.balance).minus(putUp(ledger, token, settleOf))
    sizes.set(key, (sizes.get(key) ?? d('0')).plus(own))
  }
  return Object.fromEntries(
    [...sizes].filter(([, size]) => !size.isZero()).map(([key, size]) => [key, amountOf(ledger, key, size)]),
  )
}

/** Coins that ccxt calls otherwise than the exchange: other projects took the name first, or Unit bridged them. */
const RENAMED: Record<string, Record<string, string>> = {
  binance: { YOYO: 'YOYOW' },
  okx: { AE: 'AET' },
  bitfinex: { UST: 'USDT', USTF0: 'USDT' },
  hyperliquid: { UBTC: 'BTC', UETH: 'ETH', USOL: 'SOL', USDT0: 'USDT', UFART: 'FART', UBONK: 'BONK' },
}

function codeOf(ledger: Ledger, coin: string): string {
  return RENAMED[ledger.venue]?.[coin] ?? coin
}

/** Hyperliquid rounds each position's profit, and the money put in is the account value without them. */
function amountOf(ledger: Ledger, wallet: string, size: Decimal): string {
  return plain(ledger.venue === 'hyperliquid' && wallet.startsWith('perp') ? size.toDecimalPlaces(4) : size)
}

const isToken = (row: AccountHoldings['holdings'][number]): row is TokenHolding => row.kind === 'token'
const isPosition = (row: AccountHoldings['holdings'][number]): row is PositionHolding => row.kind === 'position'

/** The row of a ledger's position: same wallet, entry, side and leverage. */
function matching(position: LedgerPosition, ledger: Ledger, { holdings }: AccountHoldings): PositionHolding | undefined {
  return holdings
    .filter(isPosition)
    .find(
      (row) =>
        row.wallet === walletOf(ledger, position.wallet) &&
        d(row.entryPrice).eq(position.entryPrice) &&
        row.size.startsWith('-') === position.contracts.startsWith('-'),
    )
}

/** What scenarios are there for: trial funds that are taken off, and a debt whose form is not certain (Phemex). */
const SAID = /of trial funds|holds what was borrowed of it/

let simulator: RunningSimulator
let exchanges: ExchangePort
const signal = () => AbortSignal.timeout(30_000)

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 5 })
  // All accounts are read from one address within a second or two, which the exchanges would not bear.
  simulator.limiter.scale(50)
  exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })
})

afterAll(() => simulator.close())

const ledgers = allScenarios(SIMULATED).filter((ledger) => !ledger.prices)

describe.each(ledgers.map((ledger) => [ledger.venue, ledger.scenario] as const))('%s %s', (venue, scenario) => {
  it('reads what the ledger holds, to the last decimal', async () => {
    const ledger = simulator.ledger(venue, scenario)
    const account = await exchanges.fetchHoldings(connectionOf(ledger), signal())
    const sizes = account.holdings.filter(isToken).filter((row) => !d(row.size).isZero())
    expect(
      Object.fromEntries(sizes.map((row) => [`${row.wallet} ${row.symbol}`, amountOf(ledger, row.wallet, d(row.size))])),
    ).toEqual(ledgerSizes(ledger, account))
    // Gate has no futures account until something is put into it, Bitget's unified account no earn wallet, and Binance
    // tells of each account whether it has options: all say so.
    const opened = new Set(ledger.tokens.map((token) => walletOf(ledger, token.wallet)))
    const never = /USER_NOT_FOUND|40085|Options were never opened/
    const left = account.notIncluded.filter(({ wallet, reason }) => opened.has(wallet) || !never.test(reason))
    // Accounts of their own are named, never counted here.
    const owned = simulator.ledgers(venue).filter(({ master }) => master === ledger.key.apiKey)
    const untold = NOBODY_READS[`${venue} ${scenario}`] ?? []
    const names = owned.length > 0 && venue !== 'okx'
    expect(left.map(({ wallet }) => wallet)).toEqual([...untold, ...(names ? ['sub-accounts'] : [])])
    for (const { label, key } of names ? owned : []) expect(left[0]?.reason).toContain(`${label} (${key.apiKey})`)
    const positions = account.holdings.filter(isPosition)
    expect(positions).toHaveLength(ledger.positions.length)
    for (const position of ledger.positions) {
      const row = matching(position, ledger, account)
      expect(row, position.market).toBeDefined()
      // dYdX has no leverage of a position.
      if (row?.marketType !== 'option' && venue !== 'dydx') expect(d(row?.leverage).eq(position.leverage)).toBe(true)
      expect(row?.side).toBe(position.side)
      if (row?.marginMode !== null) expect(row?.marginMode).toBe(position.marginMode)
      if (position.isolatedMargin) expect(plain(d(row?.marginBalance))).toBe(plain(d(position.isolatedMargin)))
    }
    if (account.positionMode) expect(account.positionMode).toBe(ledger.positionMode)
  })

  it('proves its key, whatever kind of account it is, and no other', async () => {
    const connection = connectionOf(simulator.ledger(venue, scenario))
    const key = await exchanges.verify(connection, signal())
    if (key.permissions) expect(key.permissions).toContain('read')
    if (connection.credentials.apiSecret === undefined) return
    const wrong = { ...connection, credentials: { ...connection.credentials, apiSecret: 'wrong' } }
    await expect(exchanges.verify(wrong, signal())).rejects.toMatchObject({ code: 'exchange_credentials' })
  })

  it('values it as the exchange does', async () => {
    const ledger = simulator.ledger(venue, scenario)
    const account = await exchanges.fetchHoldings(connectionOf(ledger), signal())
    const codes = account.holdings.flatMap((row) => (row.kind === 'token' ? [row.symbol] : [row.settle, row.notionalCurrency]))
    const prices = await exchanges.prices(venue, codes, signal())
    const valued = valueAccount(account, (code) => prices.get(code) ?? null)
    for (const wallet of valued.equities) {
      if (wallet.reportedEquity === null) continue
      const difference = d(wallet.totalEquity).minus(wallet.reportedEquity).abs()
      expect(difference.lte(d(wallet.reportedEquity).abs().times('0.0001').plus('0.01')), JSON.stringify(wallet)).toBe(true)
    }
    expect(valued.warnings.filter((words) => !SAID.test(words))).toEqual([])
  })
})

describe('a sub-account that is read with the main account’s key', () => {
  it('has the coins that its own key tells, and the same equity (OKX)', async () => {
    const main = connectionOf(simulator.ledger('okx', 'hedged-desk'))
    const ledger = simulator.ledger('okx', 'sub-account')
    const listed = await exchanges.subAccounts?.(main, signal())
    expect(listed).toEqual([{ id: 'Carry01', uid: ledger.uid, name: 'Carry01', frozen: false, reads: 'main key' }])
    const byMain = { ...main, credentials: { ...main.credentials, subAccount: 'Carry01' } }
    const [told, own] = await Promise.all([
      exchanges.fetchHoldings(byMain, signal()),
      exchanges.fetchHoldings(connectionOf(ledger), signal()),
    ])
    const tokens = ({ holdings }: AccountHoldings) => holdings.filter(isToken)
    expect(tokens(told)).toEqual(tokens(own))
    expect(own.holdings.filter(isPosition)).toHaveLength(1)
    expect(told.notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['earn', 'positions'])
    expect(await exchanges.verify(byMain, signal())).toMatchObject({ label: 'Carry01', uid: ledger.uid })
  })
})
