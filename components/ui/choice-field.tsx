'use client'
import { Field } from './field'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from './select'

interface ChoiceFieldProps<T extends string> {
  label: string
  help?: string
  value: T
  /** Each value and what it is called, in their order. */
  choices: readonly (readonly [value: T, label: string])[]
  onChange: (value: T) => void
}

/** A labelled field in which one of a few is chosen. */
export function ChoiceField<T extends string>({ label, help, value, choices, onChange }: ChoiceFieldProps<T>) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <Select
          value={value}
          onValueChange={(next) => {
            const chosen = choices.find(([each]) => each === next)
            if (chosen) onChange(chosen[0])
          }}
        >
          <SelectTrigger {...control} className="w-full">
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
