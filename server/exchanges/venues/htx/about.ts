import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'htx',
  name: 'HTX',
  aliases: ['huobi'],
  credentialFields: [key('Access key'), secret('Secret key')],
  keyPage: 'Profile → API Management',
  keyUrl: 'https://www.htx.com/en-us/apikey/',
  permissionsWanted: ['Read-only'],
  wallets: ['spot', 'funding', 'margin', 'isolated_margin', 'perp', 'coinm', 'delivery', 'earn'],
  mark: { letters: 'HT', hue: 1 },
  requests: [
    {
      hosts: ['api.huobi.pro'],
      market: ['GET /market/history/candles', 'GET /market/tickers', 'GET /v1/common/symbols'],
      read: [
        'GET /v1/account/accounts',
        'GET /v1/account/accounts/{account}/balance',
        'GET /v1/cross-margin/accounts/balance',
        'GET /v1/margin/accounts/balance',
      ],
      flows: ['GET /v1/account/accounts', 'GET /v1/account/history', 'GET /v1/query/deposit-withdraw', 'GET /v2/account/ledger'],
      verify: ['GET /v2/sub-user/user-list', 'GET /v2/user/api-key', 'GET /v2/user/uid'],
    },
    {
      hosts: ['api.hbdm.vn'],
      market: [
        'GET /api/v1/contract_contract_info',
        'GET /linear-swap-api/v1/swap_contract_info',
        'GET /swap-api/v1/swap_contract_info',
      ],
      read: [
        'GET /v5/account/balance',
        'GET /v5/trade/position/opens',
        'POST /api/v1/contract_account_info',
        'POST /api/v1/contract_position_info',
        'POST /swap-api/v1/swap_account_info',
        'POST /swap-api/v1/swap_position_info',
      ],
      leverage: [
        'GET /v5/position/lever',
        'POST /api/v1/contract_switch_lever_rate',
        'POST /swap-api/v1/swap_switch_lever_rate',
        'POST /v5/position/lever',
      ],
    },
  ],
}
