import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'kucoin',
  name: 'KuCoin',
  credentialFields: [key(), secret(), passphrase()],
  keyPage: 'Profile → API Management → Create API',
  keyUrl: 'https://www.kucoin.com/account/api',
  permissionsWanted: ['General'],
  wallets: ['funding', 'spot', 'margin', 'isolated_margin', 'perp', 'unified', 'earn'],
  mark: { letters: 'KC', hue: 2 },
}
