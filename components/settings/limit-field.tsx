'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useId } from 'react'
import { Checkbox } from '../ui/checkbox'
import { FieldError } from '../ui/field'
import { Segmented } from '../ui/segmented'

export interface LimitValue {
  /** Ids of what is chosen; null: all accounts. */
  value: readonly string[] | null
  onChange: (value: string[] | null) => void
  error: string | undefined
}

interface LimitFieldProps extends LimitValue {
  /** What the other choice than "All" is called. */
  some: string
  /** What each choice means, beneath. */
  help: { all: string; some: string }
  /** What can be chosen from. */
  children: (chosen: readonly string[]) => ReactNode
}

/** Which accounts somebody, or something, sees: all, or those that are chosen. */
export function LimitField({ value, onChange, error, some, help, children }: LimitFieldProps) {
  const { t } = useLingui()
  const id = useId()
  const choices = [
    { value: 'all', label: t`All` },
    { value: 'some', label: some },
  ] as const
  return (
    <fieldset aria-describedby={`${id}-help${error ? ` ${id}-error` : ''}`} className="flex flex-col gap-2.5">
      <legend className="mb-2 font-medium">
        <Trans>Accounts</Trans>
      </legend>
      <Segmented
        label={t`Accounts`}
        options={choices}
        value={value === null ? 'all' : 'some'}
        onValueChange={(chosen) => onChange(chosen === 'some' ? [] : null)}
      />
      <p id={`${id}-help`} className="text-muted-foreground text-xs">
        {value === null ? help.all : help.some}
      </p>
      {value === null ? null : children(value)}
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  )
}

interface LimitChoiceProps {
  id: string
  name: string
  /** In few words, behind the name. */
  aside: string
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

/** A line of what can be chosen. */
export function LimitChoice({ id, name, aside, chosen, onChange }: LimitChoiceProps) {
  const field = useId()
  return (
    <li className="flex min-h-8 items-center gap-2.5 rounded-md px-2 hover:bg-accent pointer-coarse:min-h-11">
      <Checkbox
        id={field}
        checked={chosen.includes(id)}
        onCheckedChange={(state) => onChange(state === true ? [...chosen, id] : chosen.filter((each) => each !== id))}
      />
      <label htmlFor={field} className="min-w-0 flex-1 truncate">
        {name}
      </label>
      <span className="text-muted-foreground text-xs">{aside}</span>
    </li>
  )
}
