'use client'
import { Switch as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export function Switch({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        'peer touch-target inline-flex h-5 w-8 shrink-0 items-center rounded-full border border-transparent bg-input transition-colors disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:bg-primary',
        className,
      )}
      {...props}
    >
      <Radix.Thumb className="pointer-events-none block size-4 translate-x-px rounded-full bg-card shadow-xs transition-transform data-[state=checked]:translate-x-[13px]" />
    </Radix.Root>
  )
}
