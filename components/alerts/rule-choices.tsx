'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Rule } from '@/server/domain/alerts/rule'
import { AccountChoice } from '../history/account-choice'
import { useTRPC } from '../trpc-provider'
import { ChoiceField } from '../ui/choice-field'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Switch } from '../ui/switch'
import { accountsWords } from './accounts-words'

interface ChoicesProps {
  rule: Rule
  onChange: (rule: Rule) => void
}

/** What a rule watches, beside its limits. */
export function RuleChoices(props: ChoicesProps) {
  return (
    <>
      <Choices {...props} />
      {'accounts' in props.rule ? <AccountsField rule={props.rule} onChange={props.onChange} /> : null}
    </>
  )
}

type OfAccounts = Extract<Rule, { accounts: string[] | null }>

/** In the place of a tag's id. */
const NO_TAG = 'none'

/** Which accounts a rule watches: all, some, or those of a tag. */
function AccountsField({ rule, onChange }: { rule: OfAccounts; onChange: (rule: Rule) => void }) {
  const { t, i18n } = useLingui()
  const trpc = useTRPC()
  const { data } = useQuery(trpc.accounts.list.queryOptions({ includeArchived: false }))
  const tags = useQuery(trpc.tags.list.queryOptions()).data?.filter(({ id, ofAccounts }) => ofAccounts || id === rule.tag) ?? []
  const chosen = rule.accounts ?? []
  const names = new Map(data?.map(({ id, name }) => [id, name]))
  const words = chosen.length === 0 ? t`All, also those to come` : accountsWords(chosen, names, i18n)
  const ofTag =
    tags.length === 0 && rule.tag === undefined ? null : (
      <ChoiceField
        label={t`Tag`}
        help={t`The accounts that it takes, also those to come.`}
        value={rule.tag ?? NO_TAG}
        choices={[[NO_TAG, t`None`], ...tags.map(({ id, name }) => [id, name] as const)]}
        onChange={(id) => {
          const { tag: _, ...rest } = rule
          onChange(id === NO_TAG ? rest : { ...rest, accounts: null, tag: id })
        }}
      />
    )
  if (rule.tag !== undefined) return ofTag
  return (
    <>
      {ofTag}
      <Field label={t`Accounts`}>
        {(control) => (
          <div className="flex min-w-0 items-center gap-2">
            <AccountChoice
              id={control.id}
              accounts={data ?? []}
              chosen={chosen}
              onChange={(ids) => onChange({ ...rule, accounts: ids.length === 0 ? null : ids })}
            />
            <span className="truncate text-muted-foreground text-sm">{words}</span>
          </div>
        )}
      </Field>
    </>
  )
}

