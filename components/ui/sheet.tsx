'use client'
import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { overlayClass } from './dialog'

/** A panel at the right edge; on phones a drawer from the bottom. Title and description are Dialog's. */
export const Sheet = Radix.Root
export const SheetTrigger = Radix.Trigger
export const SheetClose = Radix.Close

export function SheetContent({ className, children, ...props }: ComponentProps<typeof Radix.Content>) {
  const { t } = useLingui()
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content
        className={cn(
          'thin-scroll fixed z-50 flex flex-col overflow-y-auto border bg-popover text-popover-foreground shadow-pop outline-hidden duration-200 data-[state=closed]:animate-out data-[state=open]:animate-in',
          'max-sm:slide-in-from-bottom max-sm:data-[state=closed]:slide-out-to-bottom max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[85dvh] max-sm:rounded-t-xl max-sm:pb-[env(safe-area-inset-bottom)]',
          'sm:slide-in-from-right-8 sm:fade-in-0 sm:data-[state=closed]:fade-out-0 sm:inset-y-2 sm:right-2 sm:w-105 sm:max-w-[calc(100vw-1rem)] sm:rounded-xl',
          className,
        )}
        {...props}
      >
        {children}
        <Radix.Close asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            className="absolute top-3.5 right-3.5 pointer-coarse:top-1.5 pointer-coarse:right-1.5"
            aria-label={t`Close`}
          >
            <X aria-hidden />
          </Button>
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  )
}
