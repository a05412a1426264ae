import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { bitgetMarkets } from '../markets/bitget'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import {
  accountInfo,
  crossMarginAssets,
  earnAssets,
  fundingAssets,
  futuresAccount,
  futuresAccounts,
  isolatedMarginAssets,
  spotAssets,
  unifiedAssets,
  unifiedInfo,
} from './accounts'
import { type Right, signer } from './auth'
import type { Call, SignedCall } from './call'
import { candles } from './candles'
import { addressRefused, BitgetError, expiredTimestamp, isClassic, isUnified, noPermission, tooMany, unknownKey } from './errors'
import { deposits, fundingBills, marginBills, mixBills, spotBills, unifiedBills, withdrawals } from './flows'
import { allPositions, currentPositions } from './positions'
import { coins, contracts, instruments, marginCurrencies, positionTiers, spotSymbols, tickers, unifiedTickers } from './public'
import { accountSettings, setHoldMode, setLeverage, setMarginMode, setPositionMode, setUnifiedLeverage } from './settings'

/** `limit` requests a second, by address for public data, by user for the rest; `kind`: whose accounts may ask. */
type Route = { limit: number } & (
  | { access: 'public'; answer: (call: Call) => unknown }
  | { access: Right; kind: 'classic' | 'unified'; answer: (call: SignedCall) => unknown }
)

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/v2/public/time': open(20, ({ exchange }) => ({ serverTime: String(exchange.now()) })),
  'GET /api/v2/spot/public/coins': open(3, coins),
  'GET /api/v2/spot/public/symbols': open(20, spotSymbols),
  'GET /api/v2/spot/market/tickers': open(20, (call) => tickers(call, true)),
  'GET /api/v2/spot/market/candles': open(20, candles(false)),
  'GET /api/v2/spot/market/history-candles': open(20, candles(true)),
  'GET /api/v2/margin/currencies': open(10, marginCurrencies),
  'GET /api/v2/mix/market/contracts': open(20, contracts),
  'GET /api/v2/mix/market/query-position-lever': open(10, positionTiers),
  'GET /api/v2/mix/market/tickers': open(20, (call) => tickers(call, false)),
  'GET /api/v3/market/instruments': open(20, instruments),
  'GET /api/v3/market/tickers': open(20, unifiedTickers),
  'GET /api/v2/spot/account/info': classic(1, accountInfo),
  'GET /api/v2/spot/account/assets': classic(10, spotAssets),
  'GET /api/v2/account/funding-assets': classic(10, fundingAssets),
  'GET /api/v2/earn/account/assets': classic(10, earnAssets),
  'GET /api/v2/margin/crossed/account/assets': classic(10, crossMarginAssets),
  'GET /api/v2/margin/isolated/account/assets': classic(10, isolatedMarginAssets),
  'GET /api/v2/mix/account/accounts': classic(10, futuresAccounts),
  'GET /api/v2/mix/account/account': classic(10, futuresAccount),
  'GET /api/v2/mix/position/all-position': classic(5, allPositions),
  // No ledger has orders here.
  'GET /api/v2/mix/order/orders-pending': classic(10, () => ({ entrustedList: null, endId: null })),
  'GET /api/v2/mix/order/orders-plan-pending': classic(10, () => ({ entrustedList: null, endId: null })),
  'POST /api/v2/mix/account/set-leverage': { ...classic(5, setLeverage), access: 'trade' },
  'POST /api/v2/mix/account/set-margin-mode': { ...classic(5, setMarginMode), access: 'trade' },
  'POST /api/v2/mix/account/set-position-mode': { ...classic(5, setPositionMode), access: 'trade' },
  'GET /api/v2/spot/account/bills': classic(10, spotBills),
  'GET /api/v2/mix/account/bill': classic(10, mixBills),
  'GET /api/v2/margin/crossed/financial-records': classic(10, marginBills),
  'GET /api/v2/spot/wallet/deposit-records': classic(10, deposits.classic),
  'GET /api/v2/spot/wallet/withdrawal-records': classic(10, withdrawals.classic),
  'GET /api/v3/account/financial-records': unified(20, unifiedBills),
  'GET /api/v3/account/funding-financial-records': unified(20, fundingBills),
  'GET /api/v3/account/deposit-records': unified(10, deposits.unified),
  'GET /api/v3/account/withdrawal-records': unified(10, withdrawals.unified),
  'GET /api/v3/account/info': unified(10, unifiedInfo),
  'GET /api/v3/account/settings': unified(20, accountSettings),
  'GET /api/v3/account/assets': unified(20, unifiedAssets),
  'GET /api/v3/account/funding-assets': unified(20, fundingAssets),
  'GET /api/v3/position/current-position': unified(20, currentPositions),
  'POST /api/v3/account/set-leverage': { ...unified(10, setUnifiedLeverage), access: 'trade' },
  'POST /api/v3/account/set-hold-mode': { ...unified(10, setHoldMode), access: 'trade' },
}

