import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'krakenfutures',
  name: 'Kraken Futures',
  credentialFields: [key('Public key'), secret('Private key')],
  keyPage: 'Kraken Pro → Settings → API (Futures)',
  keyUrl: 'https://futures.kraken.com/trade/settings/api',
  permissionsWanted: ['General API: Read Only'],
  wallets: ['funding', 'perp', 'coinm'],
  keysMadeAt: { kraken: 'pro.kraken.com (spot)' },
  mark: { letters: 'KF' },
}
