'use client'
import type { ComponentProps } from 'react'
import type * as Parts from './dropdown-menu-parts'
import { LatePanelRoot, LateTrigger, useLatePanel } from './late-panel'
import { lazyPart } from './lazy-part'
import { useOnce } from './use-once'

/** What menus are made of, once it is there. Nothing of it is drawn before their panel is. */
let parts: typeof Parts | null = null

const Panel = lazyPart(() =>
  import('./dropdown-menu-parts').then((file) => {
    parts = file
    return file.MenuPanel
  }),
)

export const DropdownMenu = LatePanelRoot

export function DropdownMenuTrigger(props: Omit<ComponentProps<typeof LateTrigger>, 'kind' | 'warm'>) {
  return <LateTrigger kind="menu" warm={Panel.warm} {...props} />
}

export function DropdownMenuContent(props: Omit<Parts.MenuPanelProps, 'open'>) {
  const { open } = useLatePanel()
  // Once opened it stays, so that it can close as it opened.
  return useOnce(open) ? <Panel {...props} open={open} /> : null
}

export function DropdownMenuItem(props: ComponentProps<typeof Parts.MenuItem>) {
  return parts && <parts.MenuItem {...props} />
}

export function DropdownMenuRadioGroup(props: ComponentProps<typeof Parts.MenuRadioGroup>) {
  return parts && <parts.MenuRadioGroup {...props} />
}

export function DropdownMenuRadioItem(props: ComponentProps<typeof Parts.MenuRadioItem>) {
  return parts && <parts.MenuRadioItem {...props} />
}

export function DropdownMenuSeparator(props: ComponentProps<typeof Parts.MenuSeparator>) {
  return parts && <parts.MenuSeparator {...props} />
}
