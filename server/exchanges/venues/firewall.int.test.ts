import pLimit from 'p-limit'
import { beforeAll, describe, expect, it } from 'vitest'
import { CATALOGUE } from '../catalogue'
import { exchangeInfos } from '../registry'
import { venueFor } from '.'
import { askEverything, type Sent } from './firewall.testing'

/** Deeds, wherever they stand in an address. */
const DEEDS =
  /approv|builder|referr|broker|withdraw|transfer|\/(?:(?:place|new|create|open|cancel|active|batch)?[-_]?orders?|orders?[-_]\w+)(?:\/|$)|agent|onboard|register|leverage/i
/** Reading that sounds like a deed, and the one thing that Ballast can set. */
const SOUNDS_LIKE_ONE: readonly RegExp[] = [
  /^GET api\.coinbase\.com\/api\/v3\/brokerage\//,
  /^GET api[\w.-]*\.bybit\.\w+\/v5\/asset\/transfer\/query-account-coins-balance$/,
  /^GET bitbns\.com\/order\/fetch(Markets|Tickers)$/,
  /^GET \w+\.okx\.com\/api\/v5\/finance\/staking-defi\/orders-active$/,
  // Lists of orders that wait.
  /^GET api[\w.-]*\.bybit\.\w+\/v5\/order\/realtime$/,
  /^GET [fd]api\.binance\.com\/[fd]api\/v1\/open(Algo)?Orders$/,
  /^GET \w+\.okx\.com\/api\/v5\/(trade|tradingBot\/(grid|signal))\/orders-(algo-)?pending$/,
  /^GET api\.bitget\.com\/api\/v2\/mix\/order\/orders-(plan-)?pending$/,
  /^GET api\.gate(io\.ws|eu\.com)\/api\/v4\/futures\/\w+\/(price_)?orders$/,
  /^GET api-futures\.kucoin\.com\/api\/v1\/(stopOrders|orders)$/,
  /^GET www\.deribit\.com\/api\/v2\/private\/get_open_orders_by_currency$/,
  /^GET api\.poloniex\.com\/v3\/position\/leverages$/,
  // Ledgers: lists of what was moved.
  /^GET api\.mexc\.com\/api\/v(3\/capital\/withdraw\/history|1\/private\/account\/transfer_record)$/,
  /^GET open-api(-vst)?\.bingx\.com\/openApi\/\w+(\/v3)?\/capital\/withdraw\/history$/,
  /^GET api\.huobi\.pro\/v1\/query\/deposit-withdraw$/,
  /^GET api-cloud\.bitmart\.com\/account\/v2\/deposit-withdraw\/history$/,
  /^GET api\.gate(io\.ws|eu\.com)\/api\/v4\/wallet\/withdrawals$/,
  /^GET api\.bitget\.com\/api\/v2\/spot\/wallet\/withdrawal-records$/,
  /^GET api\.binance\.com\/sapi\/v1\/(asset\/transfer|fiat\/orders|capital\/withdraw\/history|sub-account\/(transfer\/subUserHistory|universalTransfer))$/,
  /^GET api[\w.-]*\.bybit\.\w+\/v5\/asset\/(transfer\/query-(inter|universal)-transfer-list|withdraw\/query-record)$/,
  /^GET \w+\.okx\.com\/api\/v5\/asset\/withdrawal-history$/,
  /^GET api\.prod\.paradex\.trade\/v1\/transfers$/,
  /^POST api\.lyra\.finance\/private\/get_(erc20_transfer|withdrawal)_history$/,
]
/** The same of exchanges without a room, each by its whole address. */
const GENERIC_LEDGERS: ReadonlySet<string> = new Set([
  'GET api.alpaca.markets/v2/wallets/transfers',
  'GET api.backpack.exchange/wapi/v1/capital/withdrawals',
  'GET big.one/api/v3/viewer/withdrawals',
  'GET api.binance.us/sapi/v1/capital/withdraw/history',
  'GET api.bithumb.com/v1/withdraws',
  'GET www.bitrue.com/api/v1/withdraw/history',
  'GET api-cloud.bittrade.co.jp/v1/query/deposit-withdraw',
  'GET api.bitvavo.com/v2/withdrawalHistory',
  'GET api.blockchain.com/v3/exchange/withdrawals',
  'GET openapi.blofin.com/api/v1/asset/withdrawal-history',
  'GET api.btcmarkets.net/v3/transfers',
  'GET api.bydfi.com/api/v1/spot/withdraw_records',
  'GET api.exchange.coinbase.com/transfers',
  'GET api.international.coinbase.com/api/v1/transfers',
  'GET api.coinex.com/v2/assets/withdraw',
  'POST coinmate.io/api/transferHistory',
  'GET api.pro.coins.ph/openapi/wallet/v1/withdraw/history',
  'POST api.crypto.com/exchange/v1/private/get-withdrawal-history',
  'GET api.deepcoin.com/deepcoin/asset/withdraw-list',
  'GET openapi.digifinex.com/v3/withdraw/history',
  'GET indexer.dydx.trade/v4/transfers',
  'GET api.foxbit.com.br/rest/v3/withdrawals',
  'GET api-glb.hashkey.com/api/v1/account/withdrawOrders',
  'GET api.hollaex.com/v2/user/withdrawals',
  'POST api.lbank.info/v2/supplement/withdraws.do',
  'GET api.phemex.com/exchange/wallets/withdrawList',
  'GET www.tokocrypto.com/open/v1/withdraws',
  'GET api.toobit.com/api/v1/account/withdrawOrders',
  'GET api.upbit.com/v1/withdraws',
  'GET sapi.xt.com/v4/withdraw/history',
])
const LEVERAGE =
  /(leverage|\/lever|\/level_edit|lever_?rate|leverage-?info|leverage-?preferences|leverageBracket|leverage_settings\/)$|^POST api\.hyperliquid\.xyz\/exchange$/i
