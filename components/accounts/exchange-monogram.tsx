import marks from '@/server/exchanges/marks.json'
import { cn } from '../ui/cn'

const HUES = 8

interface Mark {
  letters?: string
  hue?: number
}

/** What the rooms of exchanges say of their marks (`server/exchanges/venues`). */
const MARKS: Readonly<Record<string, Mark>> = marks

/** The chart colour that an exchange is known by, else the same one for it everywhere. */
function hueOf(id: string): number {
  let sum = 7
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0
  return MARKS[id]?.hue ?? (sum % HUES) + 1
}

/** Two letters: of two words the first ones, of `BitSomething` B and the S, else the first two. */
function initialsOf(name: string): string {
  const [first = '', second] = name.split(/[\s.()-]+/)
  if (second) return (first.charAt(0) + second.charAt(0)).toUpperCase()
  const rest = /^bit(?=\w)/i.test(name) ? name.slice(3) : name.slice(1)
  return name.charAt(0).toUpperCase() + rest.charAt(0).toLowerCase()
}

interface ExchangeMonogramProps {
  /** ccxt id. */
  exchange: string
  /** Display name. */
  name: string
  size?: 'sm' | 'md'
  className?: string
}

/** Stands for an exchange's logo; decoration beside its name. */
export function ExchangeMonogram({ exchange, name, size = 'md', className }: ExchangeMonogramProps) {
  const hue = hueOf(exchange)
  return (
    <span
      aria-hidden
      className={cn(
        'grid shrink-0 place-items-center rounded-md font-semibold text-foreground',
        size === 'sm' ? 'size-5 rounded-sm text-[0.5625rem]' : 'size-8 text-2xs',
        className,
      )}
      style={{
        background: `color-mix(in oklab, var(--chart-${hue}) 16%, var(--card))`,
        boxShadow: `inset 0 0 0 1px color-mix(in oklab, var(--chart-${hue}) 34%, transparent)`,
      }}
    >
      {MARKS[exchange]?.letters ?? initialsOf(name)}
    </span>
  )
}
