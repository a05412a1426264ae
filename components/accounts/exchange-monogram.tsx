import { cn } from '../ui/cn'

/** Letters where the first two of the name would not be told apart. */
const LETTERS: Record<string, string> = {
  binance: 'Bn',
  binanceus: 'US',
  bingx: 'BX',
  bybit: 'By',
  coinbase: 'Cb',
  cryptocom: 'CR',
  deribit: 'De',
  gate: 'Ga',
  htx: 'HT',
  hyperliquid: 'HL',
  kraken: 'Kr',
  krakenfutures: 'KF',
  kucoin: 'KC',
  kucoinfutures: 'KF',
  mexc: 'MX',
  myokx: 'OE',
  okx: 'OK',
  okxus: 'OU',
}

const HUES = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6', 'chart-7', 'chart-8'] as const

/** The large ones in a colour that people know them by. */
const KNOWN_HUES: Record<string, (typeof HUES)[number]> = {
  binance: 'chart-5',
  bitfinex: 'chart-2',
  bitget: 'chart-6',
  bybit: 'chart-3',
  coinbase: 'chart-1',
  cryptocom: 'chart-1',
  deribit: 'chart-2',
  gate: 'chart-7',
  htx: 'chart-1',
  hyperliquid: 'chart-2',
  kraken: 'chart-4',
  kucoin: 'chart-2',
  mexc: 'chart-6',
  okx: 'chart-8',
}

/** The same hue for the same exchange everywhere. */
function hueOf(id: string): string {
  let sum = 7
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0
  return KNOWN_HUES[id] ?? HUES[sum % HUES.length] ?? HUES[0]
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
        background: `color-mix(in oklab, var(--${hue}) 16%, var(--card))`,
        boxShadow: `inset 0 0 0 1px color-mix(in oklab, var(--${hue}) 34%, transparent)`,
      }}
    >
      {LETTERS[exchange] ?? initialsOf(name)}
    </span>
  )
}
