'use client'
import type { KeyboardEvent, ReactNode } from 'react'
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

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/** The arrows go from one to the next, from the last to the first; Tab passes the group in one step. */
function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
  const step = STEPS[event.key]
  const items: EventTarget[] = [...event.currentTarget.querySelectorAll('button')]
  const at = items.indexOf(event.target)
  if (step === undefined || at === -1) return
  event.preventDefault()
  const next = items[(at + step + items.length) % items.length]
  if (next instanceof HTMLElement) next.focus()
}

/**
 * One of a few, all in sight: a period, a grouping. One is always chosen. The pattern is WAI-ARIA's radio group within a
 * toolbar (arrows move, Enter and Space choose); the library's toggle group weighs 6 kB on every page that has a chart.
 */
export function Segmented<Value extends string>({ value, onValueChange, options, label, className }: SegmentedProps<Value>) {
  const chosen = options.findIndex((option) => option.value === value)
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={cn('inline-flex h-8 pointer-coarse:h-11 w-fit items-center rounded-md border bg-muted p-0.5', className)}
    >
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useSemanticElements: an input would choose with each arrow that passes it, and each choice is a question to the server.
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={index === chosen}
          aria-label={option.ariaLabel}
          tabIndex={index === Math.max(0, chosen) ? 0 : -1}
          onClick={() => {
            if (index !== chosen) onValueChange(option.value)
          }}
          className={cn(
            'touch-target inline-flex h-full min-w-7 pointer-coarse:min-w-11 items-center justify-center gap-1.5 rounded-sm px-2.5 font-medium text-muted-foreground text-xs transition-colors hover:text-foreground',
            'aria-checked:bg-card aria-checked:text-foreground aria-checked:shadow-xs dark:aria-checked:bg-accent [&_svg]:size-3.5',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
