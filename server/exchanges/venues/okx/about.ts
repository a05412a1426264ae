import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'okx',
  name: 'OKX',
  aliases: ['okex'],
  credentialFields: [key(), secret('Secret key'), passphrase()],
  sites: { myokx: { letters: 'OE' }, okxus: { letters: 'OU' } },
  keyPage: 'Profile → API → Create API key',
  keyUrl: 'https://www.okx.com/account/my-api',
  permissionsWanted: ['Read'],
  wallets: ['unified', 'funding', 'earn'],
  keysMadeAt: { okx: 'www.okx.com', myokx: 'my.okx.com (EEA)', okxus: 'app.okx.com (US)' },
  mark: { letters: 'OK', hue: 8 },
}
