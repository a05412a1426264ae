import { createHmac, randomBytes } from 'node:crypto'
import type { SealedCredentials } from '@/db/queries/secrets'
import { DomainError } from '../errors'
import { CREDENTIAL_FIELDS, type CredentialField, type Credentials } from '../exchanges/port'
import { sentence } from '../language/sentence'
import { decrypt, encrypt } from './cipher'
import type { MasterKeys } from './master-keys'
import type { SealedUserSecret, SecretOwner, Vault } from './vault'

const KEY_BYTES = 32

/** Associated data of an account's data key, as `keys:rotate` needs it too. */
export function dataKeyContext({ deskId, accountId }: SecretOwner): string {
  return `ballast data key|${deskId}|${accountId}`
}

/** Associated data of a user's own secret, as `keys:rotate` needs it too. */
export const userSecretContext = (ownerId: string, purpose: string) => `ballast user secret|${ownerId}|${purpose}`

const secretContext = ({ deskId, accountId }: SecretOwner, field: string) => `ballast secret|${deskId}|${accountId}|${field}`

/** A data key per account, wrapped by a master key; one AES-256-GCM ciphertext per field, bound to its place. */
export class AesVault implements Vault {
  constructor(
    private readonly masterKeys: MasterKeys,
    private readonly fingerprintKey: Buffer,
  ) {}

  async seal(owner: SecretOwner, credentials: Credentials): Promise<SealedCredentials> {
    const dataKey = randomBytes(KEY_BYTES)
    try {
      const wrapped = await this.masterKeys.wrap(dataKey, dataKeyContext(owner))
      const secrets = CREDENTIAL_FIELDS.flatMap((field) => {
        const value = credentials[field]
        if (value === undefined) return []
        return { field, sealed: encrypt(dataKey, Buffer.from(value, 'utf8'), secretContext(owner, field)) }
      })
      return { ...wrapped, secrets }
    } finally {
      dataKey.fill(0)
    }
  }

  async open(owner: SecretOwner, sealed: SealedCredentials): Promise<Credentials> {
    let dataKey: Buffer | undefined
    try {
      dataKey = await this.masterKeys.unwrap(sealed, dataKeyContext(owner))
      const credentials: Credentials = {}
      for (const { field, sealed: ciphertext } of sealed.secrets) {
        credentials[knownField(field)] = decrypt(dataKey, ciphertext, secretContext(owner, field)).toString('utf8')
      }
      return credentials
    } catch (cause) {
      throw new DomainError('internal', sentence`The stored key of this account cannot be opened. Enter it again.`, { cause })
    } finally {
      dataKey?.fill(0)
    }
  }

  async sealUserSecret(ownerId: string, purpose: string, secret: string): Promise<SealedUserSecret> {
    return this.masterKeys.wrap(Buffer.from(secret, 'utf8'), userSecretContext(ownerId, purpose))
  }

  async openUserSecret(ownerId: string, purpose: string, sealed: SealedUserSecret): Promise<string> {
    try {
      return (await this.masterKeys.unwrap(sealed, userSecretContext(ownerId, purpose))).toString('utf8')
    } catch (cause) {
      throw new DomainError('internal', sentence`A stored secret cannot be opened.`, { cause })
    }
  }

  fingerprint(exchange: string, credentials: Credentials): string {
    const { apiKey, walletAddress, privateKey, uid, vaultAddress, subAccount } = credentials
    // Addresses of wallets mean the same in upper and lower case.
    const named = apiKey ?? walletAddress?.toLowerCase() ?? privateKey
    const parts = [
      exchange,
      named ?? '',
      uid ?? '',
      vaultAddress?.toLowerCase() ?? '',
      ...(subAccount ? [subAccount.toLowerCase()] : []),
    ]
    return createHmac('sha256', this.fingerprintKey).update(JSON.stringify(parts)).digest('base64url')
  }
}

function knownField(field: string): CredentialField {
  const known = CREDENTIAL_FIELDS.find((candidate) => candidate === field)
  if (!known) throw new Error('A credential field is not known.')
  return known
}