function Choices({ rule, onChange }: ChoicesProps) {
  const { t } = useLingui()
  switch (rule.kind) {
    case 'liquidation':
    case 'funding':
      return (
        <TextField
          label={t`Position`}
          help={t`Such as BTC:PERP-USDT. Empty: every one.`}
          value={rule.symbol ?? ''}
          onChange={(text) => onChange({ ...rule, symbol: text.trim() || null })}
        />
      )
    case 'hedge':
      return (
        <TextField
          label={t`Coin`}
          help={t`Empty: every coin that is held long and short.`}
          value={rule.coin ?? ''}
          onChange={(text) => onChange({ ...rule, coin: text.trim() || null })}
        />
      )
    case 'equity_level':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label={t`Passes`}
            value={rule.passes}
            choices={[
              ['below', t`Below the level`],
              ['above', t`Above the level`],
            ]}
            onChange={(passes) => onChange({ ...rule, passes })}
          />
        </>
      )
    case 'equity_change':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label={t({ message: 'By', context: 'change' })}
            value={rule.as}
            choices={[
              ['share', t`A share of equity`],
              ['usd', t`An amount in USD`],
            ]}
            onChange={(as) => onChange({ ...rule, as })}
          />
          <ChoiceField
            label={t`Direction`}
            value={rule.direction}
            choices={[
              ['falls', t`Falls`],
              ['rises', t`Rises`],
            ]}
            onChange={(direction) => onChange({ ...rule, direction })}
          />
          <ChoiceField
            label={t`Within`}
            value={String(rule.withinMinutes)}
            choices={[
              ['60', t`An hour`],
              ['240', t`4 hours`],
              ['1440', t`A day`],
              ['10080', t`A week`],
              ['43200', t`30 days`],
            ]}
            onChange={(minutes) => onChange({ ...rule, withinMinutes: Number(minutes) })}
          />
        </>
      )
    case 'drawdown':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label={t`From the high of`}
            value={String(rule.withinDays)}
            choices={[
              ['7', t`A week`],
              ['30', t`30 days`],
              ['90', t`90 days`],
              ['365', t`A year`],
            ]}
            onChange={(days) => onChange({ ...rule, withinDays: Number(days) })}
          />
        </>
      )
    case 'exposure':
      return (
        <>
          <OfField rule={rule} onChange={onChange} />
          <ChoiceField
            label={t`Figure`}
            value={rule.figure}
            choices={[
              ['net', t`Net exposure`],
              ['gross', t`Gross exposure`],
              ['leverage', t`Leverage`],
            ]}
            onChange={(figure) => onChange({ ...rule, figure })}
          />
          <TextField
            label={t`Coin`}
            help={t`Such as BTC. Empty: all coins.`}
            value={rule.coin ?? ''}
            onChange={(text) => onChange({ ...rule, coin: text.trim() || null })}
          />
        </>
      )
    case 'no_stop':
      return (
        <p className="text-muted-foreground text-xs">
          <Trans>
            Perpetuals and dated contracts, on exchanges whose orders Ballast reads. Orders are read every few minutes; where they
            are not known, nothing is told.
          </Trans>
        </p>
      )
    case 'unknown':
      return (
        <>
          <MinutesField
            label={t`Stale for, minutes`}
            value={rule.minutes}
            onChange={(minutes) => onChange({ ...rule, minutes })}
          />
          <Toggle label={t`A wallet cannot be read`} on={rule.wallets} onChange={(wallets) => onChange({ ...rule, wallets })} />
          <Toggle label={t`A coin has no price`} on={rule.unpriced} onChange={(unpriced) => onChange({ ...rule, unpriced })} />
        </>
      )
    case 'key':
      return <MinutesField label={t`Expires within, days`} value={rule.days} onChange={(days) => onChange({ ...rule, days })} />
    case 'worker':
      return (
        <MinutesField
          label={t`Nothing read for, minutes`}
          value={rule.minutes}
          onChange={(minutes) => onChange({ ...rule, minutes })}
        />
      )
    default:
      return null
  }
}

type Scoped = Extract<Rule, { of: string }>

function OfField({ rule, onChange }: { rule: Scoped; onChange: (rule: Rule) => void }) {
  const { t } = useLingui()
  return (
    <ChoiceField
      label={t`Of`}
      value={rule.of}
      choices={[
        ['total', rule.accounts === null && rule.tag === undefined ? t`All accounts together` : t`These accounts together`],
        ['account', t`Each account`],
      ]}
      onChange={(of) => onChange({ ...rule, of })}
    />
  )
}

function TextField({
  label,
  help,
  value,
  onChange,
}: {
  label: string
  help: string
  value: string
  onChange: (text: string) => void
}) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function MinutesField({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          className="figures text-right"
          value={value === 0 ? '' : String(value)}
          onChange={(event) => onChange(Number(event.target.value.replace(/\D/g, '').slice(0, 5)))}
        />
      )}
    </Field>
  )
}

function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return <Field label={label}>{(control) => <Switch {...control} checked={on} onCheckedChange={onChange} />}</Field>
}
