import { CopyButton } from './copy-button'

interface CopyLineProps {
  value: string
  /** What is copied, for the button's name: `link`. */
  what: string
  testId?: string
}

/** A text to be taken along whole, with a button that does: a link or a secret, mostly shown this once. */
export function CopyLine({ value, what, testId }: CopyLineProps) {
  return (
    <div className="flex items-center gap-2">
      <code
        data-testid={testId}
        className="min-w-0 flex-1 select-all break-all rounded-md border bg-muted px-2.5 py-2 font-mono text-xs"
      >
        {value}
      </code>
      <CopyButton value={value} what={what} size="icon" />
    </div>
  )
}
