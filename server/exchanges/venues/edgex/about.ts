import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

/**
 * By the API key, secret and passphrase of an account and its number: orders, transfers and withdrawals are signed by the private key
 * that is shown beside them, which nobody is asked for. https://edgex-1.gitbook.io/edgeX-documentation/api-v2/authentication (2026-11)
 */
export const about: About = {
  id: 'edgex',
  name: 'EdgeX',
  aliases: ['edgeX', 'EDGEX'],
  credentialFields: [
    {
      ...key(),
      help: 'Key, secret and passphrase read. Orders and withdrawals want a signature by the private key that stands above them: keep that one to yourself.',
    },
    secret(),
    { ...passphrase(), help: 'The one that is shown with the key.' },
    {
      field: 'uid',
      label: 'Account ID',
      required: true,
      secret: false,
      help: 'Digits only, from the list of API Management.',
    },
  ],
  keyPage: 'API Management → Perps V2 → SDK Signer',
  keyUrl: 'https://pro.edgex.exchange/',
  permissionsWanted: ['API key, secret and passphrase alone, not the private key'],
  wallets: ['perp'],
  mark: { hue: 5 },
  requests: [
    {
      hosts: ['edgex-prod-v2.edgex.exchange'],
      market: ['GET /api/v2/public/meta/getMetaData'],
      read: ['GET /api/v2/private/account/getAccountAsset', 'GET /api/v2/private/account/getAccountPage'],
    },
  ],
}
