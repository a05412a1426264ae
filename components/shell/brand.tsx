import { cn } from '../ui/cn'

/** The mark: a hull's section with its weight low in it. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="7" className="fill-primary" />
      <path
        d="M6.5 9.5h19v2.6a9.5 9.5 0 0 1-19 0z"
        className="fill-none stroke-primary-foreground"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path d="M9.2 15.5h13.6a6.9 6.9 0 0 1-13.6 0z" transform="translate(0 1.2)" className="fill-primary-foreground" />
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
