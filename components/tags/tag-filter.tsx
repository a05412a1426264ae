'use client'
import { Trans } from '@lingui/react/macro'
import { Tag as TagIcon } from 'lucide-react'
import { useId } from 'react'
import type { TagLabel } from '@/server/domain/views'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { TagName } from './tag-name'

interface TagFilterProps {
  tags: readonly TagLabel[]
  /** None: whatever tags take it. */
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

/** Narrows a list to what any of some tags takes. */
export function TagFilter({ tags, chosen, onChange }: TagFilterProps) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm" className="touch-target">
          <TagIcon aria-hidden />
          <Trans>Tags</Trans>
          {chosen.length > 0 ? <Badge tone="brand">{chosen.length}</Badge> : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent className="thin-scroll max-h-(--radix-popover-content-available-height) w-60 overflow-y-auto p-2">
        {tags.map((tag) => (
          <Choice
            key={tag.id}
            tag={tag}
            checked={chosen.includes(tag.id)}
            onChange={(checked) => onChange(checked ? [...chosen, tag.id] : chosen.filter((id) => id !== tag.id))}
          />
        ))}
        {chosen.length > 0 ? (
          <div className="mt-1 border-t pt-2">
            <Button variant="ghost" size="sm" onClick={() => onChange([])}>
              <Trans>All accounts</Trans>
            </Button>
          </div>
        ) : null}
      </PopoverContent>
    </Popover>
  )
}

function Choice({ tag, checked, onChange }: { tag: TagLabel; checked: boolean; onChange: (checked: boolean) => void }) {
  const id = useId()
  return (
    <div className="flex min-h-8 items-center gap-2.5 rounded-md px-1.5 hover:bg-accent pointer-coarse:min-h-11">
      <Checkbox id={id} checked={checked} onCheckedChange={(state) => onChange(state === true)} />
      <label htmlFor={id} className="min-w-0 flex-1">
        <TagName tag={tag} className="max-w-full" />
      </label>
    </div>
  )
}
