import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bingx',
  name: 'BingX',
  credentialFields: [key(), secret('Secret key')],
  keyPage: 'Profile → API Management → Create API',
  keyUrl: 'https://bingx.com/en/accounts/api',
  permissionsWanted: ['Read'],
  wallets: ['spot', 'funding', 'perp', 'coinm', 'standard'],
  mark: { letters: 'BX' },
  requests: [
    {
      hosts: ['open-api.bingx.com', 'open-api-vst.bingx.com'],
      market: [
        'GET /openApi/cswap/v1/market/contracts',
        'GET /openApi/spot/v1/common/symbols',
        'GET /openApi/spot/v1/market/kline',
        'GET /openApi/spot/v1/ticker/24hr',
        'GET /openApi/swap/v2/quote/contracts',
      ],
      read: [
        'GET /openApi/contract/v1/allPosition',
        'GET /openApi/contract/v1/balance',
        'GET /openApi/cswap/v1/user/balance',
        'GET /openApi/cswap/v1/user/positions',
        'GET /openApi/fund/v1/account/balance',
        'GET /openApi/spot/v1/account/balance',
        'GET /openApi/swap/v2/user/positions',
        'GET /openApi/swap/v3/user/balance',
      ],
      flows: [
        'GET /openApi/api/v3/capital/deposit/hisrec',
        'GET /openApi/api/v3/capital/withdraw/history',
        'GET /openApi/swap/v2/user/income',
      ],
      verify: ['GET /openApi/v1/account/apiPermissions'],
      leverage: [
        'GET /openApi/cswap/v1/trade/leverage',
        'GET /openApi/swap/v1/positionSide/dual',
        'GET /openApi/swap/v2/trade/leverage',
        'POST /openApi/cswap/v1/trade/leverage',
        'POST /openApi/swap/v2/trade/leverage',
      ],
    },
  ],
}
