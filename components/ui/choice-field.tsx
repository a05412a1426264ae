'use client'
import type { Ref } from 'react'
import { Field } from './field'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from './select'

interface ChoiceFieldProps<T extends string> {
  label: string
  help?: string
  value: T
  /** Each value and what it is called, in their order. */
  choices: readonly (readonly [value: T, label: string])[]
  onChange: (value: T) => void
  disabled?: boolean | undefined
  className?: string
  /** Of what is focused, for forms that lead to a fault. */
  ref?: Ref<HTMLButtonElement>
}

/** A labelled field in which one of a few is chosen. */
export function ChoiceField<T extends string>({
  label,
  help,
  value,
  choices,
  onChange,
  disabled,
  className,
  ref,
}: ChoiceFieldProps<T>) {
  return (
    <Field label={label} help={help} className={className}>
      {(control) => (
        <Select
          value={value}
          disabled={disabled}
          onValueChange={(next) => {
            const chosen = choices.find(([each]) => each === next)
            if (chosen) onChange(chosen[0])
          }}
        >
          <SelectTrigger {...control} ref={ref} className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {choices.map(([each, name]) => (
              <SelectItem key={each} value={each}>
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  )
}
