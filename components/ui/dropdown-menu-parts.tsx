'use client'
import { Check } from 'lucide-react'
import { Menu } from 'radix-ui/internal'
import { type ComponentProps, useEffect, useRef } from 'react'
import { cn } from './cn'
import { floatingClass } from './floating'
import { useLatePanel, usePanelEnds } from './late-panel'

export interface MenuPanelProps extends ComponentProps<typeof Menu.Content> {
  open: boolean
}

/** A menu's panel, at the button of its root. It leaves the page around it in reach: a menu is no dialog. */
export function MenuPanel({ open, className, sideOffset = 6, align = 'end', children, ...props }: MenuPanelProps) {
  const panel = useLatePanel()
  const ends = usePanelEnds(panel)
  return (
    <Menu.Root modal={false} open={open} onOpenChange={panel.setOpen}>
      <Menu.Anchor virtualRef={panel.button} />
      <Menu.Portal>
        <Menu.Content
          id={panel.panelId}
          aria-labelledby={panel.buttonId}
          sideOffset={sideOffset}
          align={align}
          collisionPadding={8}
          className={cn(
            floatingClass,
            'thin-scroll max-h-(--radix-popper-available-height) min-w-44 overflow-y-auto p-1',
            className,
          )}
          {...ends}
          {...props}
        >
          {panel.byKey ? <BeginAtFirst /> : null}
          {children}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** Opened by a key, a menu has its first item chosen. Its own code knows of keys only what was pressed since it came. */
function BeginAtFirst() {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // Behind the effect that gives the focus to the whole panel.
    const timer = setTimeout(() => {
      mark.current?.parentElement?.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus()
    })
    return () => clearTimeout(timer)
  }, [])
  return <span ref={mark} hidden />
}

const itemClass = cn(
  'relative flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 text-sm outline-hidden data-disabled:pointer-events-none data-highlighted:bg-accent data-disabled:opacity-50 pointer-coarse:min-h-11',
  '[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground',
)

export function MenuItem({
  className,
  tone = 'neutral',
  ...props
}: ComponentProps<typeof Menu.Item> & { tone?: 'neutral' | 'destructive' }) {
  return (
    <Menu.Item
      className={cn(
        itemClass,
        tone === 'destructive' && 'text-destructive data-highlighted:bg-destructive-soft [&_svg]:text-destructive',
        className,
      )}
      {...props}
    />
  )
}

export const MenuRadioGroup = Menu.RadioGroup

export function MenuRadioItem({ className, children, ...props }: ComponentProps<typeof Menu.RadioItem>) {
  return (
    <Menu.RadioItem className={cn(itemClass, 'pr-8', className)} {...props}>
      {children}
      <Menu.ItemIndicator className="absolute right-2">
        <Check aria-hidden />
      </Menu.ItemIndicator>
    </Menu.RadioItem>
  )
}

export function MenuSeparator({ className, ...props }: ComponentProps<typeof Menu.Separator>) {
  return <Menu.Separator className={cn('-mx-1 my-1 h-px bg-border', className)} {...props} />
}
