import type { CatalogueEntry } from '../../catalogue'
import type { CredentialField, CredentialFieldInfo } from '../../port'
import type { About, Mark } from '../venue'
import type { GenericExchange } from './exchange'
import { genericRequests } from './requests'

/** ccxt's credential names → ours. */
const FIELDS: Readonly<Record<string, { field: CredentialField; label: string; secret: boolean }>> = {
  apiKey: { field: 'apiKey', label: 'API key', secret: false },
  secret: { field: 'apiSecret', label: 'API secret', secret: true },
  password: { field: 'password', label: 'Passphrase', secret: true },
  uid: { field: 'uid', label: 'User id', secret: false },
  accountId: { field: 'uid', label: 'Account id', secret: false },
  walletAddress: { field: 'walletAddress', label: 'Wallet address', secret: false },
  privateKey: { field: 'privateKey', label: 'Private key', secret: true },
}

/** Read by a public address, which ccxt does not list as a credential. */
const BY_ADDRESS: ReadonlySet<string> = new Set(['dydx'])

const MARKS: Readonly<Record<string, Mark>> = {
  binanceus: { letters: 'US' },
  bitfinex: { hue: 2 },
  cryptocom: { letters: 'CR', hue: 1 },
  kucoinfutures: { letters: 'KF' },
}

/** Empty where an exchange wants a field that nobody is asked for (a login, a token): it cannot be connected. */
function credentialFields(entry: CatalogueEntry): CredentialFieldInfo[] {
  const fields = (BY_ADDRESS.has(entry.id) ? ['walletAddress'] : entry.credentials).map((name) => FIELDS[name])
  const known = fields.flatMap((field) => (field ? [{ ...field, required: true }] : []))
  return known.length === fields.length ? known : []
}

/** What is known of an exchange without a room of its own: what ccxt tells. */
export function genericAbout(entry: CatalogueEntry, { calls, positions }: GenericExchange): About {
  return {
    id: entry.id,
    name: entry.name,
    credentialFields: credentialFields(entry),
    keyPage: `API settings of your ${entry.name} account`,
    keyUrl: entry.www,
    permissionsWanted: ['Read only'],
    wallets: [
      ...new Set([
        ...calls.flatMap(({ wallets }) => wallets.map(({ wallet }) => wallet)),
        ...(positions ? [positions.wallet] : []),
      ]),
    ],
    mark: MARKS[entry.id],
    requests: genericRequests(entry),
  }
}
