import type { TagLabel } from '@/server/domain/views'
import { hueOfSeries } from '../charts/hues'
import { cn } from '../ui/cn'

/** A tag by its name, beside its colour: nobody has to tell one from the other by colour alone. */
export function TagName({ tag, className }: { tag: Pick<TagLabel, 'name' | 'hue'>; className?: string }) {
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-1.5', className)}>
      <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: hueOfSeries(tag.hue - 1) }} />
      <span className="truncate">{tag.name}</span>
    </span>
  )
}
