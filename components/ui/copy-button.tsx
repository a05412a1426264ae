'use client'
import { useLingui } from '@lingui/react/macro'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button'

interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'value'> {
  value: string
  /** What is copied, for assistive technology and the label. */
  what: string
}

/** Copies and says so for two seconds. */
export function CopyButton({ value, what, children, ...props }: CopyButtonProps) {
  const { t } = useLingui()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setState('copied')
    } catch {
      // Without https a browser has no clipboard for us: the text stays selectable.
      setState('failed')
    }
  }

  const words = state === 'copied' ? t`Copied` : state === 'failed' ? t`Select and copy it by hand` : t`Copy ${what}`
  return (
    <Button aria-label={words} {...props} onClick={copy}>
      {state === 'copied' ? <Check aria-hidden className="text-profit" /> : <Copy aria-hidden />}
      {children}
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : words}
      </span>
    </Button>
  )
}
