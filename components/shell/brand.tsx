import { cn } from '../ui/cn'

/** The mark: a float that its weight keeps upright. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="7.5" className="fill-primary" />
      <circle cx="16" cy="16" r="9" className="fill-none stroke-primary-foreground" strokeWidth="2" />
      <path d="M9.1 17.5h13.8a7.05 7.05 0 0 1-13.8 0z" className="fill-primary-foreground" />
    </svg>
  )
}

export function Brand({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold text-base tracking-tight', className)}>
      <BrandMark />
      Ballast
    </span>
  )
}
