'use client'
import { useId } from 'react'
import { Checkbox } from './checkbox'
import { FieldError } from './field'

interface CheckboxGroupProps<Value extends string> {
  legend: string
  /** In the order in which they stand, and are chosen. */
  options: readonly Value[]
  /** What each is called and comes to. */
  words: (option: Value) => { label: string; help: string }
  value: readonly Value[]
  onChange: (value: Value[]) => void
  error?: string | undefined
}

/** Any of a few, each with what it means beneath. */
export function CheckboxGroup<Value extends string>({
  legend,
  options,
  words,
  value,
  onChange,
  error,
}: CheckboxGroupProps<Value>) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="flex flex-col gap-2.5">
      <legend className="mb-2 font-medium">{legend}</legend>
      {options.map((option) => (
        <div key={option} className="flex items-start gap-2.5">
          <Checkbox
            id={`${id}-${option}`}
            className="mt-0.5"
            checked={value.includes(option)}
            onCheckedChange={(checked) =>
              onChange(options.filter((each) => (each === option ? checked === true : value.includes(each))))
            }
          />
          <label htmlFor={`${id}-${option}`} className="select-none">
            <span className="block">{words(option).label}</span>
            <span className="block text-muted-foreground text-xs">{words(option).help}</span>
          </label>
        </div>
      ))}
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  )
}
