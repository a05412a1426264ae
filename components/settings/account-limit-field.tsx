import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTRPC } from '../trpc-provider'
import { FieldError } from '../ui/field'
import { Input } from '../ui/input'
import { Skeleton } from '../ui/skeleton'
import { LimitChoice, LimitField, type LimitValue } from './limit-field'

/** So many accounts are looked through by eye. */
const FEW = 8

/** Which accounts somebody may see who acts for this person: all, or those that are chosen and none that come later. */
export function AccountLimitField(limit: LimitValue) {
  const { t } = useLingui()
  const help = {
    all: t`Those that you connect later too.`,
    some: t`For it there are no others, and no sums over all of them.`,
  }
  return (
    <LimitField {...limit} some={t`Only some`} help={help}>
      {(chosen) => <AccountChecklist chosen={chosen} onChange={limit.onChange} />}
    </LimitField>
  )
}

export function AccountChecklist({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const id = useId()
  const { data: accounts, isError } = useQuery(trpc.accounts.list.queryOptions({}))
  const [search, setSearch] = useState('')
  if (isError) return <FieldError id={`${id}-failed`} message={t`Your accounts could not be read. Close this and try again.`} />
  if (!accounts) return <Skeleton className="h-24" />
  if (accounts.length === 0)
    return (
      <p className="text-muted-foreground">
        <Trans>You have no accounts yet.</Trans>
      </p>
    )
  const wanted = search.trim().toLowerCase()
  const shown = accounts.filter(({ name }) => name.toLowerCase().includes(wanted))
  return (
    <div className="rounded-md border">
      {accounts.length > FEW ? (
        <div className="border-b p-2">
          <Input
            type="search"
            aria-label={t`Search accounts`}
            placeholder={t`Search ${accounts.length} accounts`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      ) : null}
      <ul className="thin-scroll max-h-44 overflow-y-auto p-1" aria-label={t`Accounts to choose`}>
        {shown.map(({ id: accountId, name, exchangeName }) => (
          <LimitChoice key={accountId} id={accountId} name={name} aside={exchangeName} chosen={chosen} onChange={onChange} />
        ))}
        {shown.length === 0 ? (
          <li className="px-2 py-1.5 text-muted-foreground">
            <Trans>No account of that name.</Trans>
          </li>
        ) : null}
      </ul>
    </div>
  )
}
