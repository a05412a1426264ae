import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bingx',
  name: 'BingX',
  credentialFields: [key(), secret('Secret key')],
  keyPage: 'Profile → API Management → Create API',
  keyUrl: 'https://bingx.com/en/accounts/api',
  permissionsWanted: ['Read'],
  wallets: ['spot', 'funding', 'perp', 'coinm', 'standard'],
  mark: { letters: 'BX' },
}
