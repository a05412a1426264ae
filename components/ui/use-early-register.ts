'use client'
import { type FieldValues, get, type Path, type PathValue, type RegisterOptions, type UseFormReturn } from 'react-hook-form'

/**
 * `form.register` that keeps what stood in the field before the page came to life: a password manager or a quick hand
 * fills forms that the server sent, and the form's own defaults would wipe that out.
 */
export function useEarlyRegister<Values extends FieldValues>(form: UseFormReturn<Values>) {
  return <Name extends Path<Values>>(name: Name, options?: RegisterOptions<Values, Name>) => {
    const registered = form.register(name, options)
    const initial: unknown = get(form.formState.defaultValues, name)
    return {
      ...registered,
      // In the page that the server sends too, so that it does not change under a hand that is already there.
      defaultValue: typeof initial === 'string' ? initial : '',
      ref: (element: unknown) => {
        if (element instanceof HTMLInputElement && element.value !== '' && element.value !== form.getValues(name)) {
          form.setValue(name, element.value as PathValue<Values, Name>, { shouldDirty: true })
        }
        registered.ref(element)
      },
    }
  }
}
