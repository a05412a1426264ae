'use client'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { IntentLink } from './intent-link'
import { Popover, PopoverContent, PopoverTrigger } from './popover'

interface MeaningProps {
  /** What the figure is, and how it is made. */
  text: string
  /** Where it stands on the page of figures. */
  figure?: string | undefined
  /** Where the rows are that it is made of. */
  rows?: string | undefined
  className?: string
  /** The figure's name. */
  children: ReactNode
}

/** A figure's name that opens to what it means: by a click, a finger or a key, where a title on hover is for a mouse alone. */
export function Meaning({ text, figure, rows, className, children }: MeaningProps) {
  return (
    <Popover>
      <PopoverTrigger
        className={cn(
          'touch-text max-w-full truncate rounded-sm underline decoration-subtle-foreground/60 decoration-dotted underline-offset-3 hover:text-foreground',
          className,
        )}
      >
        {children}
      </PopoverTrigger>
      <PopoverContent className="text-left font-normal text-foreground text-sm outline-hidden">
        <p className="whitespace-normal">{text}</p>
        <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {rows ? (
            <IntentLink href={rows} className="font-medium text-brand underline-offset-4 hover:underline">
              The rows behind it
            </IntentLink>
          ) : null}
          <IntentLink
            href={figure ? `/figures#${figure}` : '/figures'}
            className="font-medium text-brand underline-offset-4 hover:underline"
          >
            How figures are made
          </IntentLink>
        </p>
      </PopoverContent>
    </Popover>
  )
}
