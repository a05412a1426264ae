import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bybit',
  name: 'Bybit',
  credentialFields: [key(), secret()],
  sites: { bybiteu: {}, bybitid: {} },
  keyPage: 'Account & Security → API → Create New Key → System-generated',
  keyUrl: 'https://www.bybit.com/app/user/api-management',
  permissionsWanted: ['Read-Only', 'Unified Trading', 'Assets → Wallet', 'Earn'],
  wallets: ['unified', 'funding', 'earn'],
  keysMadeAt: { bybit: 'www.bybit.com', bybiteu: 'www.bybit.eu', bybitid: 'www.bybit.id' },
  mark: { letters: 'By', hue: 3 },
}
