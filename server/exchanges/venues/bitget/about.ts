import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bitget',
  name: 'Bitget',
  credentialFields: [key(), secret('Secret key'), passphrase()],
  keyPage: 'Profile → API keys → Create API key',
  keyUrl: 'https://www.bitget.com/account/newapi',
  permissionsWanted: ['Read-only: Spot, Futures, Margin, Wallet (or UTA)'],
  wallets: ['spot', 'margin', 'isolated_margin', 'perp', 'coinm', 'unified', 'funding', 'earn'],
  mark: { hue: 6 },
}
