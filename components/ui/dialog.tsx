'use client'
import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { Button } from './button'
import { cn } from './cn'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger
export const DialogClose = Radix.Close

export const overlayClass =
  'fade-in-0 data-[state=closed]:fade-out-0 fixed inset-0 z-50 bg-overlay data-[state=closed]:animate-out data-[state=open]:animate-in'

/** Centred on desks; rises from the bottom edge on phones. */
export const dialogClass = cn(
  'thin-scroll fixed z-50 flex max-h-[calc(100dvh-2rem)] w-full flex-col overflow-y-auto border bg-popover text-popover-foreground shadow-pop outline-hidden',
  'inset-x-0 bottom-0 rounded-t-xl pb-[env(safe-area-inset-bottom)]',
  'sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[calc(100%-2rem)] sm:max-w-md sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl sm:pb-0',
  'fade-in-0 data-[state=closed]:fade-out-0 max-sm:slide-in-from-bottom-8 duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in',
)

export function DialogContent({ className, children, ...props }: ComponentProps<typeof Radix.Content>) {
  const { t } = useLingui()
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content className={cn(dialogClass, className)} {...props}>
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

export function DialogHeader({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex flex-col gap-1 px-5 pt-5 pr-12', className)} {...props} />
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof Radix.Title>) {
  return <Radix.Title className={cn('font-medium text-lg', className)} {...props} />
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Radix.Description>) {
  return <Radix.Description className={cn('text-muted-foreground text-sm', className)} {...props} />
}

export function DialogBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex flex-col gap-4 px-5 py-4', className)} {...props} />
}

export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      className={cn(
        'mt-auto flex flex-col-reverse gap-2 border-t px-5 py-3.5 max-sm:[&_button]:h-10 sm:flex-row sm:justify-end',
        className,
      )}
      {...props}
    />
  )
}
