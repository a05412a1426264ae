'use client'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Kbd } from '../ui/kbd'

interface PaletteItemProps {
  /** The words that it is found by. */
  value: string
  onSelect: () => void
  keys?: readonly string[]
  children: ReactNode
}

/** One line of the palette. */
export function PaletteItem({ value, onSelect, keys, children }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-accent pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground"
    >
      {children}
      {keys ? (
        <span className="ml-auto flex gap-1 max-sm:hidden">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      ) : null}
    </Command.Item>
  )
}
