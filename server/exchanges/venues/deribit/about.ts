import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'deribit',
  name: 'Deribit',
  credentialFields: [key('Client id'), secret('Client secret')],
  keyPage: 'Account → API',
  keyUrl: 'https://www.deribit.com/account/BTC/api',
  permissionsWanted: ['account: read', 'trade: read', 'wallet: read'],
  wallets: ['unified'],
  mark: { letters: 'De', hue: 2 },
}
