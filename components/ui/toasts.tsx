'use client'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { useTheme } from './theme'
import { toastsStand } from './toast'

/** Where short confirmations appear: above the thumb navigation on phones, bottom right on desks. */
export function Toasts() {
  const { resolvedTheme } = useTheme()
  useEffect(() => toastsStand(toast), [])
  return (
    <Sonner
      theme={resolvedTheme}
      position="bottom-right"
      mobileOffset={{ bottom: 'calc(4.5rem + env(safe-area-inset-bottom))' }}
      gap={8}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-profit" />,
        error: <CircleAlert aria-hidden className="size-4 text-destructive" />,
        warning: <TriangleAlert aria-hidden className="size-4 text-warning" />,
        info: <Info aria-hidden className="size-4 text-muted-foreground" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-(--width) items-start gap-2.5 rounded-lg border bg-popover px-3.5 py-3 text-popover-foreground text-sm shadow-pop font-sans',
          icon: 'mt-0.5 shrink-0',
          content: 'flex min-w-0 flex-1 flex-col gap-0.5',
          title: 'font-medium',
          description: 'text-muted-foreground text-xs',
          actionButton: 'shrink-0 rounded-md border px-2 py-1 font-medium text-xs hover:bg-accent',
          cancelButton: 'shrink-0 rounded-md px-2 py-1 text-muted-foreground text-xs hover:bg-accent',
        },
      }}
    />
  )
}
