import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTRPC } from '../trpc-provider'
import { Checkbox } from '../ui/checkbox'
import { FieldError } from '../ui/field'
import { Input } from '../ui/input'
import { Segmented } from '../ui/segmented'
import { Skeleton } from '../ui/skeleton'

const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'some', label: 'Only some' },
] as const

/** So many accounts are looked through by eye. */
const FEW = 8

interface AccountLimitFieldProps {
  /** Null: all accounts. */
  value: readonly string[] | null
  onChange: (value: string[] | null) => void
  error: string | undefined
}

/** Which accounts somebody may see who acts for this person: all, or those that are chosen and none that come later. */
export function AccountLimitField({ value, onChange, error }: AccountLimitFieldProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={`${id}-help${error ? ` ${id}-error` : ''}`} className="flex flex-col gap-2.5">
      <legend className="mb-2 font-medium">Accounts</legend>
      <Segmented
        label="Accounts"
        options={CHOICES}
        value={value === null ? 'all' : 'some'}
        onValueChange={(chosen) => onChange(chosen === 'some' ? [] : null)}
      />
      <p id={`${id}-help`} className="text-muted-foreground text-xs">
        {value === null ? 'Those that you connect later too.' : 'For it there are no others, and no sums over all of them.'}
      </p>
      {value === null ? null : <AccountChecklist chosen={value} onChange={onChange} />}
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  )
}

function AccountChecklist({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const trpc = useTRPC()
  const id = useId()
  const { data: accounts, isError } = useQuery(trpc.accounts.list.queryOptions({}))
  const [search, setSearch] = useState('')
  if (isError) return <FieldError id={`${id}-failed`} message="Your accounts could not be read. Close this and try again." />
  if (!accounts) return <Skeleton className="h-24" />
  if (accounts.length === 0) return <p className="text-muted-foreground">You have no accounts yet.</p>
  const wanted = search.trim().toLowerCase()
  const shown = accounts.filter(({ name }) => name.toLowerCase().includes(wanted))
  return (
    <div className="rounded-md border">
      {accounts.length > FEW ? (
        <div className="border-b p-2">
          <Input
            type="search"
            aria-label="Search accounts"
            placeholder={`Search ${accounts.length} accounts`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      ) : null}
      <ul className="thin-scroll max-h-44 overflow-y-auto p-1" aria-label="Accounts to choose">
        {shown.map((account) => (
          <li
            key={account.id}
            className="flex min-h-8 items-center gap-2.5 rounded-md px-2 hover:bg-accent pointer-coarse:min-h-11"
          >
            <Checkbox
              id={`${id}-${account.id}`}
              checked={chosen.includes(account.id)}
              onCheckedChange={(state) =>
                onChange(state === true ? [...chosen, account.id] : chosen.filter((each) => each !== account.id))
              }
            />
            <label htmlFor={`${id}-${account.id}`} className="min-w-0 flex-1 truncate">
              {account.name}
            </label>
            <span className="text-muted-foreground text-xs">{account.exchangeName}</span>
          </li>
        ))}
        {shown.length === 0 ? <li className="px-2 py-1.5 text-muted-foreground">No account of that name.</li> : null}
      </ul>
    </div>
  )
}
