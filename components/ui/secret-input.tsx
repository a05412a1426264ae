'use client'
import { useLingui } from '@lingui/react/macro'
import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { cn } from './cn'
import { Input } from './input'

interface SecretInputProps extends Omit<ComponentProps<'input'>, 'type'> {
  /** What is being shown or hidden, for assistive technology. */
  what: string
  /** A key of an exchange, which no password manager shall keep or fill in. */
  unmanaged?: boolean
}

/** Hidden until its owner wants to see it. */
export function SecretInput({ what, unmanaged = false, className, ...props }: SecretInputProps) {
  const { t } = useLingui()
  const [shown, setShown] = useState(false)
  const ignore = unmanaged
    ? { autoComplete: 'off', 'data-1p-ignore': true, 'data-lpignore': 'true', 'data-bwignore': true, 'data-form-type': 'other' }
    : {}
  return (
    <div className="relative">
      <Input
        {...ignore}
        {...props}
        type={shown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        autoCorrect="off"
        className={cn('pr-10 md:pr-9', shown && unmanaged && 'font-mono', className)}
      />
      <button
        type="button"
        aria-label={shown ? t`Hide ${what}` : t`Show ${what}`}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-10 pointer-coarse:w-11 place-items-center rounded-r-md text-muted-foreground hover:text-foreground focus-visible:-outline-offset-2 md:w-8"
      >
        {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
      </button>
    </div>
  )
}
