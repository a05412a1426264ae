'use client'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc-provider'
import { ChoiceField } from '../ui/choice-field'
import { FieldError } from '../ui/field'
import { AccountChecklist, AccountLimitField } from './account-limit-field'

/** All accounts (both null), some, or those of a tag. */
export interface WhichAccounts {
  accountIds: string[] | null
  tagId: string | null
}

interface WhichAccountsFieldProps {
  value: WhichAccounts
  onChange: (value: WhichAccounts) => void
  /** What a tag's accounts are here: those of now, or of whenever somebody looks. */
  help: string
  error: string | undefined
}

/** What something is of, where tags take whole accounts too: a fund, a strategy, a person. */
export function WhichAccountsField({ value, onChange, help, error }: WhichAccountsFieldProps) {
  const { t } = useLingui()
  const { accountIds, tagId } = value
  const listed = useQuery(useTRPC().tags.list.queryOptions())
  const tags = listed.data?.filter(({ ofAccounts, rules }) => ofAccounts && rules.length > 0) ?? []
  const choose = (ids: string[] | null) => onChange({ accountIds: ids, tagId: null })
  if (tags.length === 0) return <AccountLimitField value={accountIds} onChange={choose} error={error} />
  const choices = [
    ['all', t`All accounts`],
    ['some', t`Only some accounts`],
    ...tags.map(({ id, name }) => [id, t`Tag: ${name}`] as const),
  ] as const
  return (
    <div className="flex flex-col gap-2.5">
      <ChoiceField
        label={t`Accounts`}
        {...(tagId !== null && { help })}
        value={tagId ?? (accountIds === null ? 'all' : 'some')}
        choices={choices}
        onChange={(chosen) =>
          chosen === 'all' ? choose(null) : chosen === 'some' ? choose([]) : onChange({ accountIds: null, tagId: chosen })
        }
      />
      {accountIds === null ? null : <AccountChecklist chosen={accountIds} onChange={choose} />}
      <FieldError id="which-accounts-error" message={error} />
    </div>
  )
}
