import marks from '@/server/exchanges/marks.json'
import { cn } from '../ui/cn'
import { DRAWN_MARKS } from './marks'

const HUES = 8

interface Mark {
  letters: string
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

interface ExchangeMonogramProps {
  /** ccxt id. */
  exchange: string
  /** Display name. */
  name: string
  size?: 'sm' | 'md'
  className?: string
}

/** An exchange's own mark where there is one, else two letters that no other has; decoration beside its name. */
export function ExchangeMonogram({ exchange, name, size = 'md', className }: ExchangeMonogramProps) {
  const drawn = DRAWN_MARKS[exchange]
  const shape = cn('shrink-0', size === 'sm' ? 'size-5 rounded-sm' : 'size-8 rounded-md', className)
  // biome-ignore lint/performance/noImgElement: a kilobyte of SVG, which no service of images makes smaller.
  if (drawn) return <img src={drawn.src} alt="" width={24} height={24} className={cn(shape, 'ring-1 ring-border/60')} />
  const hue = hueOf(exchange)
  return (
    <span
      aria-hidden
      className={cn(
        'grid place-items-center font-semibold text-foreground',
        size === 'sm' ? 'text-[0.5625rem]' : 'text-2xs',
        shape,
      )}
      style={{
        background: `color-mix(in oklab, var(--chart-${hue}) 16%, var(--card))`,
        boxShadow: `inset 0 0 0 1px color-mix(in oklab, var(--chart-${hue}) 34%, transparent)`,
      }}
    >
      {MARKS[exchange]?.letters ?? name.slice(0, 2)}
    </span>
  )
}
