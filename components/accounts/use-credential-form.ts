'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { MARGIN_MODES } from '@/server/domain/views'
import type { CREDENTIAL_FIELDS, ExchangeInfo } from '@/server/exchanges/port'
import type { Failure } from '../ui/failure'
import { credentialsSchemaFor, emptyCredentials } from './credential-schema'
import { accountNameSchema } from './name-schema'

export function accountFormSchema(exchange: ExchangeInfo) {
  return z.object({
    name: accountNameSchema,
    marginMode: z.enum(MARGIN_MODES),
    sandbox: z.boolean(),
    credentials: credentialsSchemaFor(exchange.credentialFields),
  })
}

export type AccountFormValues = z.infer<ReturnType<typeof accountFormSchema>>

/** The form behind adding an account, entering its keys anew and restoring it. */
export function useCredentialForm(exchange: ExchangeInfo, name: string) {
  return useForm<AccountFormValues>({
    resolver: zodResolver(accountFormSchema(exchange)),
    defaultValues: { name, marginMode: 'CROSS', sandbox: false, credentials: emptyCredentials() },
  })
}

/**
 * Puts the server's refusals at their fields and the focus on the first.
 * @returns false where none of them belongs to a field of this form
 */
export function showAtFields(
  form: ReturnType<typeof useCredentialForm>,
  failure: Failure,
  exchange: ExchangeInfo,
  i18n: I18n,
): boolean {
  let placed = false
  const place = (path: 'name' | `credentials.${(typeof CREDENTIAL_FIELDS)[number]}`, message: string) => {
    form.setError(path, { type: 'server', message }, { shouldFocus: !placed })
    placed = true
  }
  if (failure.fields.name) place('name', failure.fields.name)
  for (const { field } of exchange.credentialFields) {
    const message = failure.fields[field]
    if (message) place(`credentials.${field}`, withExchangeWords(message, failure, i18n))
  }
  return placed
}

/** The plain reason, with the exchange's own words behind it where they say something else. */
export function withExchangeWords(message: string, { exchangeError }: Failure, i18n: I18n): string {
  if (!exchangeError || message.includes(exchangeError)) return message
  return i18n._(msg`${message} The exchange says: “${exchangeError}”`)
}
