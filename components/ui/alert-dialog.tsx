'use client'
import { AlertDialog as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { dialogClass, overlayClass } from './dialog'

/** For what can't be taken back: no closing by a click beside it, the harmless answer has the focus. */
export const AlertDialog = Radix.Root
export const AlertDialogTrigger = Radix.Trigger
export const AlertDialogCancel = Radix.Cancel
export const AlertDialogAction = Radix.Action

export function AlertDialogContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content className={cn(dialogClass, className)} {...props} />
    </Radix.Portal>
  )
}

export function AlertDialogTitle({ className, ...props }: ComponentProps<typeof Radix.Title>) {
  return <Radix.Title className={cn('font-medium text-lg', className)} {...props} />
}

export function AlertDialogDescription({ className, ...props }: ComponentProps<typeof Radix.Description>) {
  return <Radix.Description className={cn('text-muted-foreground text-sm', className)} {...props} />
}
