'use client'
import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'

export interface SegmentOption<Value extends string> {
  value: Value
  label: ReactNode
  /** Needed where `label` is an icon. */
  ariaLabel?: string
}

interface SegmentedProps<Value extends string> {
  value: Value
  onValueChange: (value: Value) => void
  options: readonly SegmentOption<Value>[]
  /** What is being chosen, for assistive technology. */
  label: string
  className?: string
}

/** One of a few, all in sight: a period, a grouping. One is always chosen. */
export function Segmented<Value extends string>({ value, onValueChange, options, label, className }: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next)
        if (option) onValueChange(option.value)
      }}
      aria-label={label}
      className={cn('inline-flex h-8 w-fit items-center rounded-md border bg-muted p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.ariaLabel}
          className={cn(
            'inline-flex h-full min-w-7 items-center justify-center gap-1.5 rounded-sm px-2.5 font-medium text-muted-foreground text-xs transition-colors hover:text-foreground',
            'data-[state=on]:bg-card data-[state=on]:text-foreground data-[state=on]:shadow-xs dark:data-[state=on]:bg-accent [&_svg]:size-3.5',
          )}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