/** Fields of orders, transfers, approvals and referrals, in queries and bodies. */
const FIELDS =
  /^(builder\w*|maxFeeRate|fee_?rate|referr\w*|ref|broker\w*|channel_code|partner\w*|side|orderType|order_type|quantity|qty|amount|price|to_?address|destination|withdraw(?!Type$)\w*|newClientOrderId|clOrdId|agentAddress|integrator\w*)$/i

function fieldsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsIn(inner)])
}

function fieldsOf({ url, body = '' }: Sent): string[] {
  const inQuery = [...new URL(url).searchParams.keys()]
  try {
    return [...inQuery, ...fieldsIn(JSON.parse(body))]
  } catch {
    return [...inQuery, ...new URLSearchParams(body).keys()]
  }
}
const lineOf = ({ method, url }: Sent) => `${method} ${new URL(url).host}${new URL(url).pathname}`

const IDS = exchangeInfos().map(({ id }) => id)
const asked = new Map<string, Awaited<ReturnType<typeof askEverything>>>()
beforeAll(async () => {
  // Side by side: some wait out their deadline where an answer is none.
  const limit = pLimit(12)
  await Promise.all(IDS.map((id) => limit(async () => asked.set(id, await askEverything(id)))))
}, 240_000)

describe('whatever Ballast asks', () => {
  it.each(IDS)('%s is asked, and for nothing that its list does not hold', (id) => {
    expect(asked.get(id)?.sent.length).toBeGreaterThan(0)
    expect(asked.get(id)?.stopped).toEqual([])
  })

  it.each(IDS)('%s is sent no order, transfer, withdrawal, approval, referral or builder', (id) => {
    const deeds = (asked.get(id)?.sent ?? []).filter((sent) => {
      const line = lineOf(sent)
      if (LEVERAGE.test(line)) return false
      const deed = DEEDS.test(line) && !GENERIC_LEDGERS.has(line) && !SOUNDS_LIKE_ONE.some((known) => known.test(line))
      return deed || fieldsOf(sent).some((name) => FIELDS.test(name))
    })
    expect(deeds.map((sent) => [lineOf(sent), sent.body, fieldsOf(sent)])).toEqual([])
  })

  it.each(IDS)('%s is not told of ccxt', (id) => {
    for (const { headers, url, body } of asked.get(id)?.sent ?? []) {
      expect(headers['User-Agent']).toBe('Ballast (self-hosted)')
      // Its path may: one exchange has an interface for it.
      expect(`${JSON.stringify(headers)} ${new URL(url).search} ${body}`).not.toMatch(/ccxt/i)
    }
  })

  it('saw more than two thousand requests', () => {
    const all = [...asked.values()].flatMap(({ sent }) => sent)
    expect(all.length).toBeGreaterThan(2000)
    expect(new Set(all.map((sent) => sent.exchange)).size).toBe(IDS.length)
  })

  it('has no line in a room that names a host twice or is no line', () => {
    for (const id of IDS) {
      for (const { hosts, ...lines } of venueFor(id).about.requests) {
        expect(hosts.length, id).toBeGreaterThan(0)
        for (const line of Object.values(lines).flat()) {
          expect(line, id).toMatch(/^((GET|POST|PUT) \/\S*( [\w.]+=\S+)*|SEND \S+)$/)
        }
      }
    }
  })

  it('asks for ledgers by whole names alone', () => {
    for (const { id } of CATALOGUE) {
      const lines = venueFor(id).about.requests.flatMap(({ flows = [] }) => flows)
      expect(
        lines.filter((line) => line.includes('*')),
        id,
      ).toEqual([])
    }
  })

  it('leaves GET free for the generic venue alone, and POST for none', () => {
    for (const { id } of CATALOGUE) {
      const free = venueFor(id).about.requests.flatMap(({ hosts: _, ...lines }) => Object.values(lines).flat())
      const room = exchangeInfos().find((info) => info.id === id)?.generic === false
      expect(free.filter((line) => line.includes('**'))).toEqual(room ? [] : ['GET /**'])
    }
  })
})
