'use client'
import { Bell, BellRing } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMay } from '../desks/desk-role'
import { Button, type ButtonProps } from '../ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

interface BellPopoverProps extends Pick<ButtonProps, 'size' | 'variant' | 'className'> {
  /** Which of the bell’s sides the panel keeps to. */
  align?: 'start' | 'end'
  /** What the bell is called. */
  words: string
  /** Whether a rule of its own watches it. */
  watched: boolean
  children: ReactNode
}

/** A bell that rings where something is watched, and opens what watches it; none where there is nothing to see and to do. */
export function BellPopover({ words, watched, children, className, align = 'end', size = 'icon', variant }: BellPopoverProps) {
  const may = useMay()
  if (!watched && !may('trader', 'accounts')) return null
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size={size} variant={variant} className={className} aria-label={words} title={words}>
          {watched ? <BellRing aria-hidden className="text-brand" /> : <Bell aria-hidden />}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align={align}
        aria-label={words}
        // What is still to come has its place: a panel that grows when it is there would have been put where it has none.
        className="thin-scroll flex min-h-48 max-h-(--radix-popover-content-available-height) w-84 max-w-[calc(100vw-1rem)] flex-col overflow-y-auto p-0"
      >
        {children}
      </PopoverContent>
    </Popover>
  )
}
