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
}
