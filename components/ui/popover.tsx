'use client'
import type { ComponentProps } from 'react'
import { LatePanelRoot, LateTrigger, useLatePanel } from './late-panel'
import { lazyPart } from './lazy-part'
import type { PopoverPanelProps } from './popover-panel'
import { useOnce } from './use-once'

const Panel = lazyPart(() => import('./popover-panel').then((file) => file.PopoverPanel))

export const Popover = LatePanelRoot

export function PopoverTrigger(props: Omit<ComponentProps<typeof LateTrigger>, 'kind' | 'warm'>) {
  return <LateTrigger kind="dialog" warm={Panel.warm} {...props} />
}

export function PopoverContent(props: Omit<PopoverPanelProps, 'open'>) {
  const { open } = useLatePanel()
  // Once opened it stays, so that it can close as it opened.
  return useOnce(open) ? <Panel {...props} open={open} /> : null
}
