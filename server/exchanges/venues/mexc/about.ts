import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'mexc',
  name: 'MEXC',
  aliases: ['mexc global'],
  credentialFields: [key('Access key'), secret('Secret key')],
  keyPage: 'Profile → API Management',
  keyUrl: 'https://www.mexc.com/user/openapi',
  permissionsWanted: ['View Account Details', 'View Futures Account and Orders'],
  wallets: ['spot', 'perp'],
  mark: { letters: 'MX', hue: 6 },
}
