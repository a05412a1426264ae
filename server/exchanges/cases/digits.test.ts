import { describe, expect, it } from 'vitest'
import { parseRecording } from '../replay/file'
import { replay } from '../replay/replay'

/** More than a double holds: eight decimals of more than 90,071,992. */
const SIZE = '987654321.12345678'

/** What each exchange answers, with the size as a bare JSON number beside others. */
const ANSWERS: Record<string, [path: string, answer: string, query?: string][]> = {
  binance: [['api/v3/account', `{"balances":[{"asset":"USDT","free":${SIZE},"locked":0}]}`]],
  bybit: [
    ['wallet-balance', `{"retCode":0,"result":{"list":[{"coin":[{"coin":"USDT","walletBalance":${SIZE},"equity":${SIZE}}]}]}}`],
  ],
  okx: [['asset/balances', `{"code":"0","data":[{"ccy":"USDT","bal":${SIZE},"availBal":1}]}`]],
  hyperliquid: [['info', `{"balances":[{"coin":"USDT","total":${SIZE},"hold":0}]}`, 'spotClearinghouseState']],
  lighter: [
    [
      'api/v1/account',
      `{"accounts":[{"index":7,"account_type":0,"collateral":0,"positions":[],"assets":[{"symbol":"USDT","balance":${SIZE},"locked_balance":0}]}]}`,
    ],
  ],
  bitfinex: [['auth/r/wallets', `[["exchange","UST",${SIZE},0,1,null,null]]`]],
  phemex: [
    [
      'g-accounts/accountPositions',
      `{"code":0,"data":{"account":{"currency":"USDT","accountBalanceRv":${SIZE},"bonusBalanceRv":0},"positions":[]}}`,
    ],
  ],
  aster: [['info', `{"result":{"accountPrivacy":"disabled","perpAssets":[{"asset":"USDT","walletBalance":${SIZE}}]}}`]],
  paradex: [['v1/balance', `{"results":[{"token":"USDT","size":${SIZE}}]}`]],
  extended: [['user/spot/balances', `{"status":"OK","data":[{"asset":"USDT","balance":${SIZE}}]}`]],
  grvt: [
    ['get_sub_accounts', '{"sub_account_ids":["1123456"]}'],
    ['v1/account_summary', `{"result":{"settle_currency":"USDT","spot_balances":[{"currency":"USDT","balance":${SIZE}}]}}`],
  ],
  hibachi: [['trade/account/info', `{"assets":[{"symbol":"USDT","quantity":${SIZE}}],"balance":${SIZE},"positions":[]}`]],
  apex: [['v3/account-balance', `{"data":{"totalEquityValue":${SIZE}}}`]],
  derive: [
    [
      'get_all_portfolios',
      `{"result":[{"subaccount_id":1,"collaterals":[{"asset_name":"USDT","amount":${SIZE}}],"positions":[]}]}`,
    ],
  ],
  pacifica: [
    [
      'api/v1/account',
      `{"success":true,"data":{"balance":0,"spot_balances":[{"symbol":"USDT","amount":${SIZE}}]},"error":null,"code":null}`,
    ],
  ],
  backpack: [['api/v1/capital', `{"USDT":{"available":${SIZE},"locked":0,"staked":0}}`]],
  bitget: [['spot/account/assets', `{"code":"00000","data":[{"coin":"USDT","available":${SIZE},"frozen":0,"locked":0}]}`]],
  gate: [['spot/accounts', `[{"currency":"USDT","available":${SIZE},"locked":0}]`]],
  kucoin: [['api/v1/accounts', `{"code":"200000","data":[{"currency":"USDT","type":"trade","balance":${SIZE},"available":1}]}`]],
  kraken: [['BalanceEx', `{"error":[],"result":{"USDT":{"balance":${SIZE},"hold_trade":0}}}`]],
  krakenfutures: [['accounts', `{"result":"success","accounts":{"cash":{"type":"cashAccount","balances":{"usdt":${SIZE}}}}}`]],
  deribit: [
    [
      'get_account_summaries',
      `{"result":{"summaries":[{"currency":"USDT","balance":${SIZE},"equity":${SIZE},"session_upl":0}]}}`,
    ],
  ],
  htx: [
    ['accounts/1/balance', `{"status":"ok","data":{"list":[{"currency":"usdt","type":"trade","balance":${SIZE}}]}}`],
    ['v1/account/accounts', '{"status":"ok","data":[{"id":1,"type":"spot","subtype":""}]}'],
  ],
  bingx: [['spot/v1/account/balance', `{"code":0,"data":{"balances":[{"asset":"USDT","free":${SIZE},"locked":0}]}}`]],
  mexc: [['api/v3/account', `{"balances":[{"asset":"USDT","free":${SIZE},"locked":0}]}`]],
  coinbase: [
    [
      'brokerage/accounts',
      `{"accounts":[{"currency":"USDT","available_balance":{"value":${SIZE}},"hold":{"value":0}}],"has_next":false,"cursor":""}`,
    ],
  ],
  // By ccxt's own parsers of balances.
  woofipro: [['client/holding', `{"success":true,"data":{"holding":[{"token":"USDT","holding":${SIZE},"frozen":0}]}}`]],
  gemini: [
    ['v1/balances', `[{"type":"exchange","currency":"USDT","amount":${SIZE},"available":1}]`],
    ['v1/balances/staking', '[]'],
  ],
  bitstamp: [['account_balances', `[{"currency":"usdt","total":${SIZE},"available":1,"reserved":0}]`]],
  upbit: [['v1/accounts', `[{"currency":"USDT","balance":${SIZE},"locked":0,"avg_buy_price":0}]`]],
}

describe('digits of JSON numbers', () => {
  it.each(Object.entries(ANSWERS))('%s keeps them', async (exchange, answers) => {
    // An answer that is a text is sent as it is, with bare numbers.
    const calls = answers.map(([path, response, query]) => ({ path, response, query }))
    const recording = { exchange, markets: [], calls, prices: { USDT: '1' } }
    const { assets } = await replay(parseRecording(JSON.stringify(recording)))
    expect(assets.map(({ symbol, size }) => [symbol, size])).toEqual([['USDT', SIZE]])
  })
})
