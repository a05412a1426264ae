import { z } from 'zod'
import { misshapen } from '@/server/exchanges/credential-shapes'
import type { CREDENTIAL_FIELDS, CredentialFieldInfo } from '@/server/exchanges/port'

/** Credentials as typed: all fields are strings, so that inputs stay controlled. */
export type TypedCredentials = Record<(typeof CREDENTIAL_FIELDS)[number], string>

export function emptyCredentials(): TypedCredentials {
  return { apiKey: '', apiSecret: '', password: '', uid: '', walletAddress: '', privateKey: '', vaultAddress: '', subAccount: '' }
}

/** Checks what this exchange needs; spaces that came along with pasting are cut. */
export function credentialsSchemaFor(fields: readonly CredentialFieldInfo[]) {
  const infos = new Map(fields.map((info) => [info.field, info]))
  const one = (field: (typeof CREDENTIAL_FIELDS)[number]) => {
    const info = infos.get(field)
    const text = z.string().trim().max(8192, /*i18n*/ 'This is longer than any key is.')
    if (!info) return text
    return text.superRefine((value, ctx) => {
      const fault = value === '' ? (info.required ? `Enter the ${info.label}.` : null) : misshapen(info, value)
      if (fault !== null) ctx.addIssue({ code: 'custom', message: fault })
    })
  }
  return z.object({
    apiKey: one('apiKey'),
    apiSecret: one('apiSecret'),
    password: one('password'),
    uid: one('uid'),
    walletAddress: one('walletAddress'),
    privateKey: one('privateKey'),
    vaultAddress: one('vaultAddress'),
    subAccount: one('subAccount'),
  })
}

/** Only what was filled in, and only what this exchange asks for. */
export function filledCredentials(typed: TypedCredentials, fields: readonly CredentialFieldInfo[]): Partial<TypedCredentials> {
  const filled: Partial<TypedCredentials> = {}
  for (const { field } of fields) {
    const value = typed[field].trim()
    if (value !== '') filled[field] = value
  }
  return filled
}
