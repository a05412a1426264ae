import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bithumb',
  name: 'Bithumb',
  aliases: ['빗썸'],
  credentialFields: [key('API key'), secret('Secret key')],
  keyPage: 'My page → API management (API Key 관리), API 2.0',
  keyUrl: 'https://bithumb.com/react/api-support/management-api',
  permissionsWanted: ['View assets (자산조회)', 'View deposits and withdrawals (입금조회, 출금조회), for the ledger'],
  wallets: ['spot'],
  mark: { letters: 'BH', hue: 7 },
  requests: [
    {
      hosts: ['api.bithumb.com'],
      market: ['GET /v1/candles/minutes/60', 'GET /v1/market/all', 'GET /v1/ticker'],
      read: ['GET /v1/accounts'],
      verify: ['GET /v1/api_keys'],
    },
  ],
}
