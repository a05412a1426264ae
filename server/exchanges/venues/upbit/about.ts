import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'upbit',
  name: 'Upbit',
  aliases: ['업비트', 'Upbit Korea', 'Upbit pocket'],
  credentialFields: [
    { ...key('Access key'), help: 'Of upbit.com: keys of Upbit in other countries are unknown there.' },
    secret('Secret key'),
  ],
  keyPage: 'My page → Open API management (Open API 관리)',
  keyUrl: 'https://upbit.com/mypage/open_api_management',
  permissionsWanted: [
    'View assets (자산조회)',
    'View deposits and withdrawals (입금조회, 출금조회), for the ledger',
    'Pocket management (포켓관리) only to read all pockets by one key: it may also move money between them; a key of each pocket that views assets does without',
  ],
  wallets: ['spot'],
  mark: { letters: 'UP', hue: 1 },
  requests: [
    {
      hosts: ['api.upbit.com'],
      market: ['GET /v1/candles/minutes/60', 'GET /v1/market/all', 'GET /v1/ticker/all'],
      read: ['GET /v1/accounts', 'GET /v1/pockets/assets'],
      verify: ['GET /v1/api_keys', 'GET /v1/pockets'],
    },
  ],
}
