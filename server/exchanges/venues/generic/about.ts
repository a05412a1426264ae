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

/** Where there is no way to read without a wallet's own key. */
const CAN_MOVE_MONEY = (name: string) =>
  `The wallet's own key: whoever has it can move the money. ${name} lets nobody read an account without signing by it, and Ballast signs nothing else. Connect a wallet that holds no more than you would trust to a key on this machine.`

/** What a private key is where it is not a wallet's own; sources: the exchanges' documentation of their keys. */
const OTHER_KEYS: Readonly<Record<string, { label: string; help: string }>> = {
  revolutx: {
    label: 'Private key of the API key',
    help: 'The one that you made for this API key: it signs requests, and can do no more than the key may. It is no wallet’s key.',
  },
}

const MARKS: Readonly<Record<string, Mark>> = {
  binanceus: { letters: 'US' },
  kucoinfutures: { letters: 'KF' },
}

/** Empty where an exchange wants a field that nobody is asked for (a login, a token): it cannot be connected. */
function credentialFields(entry: CatalogueEntry): CredentialFieldInfo[] {
  const fields = entry.credentials.map((name) => FIELDS[name])
  const known = fields.flatMap((field) => (field ? [{ ...field, required: true, ...saidOf(field.field, entry) }] : []))
  return known.length === fields.length ? known : []
}

/** What a person should know of a field before they fill it in. */
function saidOf(field: CredentialField, { id, name }: CatalogueEntry): Partial<CredentialFieldInfo> {
  return field === 'privateKey' ? (OTHER_KEYS[id] ?? { help: CAN_MOVE_MONEY(name) }) : {}
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
