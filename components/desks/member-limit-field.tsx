'use client'
import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { LimitChoice, LimitField, type LimitValue } from '../settings/limit-field'
import { useTRPC } from '../trpc-provider'
import { FieldError } from '../ui/field'
import { Skeleton } from '../ui/skeleton'

/** Which accounts a member sees of the desk: all, or those that tags hold as a whole. */
export function MemberLimitField(limit: LimitValue) {
  const { t } = useLingui()
  const help = {
    all: t`Those that are connected later too.`,
    some: t`Accounts that a tag takes as a whole. Of others nothing is seen: no name, no sum over all.`,
  }
  return (
    <LimitField {...limit} some={t`By tag`} help={help}>
      {(chosen) => <TagChecklist chosen={chosen} onChange={limit.onChange} />}
    </LimitField>
  )
}

function TagChecklist({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useLingui()
  const id = useId()
  const { data: tags, isError } = useQuery(useTRPC().tags.list.queryOptions())
  if (isError) return <FieldError id={`${id}-failed`} message={t`The tags could not be read. Close this and try again.`} />
  if (!tags) return <Skeleton className="h-16" />
  if (tags.length === 0)
    return (
      <p className="text-muted-foreground">
        <Trans>This desk has no tags yet. Make one under Tags first.</Trans>
      </p>
    )
  return (
    <ul className="thin-scroll max-h-44 overflow-y-auto rounded-md border p-1" aria-label={t`Tags to choose`}>
      {tags.map((tag) => {
        const whole = new Set(tag.rules.flatMap((rule) => (rule.coin === null && rule.market === null ? [rule.accountId] : [])))
        const aside = t`${plural(whole.size, { one: '# account', other: '# accounts' })}`
        return <LimitChoice key={tag.id} id={tag.id} name={tag.name} aside={aside} chosen={chosen} onChange={onChange} />
      })}
    </ul>
  )
}
