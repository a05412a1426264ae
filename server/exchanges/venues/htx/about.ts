import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'htx',
  name: 'HTX',
  aliases: ['huobi'],
  credentialFields: [key('Access key'), secret('Secret key')],
  keyPage: 'Profile → API Management',
  keyUrl: 'https://www.htx.com/en-us/apikey/',
  permissionsWanted: ['Read-only'],
  wallets: ['spot', 'funding', 'margin', 'isolated_margin', 'perp', 'coinm', 'delivery', 'earn'],
  mark: { letters: 'HT', hue: 1 },
}
