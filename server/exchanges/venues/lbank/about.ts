import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'lbank',
  name: 'LBank',
  credentialFields: [key(), secret('Secret key', 'Of a key by RSA: its private key, in one line.')],
  keyPage: 'Account → API Management → Create API key',
  keyUrl: 'https://www.lbank.com',
  permissionsWanted: ['Read only'],
  wallets: ['spot'],
  mark: { letters: 'LB', hue: 8 },
  requests: [
    {
      hosts: ['api.lbank.info'],
      market: ['GET /v2/accuracy.do', 'GET /v2/kline.do', 'GET /v2/ticker/24hr.do'],
      read: ['POST /v2/supplement/user_info.do', 'POST /v2/supplement/user_info_account.do'],
      verify: ['POST /v2/supplement/api_Restrictions.do'],
      flows: ['POST /v2/supplement/deposit_history.do', 'POST /v2/supplement/withdraws.do'],
    },
    { hosts: ['lbkperp.lbank.com'], market: ['GET /cfd/openApi/v1/pub/instrument'] },
  ],
}
