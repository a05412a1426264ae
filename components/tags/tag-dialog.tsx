'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useMemo, useState } from 'react'
import { sameRule, TAG_HUES, TAG_KINDS, TAG_MARKETS, type TagKind, type TagRule } from '@/server/domain/tags/tag'
import type { TagView } from '@/server/domain/views'
import { hueOfSeries } from '../charts/hues'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { cn } from '../ui/cn'
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { useFreshTags } from './use-tags'
import { HUE_LABELS, KIND_LABELS, MARKET_LABELS, ruleWords } from './words'

interface TagDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The one that is changed; null: a new one. */
  tag: TagView | null
  onMade?: (tag: TagView) => void
}

/** Makes a tag, or changes its name, colour and what belongs to it. */
export function TagDialog({ open, onOpenChange, tag, onMade }: TagDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <TagForm
          tag={tag}
          onDone={(made) => {
            onMade?.(made)
            onOpenChange(false)
          }}
        />
      </DialogContent>
    </Dialog>
  )
}

function TagForm({ tag, onDone }: { tag: TagView | null; onDone: (tag: TagView) => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const refresh = useFreshTags()
  const [name, setName] = useState(tag?.name ?? '')
  const [kind, setKind] = useState<TagKind>(tag?.kind ?? 'strategy')
  const [hue, setHue] = useState<number | null>(tag?.hue ?? null)
  const [rules, setRules] = useState<readonly TagRule[]>(tag?.rules ?? [])
  const done = async (made: TagView) => {
    await refresh()
    onDone(made)
  }
  const create = useMutation(trpc.tags.create.mutationOptions({ onSuccess: done }))
  const update = useMutation(trpc.tags.update.mutationOptions({ onSuccess: done }))
  const { error, isPending } = tag ? update : create
  const problem = error ? failureOf(error) : null
  const save = (event: FormEvent) => {
    event.preventDefault()
    const all = { name, kind, ...(hue === null ? {} : { hue }), rules: [...rules] }
    if (tag) update.mutate({ id: tag.id, ...all })
    else create.mutate(all)
  }
  return (
    <form onSubmit={save} noValidate>
      <DialogHeader>
        <DialogTitle>{tag ? t`Change ${tag.name}` : t`New tag`}</DialogTitle>
        <DialogDescription>
          <Trans>Accounts, coins and positions that belong together, on whatever exchange.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
          <Field label={t`Name`} error={problem?.fields.name}>
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={(event) => setName(event.target.value)}
                placeholder={t`Carry`}
                autoComplete="off"
              />
            )}
          </Field>
          <ChoiceField
            label={t`Kind`}
            value={kind}
            choices={TAG_KINDS.map((each) => [each, t(KIND_LABELS[each].one)] as const)}
            onChange={setKind}
          />
        </div>
        <HueChoice hue={hue} onChange={setHue} />
        <Rules rules={rules} onChange={setRules} />
        {problem && problem.fields.name === undefined ? <Notice tone="error">{problem.message}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button type="button">
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={isPending}>
          {tag ? t`Save` : t`Make the tag`}
        </Button>
      </DialogFooter>
    </form>
  )
}

const HUES = HUE_LABELS.slice(0, TAG_HUES).map((label, at) => [at + 1, label] as const)

/** Colours that charts tell series apart by; none chosen is the one that is used least. */
function HueChoice({ hue, onChange }: { hue: number | null; onChange: (hue: number) => void }) {
  const { t } = useLingui()
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium">
        <Trans>Colour</Trans>
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {HUES.map(([each, label]) => (
          <label
            key={each}
            title={t(label)}
            className={cn(
              'grid size-9 cursor-pointer place-items-center rounded-md border-2 border-transparent has-focus-visible:outline-2 has-focus-visible:outline-ring',
              hue === each && 'border-foreground',
            )}
          >
            <input
              type="radio"
              name="hue"
              className="sr-only"
              checked={hue === each}
              onChange={() => onChange(each)}
              aria-label={t(label)}
            />
            <span aria-hidden className="size-5 rounded-full" style={{ background: hueOfSeries(each - 1) }} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const ANY = 'any'

/** What belongs to it, rule by rule. */
function Rules({ rules, onChange }: { rules: readonly TagRule[]; onChange: (rules: readonly TagRule[]) => void }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const accounts = useQuery(trpc.accounts.list.queryOptions({}))
  const names = useMemo(() => new Map(accounts.data?.map(({ id, name }) => [id, name])), [accounts.data])
  const [account, setAccount] = useState(ANY)
  const [coin, setCoin] = useState('')
  const [market, setMarket] = useState<(typeof TAG_MARKETS)[number] | typeof ANY>(ANY)
  const written = coin.trim()
  const rule: TagRule = {
    accountId: account === ANY ? null : account,
    coin: written === '' ? null : /[A-Z]/.test(written) ? written : written.toUpperCase(),
    market: market === ANY ? null : market,
  }
  const empty = rule.accountId === null && rule.coin === null && rule.market === null
  const add = () => {
    if (!rules.some((each) => sameRule(each, rule))) onChange([...rules, rule])
    setAccount(ANY)
    setCoin('')
    setMarket(ANY)
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">
        <Trans>What belongs to it</Trans>
      </legend>
      {rules.length === 0 ? (
        <p className="text-muted-foreground text-xs">
          <Trans>Nothing yet. Name an account, a coin or a market, or any of them together.</Trans>
        </p>
      ) : (
        <ul aria-label={t`Rules`} className="divide-y rounded-md border">
          {rules.map((each) => (
            <li key={JSON.stringify(each)} className="flex min-h-9 items-center gap-2 pl-3">
              <span className="min-w-0 flex-1">{ruleWords(each, names, i18n)}</span>
              <Button
                type="button"
                variant="ghost"
                size="icon-sm"
                className="touch-target"
                aria-label={t`Take away: ${ruleWords(each, names, i18n)}`}
                onClick={() => onChange(rules.filter((other) => other !== each))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="grid items-end gap-2 sm:grid-cols-[minmax(0,1fr)_6rem_minmax(0,1fr)_auto]">
        <ChoiceField
          label={t`Account`}
          value={account}
          choices={[[ANY, t`All accounts`], ...(accounts.data ?? []).map(({ id, name }) => [id, name] as const)]}
          onChange={setAccount}
        />
        <Field label={t`Coin`}>
          {(control) => (
            <Input
              {...control}
              value={coin}
              onChange={(event) => setCoin(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                if (!empty) add()
              }}
              placeholder={t`any`}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
          )}
        </Field>
        <ChoiceField
          label={t`Market`}
          value={market}
          choices={[[ANY, t`Everything`], ...TAG_MARKETS.map((each) => [each, t(MARKET_LABELS[each])] as const)]}
          onChange={setMarket}
        />
        <Button type="button" disabled={empty} onClick={add}>
          <Plus aria-hidden />
          <Trans>Add</Trans>
        </Button>
      </div>
    </fieldset>
  )
}
