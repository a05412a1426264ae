'use client'
import { Trans } from '@lingui/react/macro'
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useSaid } from '../language/said'
import { cn } from './cn'
import { Label } from './label'

/** What the control must carry so that label, help and error belong to it. */
export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

interface FieldProps {
  label: ReactNode
  /** One quiet line under the control. */
  help?: ReactNode
  /** In place of nothing: why the value was refused, and what to do. */
  error?: string | null | undefined
  optional?: boolean
  /** On the label's line, at the far end (a link, a counter). */
  aside?: ReactNode
  className?: string
  children: (control: FieldControl) => ReactNode
}

/** Label, control, help and error, tied together for assistive technology. */
export function Field({ label, help, error, optional = false, aside, className, children }: FieldProps) {
  const id = useId()
  const describedBy = [help ? `${id}-help` : null, error ? `${id}-error` : null].filter(Boolean).join(' ')
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>
          {label}
          {optional ? (
            <span className="font-normal text-subtle-foreground">
              {' '}
              <Trans>(optional)</Trans>
            </span>
          ) : null}
        </Label>
        {aside}
      </div>
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined })}
      {/*
       * Help and error have one place: an error that fits where the help stood, or on one line where there was none, moves
       * nothing below it.
       */}
      <div className={cn('grid *:[grid-area:1/1]', !help && '-mt-1 -mb-4.5 min-h-4')}>
        {help ? (
          <p id={`${id}-help`} className={cn('text-muted-foreground text-xs', error && 'invisible')}>
            {help}
          </p>
        ) : null}
        <FieldError id={`${id}-error`} message={error} />
      </div>
    </div>
  )
}

export function FieldError({ id, message }: { id?: string; message: string | null | undefined }) {
  const said = useSaid()
  if (!message) return null
  return (
    <p id={id} role="alert" className="appears flex items-start gap-1.5 text-destructive text-xs">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{said(message)}</span>
    </p>
  )
}
