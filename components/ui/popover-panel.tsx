'use client'
import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { floatingClass } from './floating'
import { useLatePanel, usePanelEnds } from './late-panel'

export interface PopoverPanelProps extends ComponentProps<typeof Radix.Content> {
  open: boolean
}

/** A popover's panel, at the button of its root. */
export function PopoverPanel({ open, className, align = 'start', sideOffset = 6, ...props }: PopoverPanelProps) {
  const panel = useLatePanel()
  const ends = usePanelEnds(panel)
  return (
    <Radix.Root open={open} onOpenChange={panel.setOpen}>
      <Radix.Anchor virtualRef={panel.button} />
      <Radix.Portal>
        <Radix.Content
          id={panel.panelId}
          align={align}
          sideOffset={sideOffset}
          collisionPadding={8}
          className={cn(floatingClass, 'w-72 max-w-[calc(100vw-1rem)] p-3', className)}
          {...ends}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  )
}
