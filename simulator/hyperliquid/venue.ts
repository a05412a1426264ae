import { z } from 'zod'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { hyperliquidMarkets } from '../markets/hyperliquid'
import type { Refusal, Venue, VenueResponse } from '../venue'
import { candleSnapshot } from './candles'
import { delegatorRewards, ledgerUpdates, userFills, userFunding } from './flows'
import {
  clearinghouseState,
  isUnified,
  leadingVaults,
  spotState,
  stakingState,
  subAccounts,
  vaultDetails,
  vaultEquities,
} from './state'
import { allMids, isDex, meta, metaAndContexts, outcomeMeta, perpDexes, spotMeta, spotMetaAndContexts } from './universe'

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
const moment = z.number().int().nonnegative()
const requestSchema = z.object({
  type: z.string(),
  user: address.optional(),
  vaultAddress: address.optional(),
  dex: z.string().optional(),
  startTime: moment.optional(),
  endTime: moment.optional(),
  req: z.object({ coin: z.string(), interval: z.string(), startTime: moment, endTime: moment.optional() }).optional(),
})
type InfoRequest = z.infer<typeof requestSchema>

/** Weight of an `/info` request by type; all others weigh 20. 1,200 a minute and address. */
const WEIGHTS: Record<string, number> = {
  allMids: 2,
  candleSnapshot: 22,
  clearinghouseState: 2,
  exchangeStatus: 2,
  spotClearinghouseState: 2,
  userRole: 60,
}
const WEIGHT_LIMIT = 1_200
const MINUTE = 60_000

/** Hyperliquid, read by wallet address; it knows no signer, so every action is refused. */
export const hyperliquid: Venue = {
  id: 'hyperliquid',
  hosts: ['api.hyperliquid.xyz', 'api.hyperliquid-testnet.xyz'],
  markets: hyperliquidMarkets,
  apiKeyOf: (request) => parse(request.body)?.user ?? null,
  handle(request, exchange) {
    if (request.method !== 'POST') return { status: 405, body: '' }
    if (request.path === '/exchange') return noSigner()
    if (request.path !== '/info') return { status: 404, body: '' }
    const input = parse(request.body)
    if (!input) return undecodable()
    const weight = WEIGHTS[input.type] ?? 20
    if (!exchange.limiter.take(`hyperliquid:${request.ip}`, weight, WEIGHT_LIMIT, MINUTE, exchange.now()).allowed)
      return tooMany(10)
    const answer = info(input, exchange)
    return answer === undefined ? undecodable() : { status: 200, headers: { 'content-type': 'application/json' }, body: answer }
  },
  refuse: (refusal, request, _exchange, retryAfterSeconds) =>
    refusal === 'account-limit' && request.path === '/exchange' ? outOfActions() : REFUSALS[refusal](retryAfterSeconds),
}

/** Undefined: no such type, or a field that it needs is missing. */
function info(input: InfoRequest, exchange: Exchange): unknown {
  const dex = input.dex ?? ''
  switch (input.type) {
    case 'exchangeStatus':
      return { time: exchange.now(), specialStatuses: null }
    case 'meta':
      return isDex(dex) ? meta(dex, exchange) : undefined
    case 'metaAndAssetCtxs':
      return isDex(dex) ? metaAndContexts(dex, exchange) : undefined
    case 'spotMeta':
      return spotMeta(exchange)
    case 'spotMetaAndAssetCtxs':
      return spotMetaAndContexts(exchange)
    case 'candleSnapshot':
      return input.req && candleSnapshot(input.req, exchange)
    case 'allMids':
      return isDex(dex) ? allMids(dex, exchange) : undefined
    case 'perpDexs':
      return perpDexes()
    case 'outcomeMeta':
      return outcomeMeta()
    case 'vaultDetails':
      return input.vaultAddress === undefined
        ? undefined
        : vaultDetails(input.vaultAddress, exchange.ledgerByKey(input.user ?? ''))
    default:
      return input.user === undefined ? undefined : userInfo(input, input.user, exchange)
  }
}

