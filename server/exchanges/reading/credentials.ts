import type { CredentialFieldInfo } from '../port'

/** The fields that most exchanges ask for, as a room's `about.ts` names them. */

export const key = (label = 'API key'): CredentialFieldInfo => ({ field: 'apiKey', label, required: true, secret: false })

export const secret = (label = 'API secret', help?: string): CredentialFieldInfo => ({
  field: 'apiSecret',
  label,
  required: true,
  secret: true,
  help,
})

export const passphrase = (): CredentialFieldInfo => ({
  field: 'password',
  label: 'Passphrase',
  required: true,
  secret: true,
  help: 'The one you chose when you made the key; it is not your password.',
})
