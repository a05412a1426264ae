import { generateKeyPairSync } from 'node:crypto'
import pino from 'pino'
import type { HttpRequest, Transport } from '../ccxt/http'
import { createCcxtExchanges } from '../ccxt-port'
import type { Connection, Credentials, ExchangePort } from '../port'
import type { LedgerPage, LedgerQuery } from '../reading/ledgers'
import { market } from './recordings.testing'

/** Every credential that a person may be asked for, in a form that ccxt can sign with. */
const ALL: Credentials = {
  apiKey: 'account-test',
  apiSecret: 'cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmU=',
  password: 'test',
  uid: '1',
  walletAddress: '0x0000000000000000000000000000000000000001',
  privateKey: '0x0000000000000000000000000000000000000000000000000000000000000001',
}
const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString()
const rsa = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
    .replace(/-----[^-]+-----|\n/g, '')
/** Where keys have another form. */
const OWN: Readonly<Record<string, () => Credentials>> = {
  coinbase: () => ({ apiKey: 'organizations/a/apiKeys/b', apiSecret: ec() }),
  lbank: () => ({ apiSecret: rsa() }),
  modetrade: () => ({ apiSecret: '3'.repeat(44) }),
  woofipro: () => ({ apiSecret: '3'.repeat(44) }),
  revolutx: () => ({
    privateKey: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }),
}

/** Answers in the envelopes that exchanges use, so that what is asked after a first answer is asked too. */
const ANSWERS = [
  '{}',
  '[]',
  '{"code":0,"data":[],"result":[]}',
  '{"code":"0","data":{},"result":{}}',
  '{"code":"00000","data":[]}',
  '{"code":"200000","data":[]}',
  '{"code":200,"data":[]}',
  '{"status":"ok","data":[{"id":1,"type":"spot","list":[]}]}',
  '{"retCode":0,"result":{"list":[],"unifiedMarginStatus":5}}',
  '{"error":[],"result":{}}',
  '{"result":"success","instruments":[],"tickers":[],"accounts":{},"openPositions":[]}',
  '{"success":true,"result":[],"data":[],"products":[],"accounts":[]}',
  '{"code":0,"success":true,"data":{"list":[],"rows":[],"positions":[],"account":{},"symbols":[]}}',
]

const MARKETS = [
  { symbol: 'BTC/USDT', id: 'BTCUSDT' },
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
  { symbol: 'BTC/USD:BTC', id: 'BTCUSD' },
]
  .map(market)
  .map((structure) => ({ ...structure, spot: structure.type === 'spot', swap: structure.type !== 'spot' }))

export interface Sent extends Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body'> {
  exchange: string
}

/** Everything that Ballast asks an exchange, on a transport that is nobody: what left, and what its gate stopped. */
export async function askEverything(exchange: string): Promise<{ sent: Sent[]; stopped: string[] }> {
  const sent: Sent[] = []
  const stopped: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void stopped.push(line) })
  const connection: Connection = { exchange, credentials: { ...ALL, ...OWN[exchange]?.() }, sandbox: false, options: {} }
  for (const body of ANSWERS) {
    const transport: Transport = async ({ url, method, headers, body: wanted }) => {
      sent.push({ exchange, url, method, headers, body: wanted })
      return { status: 200, statusText: 'OK', headers: {}, body }
    }
    const signal = AbortSignal.timeout(8_000)
    // Once with markets, so that accounts are read, and once without, so that those are asked for.
    for (const markets of [undefined, () => MARKETS]) {
      const port = createCcxtExchanges({ transport, log, ...(markets ? { markets } : {}) })
      const leverage = (pair: string, marginMode: 'cross' | 'isolated') =>
        port.setLeverage(connection, { pair, leverage: '2', marginMode }, signal)
      await Promise.allSettled([
        port.verify(connection, signal),
        port.fetchHoldings(connection, signal),
        port.fetchHoldings({ ...connection, sandbox: true }, signal),
        port.prices(exchange, ['BTC', 'USDT'], signal),
        port.fundingRates?.(exchange, signal),
        port.maxLeverage?.({ exchange, sandbox: false, pair: 'BTC:PERP-USDT' }, signal),
        port.tellsAddress?.has(exchange) ? port.seenFrom?.(exchange, signal) : undefined,
        port.openOrders?.(connection, signal),
        port.optionMarks?.(connection, ['BTC:PERP-USDT'], signal),
        port.estimateLeverage?.(connection, { pair: 'BTC:PERP-USDT', leverage: '2', marginMode: 'isolated' }, signal),
        port.maintenanceTables?.(connection, ['BTC:PERP-USDT', 'BTC:PERP-USD'], signal),
        markets ? port.priceThen?.(exchange, 'BTC', new Date('2026-01-01T00:00:00Z'), signal) : undefined,
        markets ? ledgers(port, connection, signal) : undefined,
        leverage('BTC:PERP-USDT', 'cross'),
        leverage('BTC:PERP-USDT', 'isolated'),
        leverage('BTC:PERP-USD', 'cross'),
      ])
    }
  }
  return { sent, stopped }
}

/** Each ledger, with what follows its first page. */
async function ledgers(port: ExchangePort, connection: Connection, signal: AbortSignal): Promise<void> {
  const stretch = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z') }
  const whole = async (ledger: string) => {
    let cursor: string | null = null
    do {
      const query: LedgerQuery = { ...stretch, cursor }
      const page: LedgerPage | undefined = await port
        .fetchFlows?.(connection, { ledger, ...query }, signal)
        .catch(() => undefined)
      cursor = page?.next ?? null
    } while (cursor !== null && !signal.aborted)
  }
  await Promise.all((port.ledgers?.(connection.exchange).ledgers ?? []).map(({ id }) => whole(id)))
}
