'use client'
import type { FieldValues, Path, PathValue, RegisterOptions, UseFormRegisterReturn, UseFormReturn } from 'react-hook-form'

/**
 * `form.register` that keeps what stood in the field before the page came to life: a password manager or a quick hand
 * fills forms that the server sent, and the form's own defaults would wipe that out.
 */
export function useEarlyRegister<Values extends FieldValues>(form: UseFormReturn<Values>) {
  return <Name extends Path<Values>>(name: Name, options?: RegisterOptions<Values, Name>): UseFormRegisterReturn<Name> => {
    const registered = form.register(name, options)
    return {
      ...registered,
      ref: (element: unknown) => {
        if (element instanceof HTMLInputElement && element.value !== '' && element.value !== form.getValues(name)) {
          form.setValue(name, element.value as PathValue<Values, Name>, { shouldDirty: true })
        }
        registered.ref(element)
      },
    }
  }
}
