'use client'
import type { UseFormReturn } from 'react-hook-form'
import type { CredentialFieldInfo } from '@/server/exchanges/port'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { SecretInput } from '../ui/secret-input'
import { useEarlyRegister } from '../ui/use-early-register'
import type { AccountFormValues } from './use-credential-form'

interface CredentialFieldsProps {
  fields: readonly CredentialFieldInfo[]
  form: UseFormReturn<AccountFormValues>
  disabled: boolean
}

/** Just the credential fields that one exchange needs, named as its own page names them. */
export function CredentialFields({ fields, form, disabled }: CredentialFieldsProps) {
  const errors = form.formState.errors.credentials
  const register = useEarlyRegister(form)
  return fields.map(({ field, label, required, secret, help }) => (
    <Field key={field} label={label} optional={!required} help={help} error={errors?.[field]?.message}>
      {(control) => {
        const path = `credentials.${field}` as const
        // Spaces that came along with pasting go as soon as the field is left, where their owner sees it.
        const registered = register(path, { onBlur: () => form.setValue(path, form.getValues(path).trim()) })
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
