'use client'
import type { FieldErrors, UseFormRegister } from 'react-hook-form'
import type { CredentialFieldInfo } from '@/server/exchanges/port'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { SecretInput } from '../ui/secret-input'
import type { TypedCredentials } from './credential-schema'

interface CredentialFieldsProps {
  fields: readonly CredentialFieldInfo[]
  register: UseFormRegister<{ credentials: TypedCredentials }>
  errors: FieldErrors<{ credentials: TypedCredentials }>
  disabled?: boolean
}

/** Just the credential fields that one exchange needs, named as its own page names them. */
export function CredentialFields({ fields, register, errors, disabled }: CredentialFieldsProps) {
  return fields.map(({ field, label, required, secret, help }) => (
    <Field key={field} label={label} optional={!required} help={help} error={errors.credentials?.[field]?.message}>
      {(control) => {
        const registered = register(`credentials.${field}`, { setValueAs: (value: unknown) => String(value ?? '').trim() })
        return secret ? (
          <SecretInput {...control} {...registered} what={label} unmanaged disabled={disabled} aria-required={required} />
        ) : (
          <Input
            {...control}
            {...registered}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            className="font-mono"
            disabled={disabled}
            aria-required={required}
          />
        )
      }}
    </Field>
  ))
}
