'use client'
import type { MessageDescriptor } from '@lingui/core'
import { Trans, useLingui } from '@lingui/react/macro'
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
  /** How this number was made, from the whole down: each step with where it stands. */
  made?: readonly { words: MessageDescriptor; href: string }[] | undefined
  className?: string
  /** The figure's name. */
  children: ReactNode
}

/** A figure's name that opens to what it means: by a click, a finger or a key, where a title on hover is for a mouse alone. */
export function Meaning({ text, figure, rows, made, className, children }: MeaningProps) {
  const { t } = useLingui()
  return (
    <Popover>
      <PopoverTrigger
        className={cn(
          'touch-text max-w-full truncate rounded-sm [text-align:inherit] underline decoration-subtle-foreground/60 decoration-dotted underline-offset-3 hover:text-foreground',
          className,
        )}
      >
        {children}
      </PopoverTrigger>
      <PopoverContent className="text-left font-normal text-foreground text-sm outline-hidden">
        <p className="whitespace-normal">{text}</p>
        {made ? (
          <>
            <p className="mt-2 font-medium">
              <Trans>How this number was made</Trans>
            </p>
            <ol className="mt-1 list-decimal space-y-0.5 pl-4 marker:text-muted-foreground">
              {made.map(({ words, href }) => (
                <li key={href}>
                  <IntentLink href={href} className="text-brand underline-offset-4 hover:underline">
                    {t(words)}
                  </IntentLink>
                </li>
              ))}
            </ol>
          </>
        ) : null}
        <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {rows ? (
            <IntentLink href={rows} className="font-medium text-brand underline-offset-4 hover:underline">
              <Trans>The rows behind it</Trans>
            </IntentLink>
          ) : null}
          <IntentLink
            href={figure ? `/figures#${figure}` : '/figures'}
            className="font-medium text-brand underline-offset-4 hover:underline"
          >
            <Trans>How figures are made</Trans>
          </IntentLink>
        </p>
      </PopoverContent>
    </Popover>
  )
}