/** Bitget: classic accounts (spot, margin, futures) and unified ones. */
export const bitget: Venue = {
  id: 'bitget',
  hosts: ['api.bitget.com'],
  markets: bitgetMarkets,
  apiKeyOf: (request) => request.headers['access-key'] ?? null,
  handle(request, exchange) {
    try {
      const data = answer(request, exchange)
      return { status: 200, body: { code: '00000', msg: 'success', requestTime: exchange.now(), data } }
    } catch (error) {
      if (error instanceof BitgetError) return refused(error, exchange)
      throw error
    }
  },
  refuse: (refusal, _request, exchange, retryAfterSeconds) => refused(errorFor(refusal, retryAfterSeconds), exchange),
}

function open(limit: number, reply: (call: Call) => unknown): Route {
  return { access: 'public', limit, answer: reply }
}

function classic(limit: number, reply: (call: SignedCall) => unknown) {
  return { access: 'read', kind: 'classic', limit, answer: reply } as const
}

function unified(limit: number, reply: (call: SignedCall) => unknown) {
  return { access: 'read', kind: 'unified', limit, answer: reply } as const
}

function answer(request: VenueRequest, exchange: Exchange): unknown {
  const name = `${request.method} ${request.path}`
  const route = ROUTES[name]
  if (!route) throw new BitgetError('40404', 'Request URL NOT FOUND', 404)
  const call: Call = { request, exchange, query: request.query }
  if (route.access === 'public') {
    count(exchange, `${request.ip}:${name}`, route.limit)
    return route.answer(call)
  }
  const ledger = signer(request, exchange, route.access)
  requireKind(route.kind, ledger)
  count(exchange, `${ledger.uid}:${name}`, route.limit)
  return route.answer({ ...call, ledger })
}

function requireKind(kind: 'classic' | 'unified', ledger: Ledger): void {
  const isUta = ledger.mode === 'unified'
  if (kind === 'classic' && isUta) throw isUnified()
  if (kind === 'unified' && !isUta) throw isClassic()
}

function count(exchange: Exchange, bucket: string, limit: number): void {
  if (!exchange.limiter.take(`bitget:${bucket}`, 1, limit, 1_000, exchange.now()).allowed) throw tooMany(1)
}

function refused(error: BitgetError, exchange: Exchange): VenueResponse {
  const body = { code: error.code, msg: error.message, requestTime: exchange.now(), data: null }
  return { status: error.status, headers: error.headers, body }
}

function errorFor(refusal: Refusal, retryAfterSeconds: number): BitgetError {
  switch (refusal) {
    case 'rate-limit':
    case 'account-limit':
    case 'address-limit':
    case 'ban':
      return tooMany(retryAfterSeconds)
    case 'maintenance':
      return new BitgetError('40200', 'Server upgrade, please try again later', 503)
    case 'server-error':
      return new BitgetError('40015', 'System is abnormal, please try again later', 500)
    case 'clock':
      return expiredTimestamp()
    case 'key-revoked':
    case 'key-expired':
      return unknownKey()
    case 'ip-refused':
      return addressRefused()
    case 'permission-denied':
      return noPermission()
  }
}
