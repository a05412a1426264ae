'use client'
import { Tooltip as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

export const TooltipProvider = Radix.Provider

interface TooltipProps {
  content: ReactNode
  /** One focusable element. */
  children: ReactNode
  side?: ComponentProps<typeof Radix.Content>['side']
  align?: ComponentProps<typeof Radix.Content>['align']
  className?: string
}

/** A short explanation on hover and focus; never the only place of what matters. */
export function Tooltip({ content, children, side = 'top', align = 'center', className }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            'fade-in-0 data-[state=closed]:fade-out-0 z-50 max-w-72 animate-in text-balance rounded-md bg-primary px-2 py-1 text-primary-foreground text-xs data-[state=closed]:animate-out',
            className,
          )}
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
