import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Decimal, text } from '../decimal'
import type { Exchange } from '../exchange'
import type { Execution } from '../executions'
import type { Ledger } from '../ledger'
import { hmacSha256, sameSignature } from '../signing'
import type { StreamSession, StreamSocket } from '../stream'
import { categoryOf } from './instruments'
import { marketRows } from './positions'
import { unifiedWallet } from './wallets'

const PATH = '/v5/private'
const TOPICS = ['wallet', 'position', 'execution', 'order', 'greeks']
/** Topics that Bybit takes narrowed to a category: `position.linear`. */
const CATEGORIES = ['', '.spot', '.linear', '.inverse', '.option']

const requestSchema = z.object({
  op: z.string(),
  req_id: z.union([z.string(), z.number()]).optional(),
  args: z.array(z.union([z.string(), z.number()])).optional(),
})

/** The private stream, https://bybit-exchange.github.io/docs/v5/ws/connect; null for a path that is none. */
export function privateStream(socket: StreamSocket): StreamSession | null {
  return socket.path === PATH ? new PrivateStream(socket) : null
}

class PrivateStream implements StreamSession {
  apiKey: string | null = null
  readonly topics: string[] = []
  readonly #id = randomUUID()

  constructor(private readonly socket: StreamSocket) {}

  receive(message: string, exchange: Exchange): void {
    const request = parsed(message)
    if (!request) {
      this.#send({ success: false, ret_msg: 'error:invalid op', request: { op: '', args: null } })
      return
    }
    const about = { ...(request.req_id === undefined ? {} : { req_id: String(request.req_id) }), op: request.op }
    const args = (request.args ?? []).map(String)
    if (request.op === 'ping') this.#send({ ...about, op: 'pong', args: [String(exchange.now())] })
    else if (request.op === 'auth') this.#authenticate(args, exchange)
    else if (request.op === 'subscribe') this.#subscribe(args, about)
    else if (request.op === 'unsubscribe') {
      for (const topic of args) if (this.topics.includes(topic)) this.topics.splice(this.topics.indexOf(topic), 1)
      this.#send({ success: true, ret_msg: '', ...about })
    } else this.#send({ success: false, ret_msg: `error:request not support,op:${request.op}`, ...about })
  }

  executed(apiKey: string, execution: Execution, exchange: Exchange): void {
    const ledger = this.apiKey === apiKey ? exchange.ledgerByKey(apiKey) : undefined
    if (!ledger) return
    const category = categoryOf(execution.market)
    const subscribed = (topic: string) => this.topics.includes(topic) || this.topics.includes(`${topic}.${category}`)
    if (subscribed('execution')) this.#push('execution', [executionRow(execution, exchange)], exchange)
    if (category !== 'spot' && subscribed('position')) this.#push('position', positionRows(execution, ledger, exchange), exchange)
    if (subscribed('wallet')) this.#push('wallet', [unifiedWallet(ledger, exchange)], exchange)
  }

  /** Signature: HMAC-SHA256 over `GET/realtime` + expires; a refused connection is closed. */
  #authenticate([apiKey = '', expires = '', signature = '']: string[], exchange: Exchange): void {
    const ledger = exchange.ledgerByKey(apiKey)
    const refusal =
      !ledger || ledger.key.revoked
        ? 'API key is invalid.'
        : !(Number(expires) > exchange.now())
          ? 'Params Error: expires is in the past'
          : !sameSignature(hmacSha256(ledger.key.apiSecret, `GET/realtime${expires}`, 'hex'), signature)
            ? 'Request not authorized: error sign!'
            : ledger.key.ipList?.length && !ledger.key.ipList.includes(this.socket.ip)
              ? "Unmatched IP, please check your API key's bound IP addresses."
              : null
    if (refusal !== null) {
      this.#send({ success: false, ret_msg: refusal, op: 'auth', request: { op: 'auth', args: null } })
      this.socket.close()
      return
    }
    this.apiKey = apiKey
    this.#send({ success: true, ret_msg: '', op: 'auth' })
  }

  #subscribe(args: string[], about: Record<string, string>): void {
    const unknown = args.find((arg) => !TOPICS.some((topic) => CATEGORIES.some((category) => arg === `${topic}${category}`)))
    if (this.apiKey === null) this.#send({ success: false, ret_msg: 'Request not authorized', ...about })
    else if (unknown !== undefined) this.#send({ success: false, ret_msg: `error:handler not found,topic:${unknown}`, ...about })
    else {
      this.topics.push(...args.filter((topic) => !this.topics.includes(topic)))
      this.#send({ success: true, ret_msg: '', ...about })
    }
  }

  #push(topic: string, data: unknown[], exchange: Exchange): void {
    this.socket.send({ id: randomUUID(), topic, creationTime: exchange.now(), data })
  }

  #send(answer: Record<string, unknown>): void {
    this.socket.send({ ...answer, conn_id: this.#id })
  }
}

function parsed(message: string): z.infer<typeof requestSchema> | null {
  try {
    return requestSchema.safeParse(JSON.parse(message)).data ?? null
  } catch {
    return null
  }
}

/** https://bybit-exchange.github.io/docs/v5/websocket/private/execution */
function executionRow(execution: Execution, exchange: Exchange) {
  const { market, side, size, price } = execution
  const now = exchange.now()
  const units = new Decimal(size).times(market.contractSize)
  return {
    category: categoryOf(market),
    symbol: market.id,
    closedSize: execution.closed,
    execFee: '0',
    execId: randomUUID(),
    execPrice: price,
    execQty: size,
    execType: 'Trade',
    execValue: text(market.inverse ? units.div(price) : units.times(price)),
    feeRate: '0',
    tradeIv: '',
    markIv: '',
    blockTradeId: '',
    markPrice: exchange.markPrice(market.key),
    indexPrice: '',
    underlyingPrice: '',
    leavesQty: '0',
    orderId: randomUUID(),
    orderLinkId: '',
    orderPrice: price,
    orderQty: size,
    orderType: 'Market',
    stopOrderType: 'UNKNOWN',
    side: side === 'buy' ? 'Buy' : 'Sell',
    execTime: String(now),
    isLeverage: '0',
    isMaker: false,
    seq: now,
    marketUnit: '',
    execPnl: execution.profit,
    createType: 'CreateByUser',
    extraFees: [],
    feeCurrency: market.settle ?? market.quote,
  }
}

/** https://bybit-exchange.github.io/docs/v5/websocket/private/position: the endpoint's rows with some names of their own. */
function positionRows({ market, profit }: Execution, ledger: Ledger, exchange: Exchange) {
  return marketRows(market, ledger, exchange).map(({ avgPrice, ...row }) => ({
    ...row,
    category: categoryOf(market),
    entryPrice: avgPrice,
    sessionAvgPrice: '',
    breakEvenPrice: '',
    curRealisedPnl: profit,
    updatedTime: String(exchange.now()),
  }))
}