function userInfo(input: InfoRequest, user: string, exchange: Exchange): unknown {
  const ledger = exchange.ledgerByKey(user)
  const { type, dex = '', startTime, endTime } = input
  /** A list of the address's over time: empty for a stranger's; a beginning must be named. */
  const over = (
    list: (ledger: Ledger, stretch: { startTime: number; endTime?: number | undefined }, exchange: Exchange) => unknown[],
  ) => (startTime === undefined ? undefined : ledger ? list(ledger, { startTime, endTime }, exchange) : [])
  switch (type) {
    case 'userNonFundingLedgerUpdates':
      return over(ledgerUpdates)
    case 'userFunding':
      return over(userFunding)
    case 'userFillsByTime':
      return over(userFills)
    case 'delegatorRewards':
      return ledger ? delegatorRewards(ledger, exchange) : []
    case 'clearinghouseState':
      return isDex(dex) ? clearinghouseState(ledger, dex, exchange) : undefined
    case 'spotClearinghouseState':
      return spotState(ledger, exchange)
    case 'userRole':
      return roleOf(ledger)
    case 'userAbstraction':
      return isUnified(ledger) ? UNIFIED : DEFAULT
    case 'delegatorSummary':
      return stakingState(ledger)
    case 'subAccounts':
    case 'subAccounts2':
      return subAccounts(user, exchange)
    case 'leadingVaults':
      return leadingVaults(ledger)
    case 'userVaultEquities':
      return vaultEquities(ledger)
    case 'openOrders':
    case 'frontendOpenOrders':
      return []
    default:
      return undefined
  }
}

function roleOf(ledger: Ledger | undefined) {
  if (!ledger) return { role: 'missing' }
  return ledger.master === undefined ? { role: 'user' } : { role: 'subAccount', data: { master: ledger.master } }
}

/** A bare JSON string; quoted here because the server sends strings as they are. */
const UNIFIED = '"unifiedAccount"'
const DEFAULT = '"default"'

const BROKEN_GATE = '<html><head><title>503 Service Unavailable</title></head><body>Exchange is under maintenance</body></html>'

const REFUSALS: Record<Refusal, (retryAfterSeconds: number) => VenueResponse> = {
  'rate-limit': tooMany,
  // What is asked is counted by address only.
  'account-limit': tooMany,
  'address-limit': tooMany,
  ban: tooMany,
  maintenance: () => ({ status: 503, headers: { 'content-type': 'text/html' }, body: BROKEN_GATE }),
  'server-error': () => ({ status: 500, body: 'null' }),
  // An address needs no key: nothing of it can be revoked, so these are what the gate in front of the API answers.
  'key-revoked': forbidden,
  'key-expired': forbidden,
  'ip-refused': forbidden,
  'permission-denied': forbidden,
  clock: undecodable,
}

function tooMany(retryAfterSeconds: number): VenueResponse {
  return { status: 429, headers: { 'content-type': 'application/json', 'retry-after': String(retryAfterSeconds) }, body: 'null' }
}

/** Actions are counted by wallet besides, against what it has traded. */
function outOfActions(): VenueResponse {
  const response = 'Too many cumulative requests sent (10001 > 10000) for cumulative volume traded $0.00.'
  return { status: 200, headers: { 'content-type': 'application/json' }, body: { status: 'err', response } }
}

function forbidden(): VenueResponse {
  return { status: 403, headers: { 'content-type': 'text/html' }, body: '<html><body>403 Forbidden</body></html>' }
}

function undecodable(): VenueResponse {
  return { status: 422, body: 'Failed to deserialize the JSON body into the target type' }
}

function noSigner(): VenueResponse {
  const nobody = '0x0000000000000000000000000000000000000000'
  return { status: 200, body: { status: 'err', response: `User or API Wallet ${nobody} does not exist.` } }
}

function parse(body: string): InfoRequest | null {
  try {
    return requestSchema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}
