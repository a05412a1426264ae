import { LoaderCircle } from 'lucide-react'
import { cn } from './cn'

/** Turning circle. Decoration: say in words beside it what is under way, or pass `label`. */
export function Spinner({ className, label }: { className?: string; label?: string }) {
  return (
    <span role={label ? 'status' : undefined} className="inline-flex">
      <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  )
}
