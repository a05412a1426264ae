import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'gate',
  name: 'Gate',
  aliases: ['gate.io', 'gateio'],
  credentialFields: [key(), secret()],
  sites: { gateeu: {} },
  keyPage: 'Profile → API Key Management',
  keyUrl: 'https://www.gate.com/myaccount/api_key_manage',
  permissionsWanted: ['Spot: Read', 'Perpetual futures: Read', 'Margin: Read', 'Unified: Read', 'Wallet: Read'],
  wallets: ['spot', 'isolated_margin', 'perp', 'coinm', 'delivery', 'unified', 'earn'],
  keysMadeAt: { gate: 'www.gate.com', gateeu: 'Gate Europe' },
  mark: { letters: 'Ga', hue: 7 },
}
