'use client'
import { Trans } from '@lingui/react/macro'
import { ListFilter } from 'lucide-react'
import { useId } from 'react'
import type { AccountView } from '@/server/domain/views'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

interface AccountChoiceProps {
  /** Of the button, where a field labels it. */
  id?: string
  accounts: readonly AccountView[]
  /** None: all that are active. */
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

/** Some of the accounts, or all; archived accounts can be looked back at too. */
export function AccountChoice({ id, accounts, chosen, onChange }: AccountChoiceProps) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button id={id} type="button">
          <ListFilter aria-hidden />
          <span className="max-md:sr-only">
            <Trans>Accounts</Trans>
          </span>
          {chosen.length > 0 ? <Badge tone="brand">{chosen.length}</Badge> : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent className="thin-scroll max-h-(--radix-popover-content-available-height) w-64 overflow-y-auto p-2">
        {accounts.map((account) => (
          <Choice
            key={account.id}
            account={account}
            checked={chosen.includes(account.id)}
            onChange={(checked) => onChange(checked ? [...chosen, account.id] : chosen.filter((id) => id !== account.id))}
          />
        ))}
        {chosen.length > 0 ? (
          <div className="mt-1 border-t pt-2">
            <Button variant="ghost" size="sm" onClick={() => onChange([])}>
              <Trans>All active accounts</Trans>
            </Button>
          </div>
        ) : null}
      </PopoverContent>
    </Popover>
  )
}

function Choice({
  account,
  checked,
  onChange,
}: {
  account: AccountView
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <div className="flex min-h-8 items-center gap-2.5 rounded-md px-1.5 hover:bg-accent pointer-coarse:min-h-11">
      <Checkbox id={id} checked={checked} onCheckedChange={(state) => onChange(state === true)} />
      <label htmlFor={id} className="min-w-0 flex-1 truncate">
        {account.name}
      </label>
      {account.archived ? (
        <Badge>
          <Trans>Archived</Trans>
        </Badge>
      ) : null}
    </div>
  )
}
