import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'binance',
  name: 'Binance',
  credentialFields: [
    key(),
    secret('Secret key', 'Of a system generated (HMAC) key, or the PEM text of your own RSA or Ed25519 key.'),
  ],
  keyPage: 'Profile → Account → API Management',
  keyUrl: 'https://www.binance.com/en/my/settings/api-management',
  permissionsWanted: ['Enable Reading'],
  wallets: ['spot', 'funding', 'margin', 'isolated_margin', 'perp', 'coinm', 'unified', 'earn'],
  keysMadeAt: { binanceus: 'www.binance.us' },
  mark: { letters: 'Bn', hue: 5 },
  requests: [
    {
      hosts: ['api.binance.com', 'testnet.binance.vision'],
      market: ['GET /api/v3/exchangeInfo', 'GET /api/v3/ticker/price'],
      read: [
        'GET /api/v3/account',
        'GET /sapi/v1/account/info',
        'GET /sapi/v1/margin/account',
        'GET /sapi/v1/margin/isolated/account',
        'GET /sapi/v1/simple-earn/flexible/position',
        'GET /sapi/v1/simple-earn/locked/position',
        'POST /sapi/v1/asset/get-funding-asset',
      ],
      verify: ['GET /sapi/v1/account/apiRestrictions'],
    },
    {
      hosts: ['fapi.binance.com', 'testnet.binancefuture.com'],
      market: ['GET /fapi/v1/exchangeInfo', 'GET /fapi/v1/premiumIndex'],
      read: [
        'GET /fapi/v1/accountConfig',
        'GET /fapi/v1/symbolConfig',
        'GET /fapi/v2/account',
        'GET /fapi/v2/positionRisk',
        'GET /fapi/v3/account',
        'GET /fapi/v3/positionRisk',
      ],
      leverage: ['GET /fapi/v1/leverageBracket', 'POST /fapi/v1/leverage'],
      watch: ['POST /fapi/v1/listenKey', 'PUT /fapi/v1/listenKey'],
    },
    {
      hosts: ['dapi.binance.com', 'testnet.binancefuture.com'],
      market: ['GET /dapi/v1/exchangeInfo', 'GET /dapi/v1/premiumIndex'],
      read: ['GET /dapi/v1/account', 'GET /dapi/v1/positionRisk'],
      leverage: ['GET /dapi/v2/leverageBracket', 'POST /dapi/v1/leverage'],
      watch: ['POST /dapi/v1/listenKey', 'PUT /dapi/v1/listenKey'],
    },
    {
      hosts: ['papi.binance.com'],
      read: [
        'GET /papi/v1/account',
        'GET /papi/v1/balance',
        'GET /papi/v1/cm/account',
        'GET /papi/v1/cm/positionRisk',
        'GET /papi/v1/um/account',
        'GET /papi/v1/um/positionRisk',
      ],
      leverage: [
        'GET /papi/v1/cm/leverageBracket',
        'GET /papi/v1/um/leverageBracket',
        'POST /papi/v1/cm/leverage',
        'POST /papi/v1/um/leverage',
      ],
    },
    {
      hosts: [
        'ws-api.binance.com',
        'ws-api.testnet.binance.vision',
        'fstream.binance.com',
        'fstream.binancefuture.com',
        'dstream.binance.com',
        'dstream.binancefuture.com',
      ],
      watch: ['SEND method=userDataStream.subscribe.signature'],
    },
  ],
}
