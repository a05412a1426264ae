'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus, Tag as TagIcon } from 'lucide-react'
import { useId, useState } from 'react'
import { sameRule, type TagRule } from '@/server/domain/tags/tag'
import type { TagView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { failureOf } from '../ui/failure'
import { lazyPart } from '../ui/lazy-part'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { Skeleton } from '../ui/skeleton'
import { toast } from '../ui/toast'
import { TagName } from './tag-name'
import { useFreshTags } from './use-tags'

const TagDialog = lazyPart(() => import('./tag-dialog').then((file) => file.TagDialog))

interface TagChoiceProps {
  /** What is put into tags: an account as a whole, or a position of it. */
  rule: TagRule
  /** What it is called, for a tag that is made for it. */
  what: string
  className?: string
}

/** Puts something into tags and takes it out again; makes one where there is none. */
export function TagChoice({ rule, what, className }: TagChoiceProps) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button className={className}>
          <TagIcon aria-hidden />
          <Trans>Tags</Trans>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-64 p-2">
        <Choices rule={rule} what={what} />
      </PopoverContent>
    </Popover>
  )
}

function Choices({ rule, what }: Pick<TagChoiceProps, 'rule' | 'what'>) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const tags = useQuery(trpc.tags.list.queryOptions())
  const [making, setMaking] = useState<boolean | null>(null)
  if (tags.error) {
    return (
      <p role="alert" className="p-2 text-muted-foreground">
        {failureOf(tags.error).message}
      </p>
    )
  }
  if (!tags.data) return <Skeleton className="m-2 h-16" />
  return (
    <>
      {tags.data.length === 0 ? (
        <p className="px-1.5 pb-2 text-muted-foreground text-xs">
          <Trans>No tags yet: a strategy, a fund or a person.</Trans>
        </p>
      ) : (
        <ul aria-label={t`Tags`} className="thin-scroll max-h-72 overflow-y-auto">
          {tags.data.map((tag) => (
            <Choice key={tag.id} tag={tag} rule={rule} what={what} />
          ))}
        </ul>
      )}
      <Button variant="ghost" size="sm" className="w-full justify-start" onClick={() => setMaking(true)}>
        <Plus aria-hidden />
        <Trans>New tag</Trans>
      </Button>
      {making === null ? null : <NewTag rule={rule} open={making} onOpenChange={setMaking} />}
    </>
  )
}

function NewTag({ rule, open, onOpenChange }: { rule: TagRule; open: boolean; onOpenChange: (open: boolean) => void }) {
  const trpc = useTRPC()
  const refresh = useFreshTags()
  const add = useMutation(trpc.tags.addRule.mutationOptions({ onSettled: refresh }))
  return <TagDialog tag={null} open={open} onOpenChange={onOpenChange} onMade={({ id }) => add.mutate({ id, rule })} />
}

function Choice({ tag, rule, what }: { tag: TagView } & Pick<TagChoiceProps, 'rule' | 'what'>) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const id = useId()
  const refresh = useFreshTags()
  const options = { onSettled: refresh, onError: (error: unknown) => toast.error(failureOf(error).message) }
  const add = useMutation(trpc.tags.addRule.mutationOptions(options))
  const remove = useMutation(trpc.tags.removeRule.mutationOptions(options))
  const { name } = tag
  const has = tag.rules.some((each) => sameRule(each, rule))
  const pending = add.isPending || remove.isPending
  return (
    <li className="flex min-h-8 items-center gap-2.5 rounded-md px-1.5 hover:bg-accent pointer-coarse:min-h-11">
      <Checkbox
        id={id}
        checked={pending ? !has : has}
        disabled={pending}
        aria-label={t`${what} belongs to ${name}`}
        onCheckedChange={(state) => (state === true ? add : remove).mutate({ id: tag.id, rule })}
      />
      <label htmlFor={id} className="min-w-0 flex-1">
        <TagName tag={tag} className="max-w-full" />
      </label>
    </li>
  )
}
