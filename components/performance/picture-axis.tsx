import type { ReactNode } from 'react'

interface Tick {
  /** Where it stands, as a share of the picture's height from its top. */
  at: number
  label: ReactNode
}

/** Labels nearer to each other than this share of the height would touch. */
const APART = 0.12

/** Values at the right of a picture that the server draws: its ends, and what is between them where there is room. */
export function PictureAxis({ ticks }: { ticks: readonly Tick[] }) {
  const shown: Tick[] = []
  for (const tick of ticks) if (shown.every(({ at }) => Math.abs(at - tick.at) >= APART)) shown.push(tick)
  return (
    <div className="figures relative w-16 text-right text-muted-foreground text-xs">
      {shown.map(({ at, label }) => (
        <span key={at} className="absolute right-0 -translate-y-1/2 leading-none" style={{ top: `${at * 100}%` }}>
          {label}
        </span>
      ))}
    </div>
  )
}
