'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { z } from 'zod'
import type { NewTokenView, TokenTermsView } from '@/server/domain/views'
import { addressRangeSchema, createTokenSchema } from '@/server/schemas/tokens'
import { saidChoices, saidWords } from '../language/said-choices'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { CheckboxGroup } from '../ui/checkbox-group'
import { ChoiceField } from '../ui/choice-field'
import { DialogBody, DialogClose, DialogFooter } from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { AccountLimitField } from './account-limit-field'
import { ProofFields, useProof } from './proof-fields'
import { SCOPE_NAMES, SCOPES } from './token-scopes'

/** An address and a range, as they are written. */
const LIKE = '203.0.113.7, 2001:db8::/32'
const USUAL_DAYS = [7, 30, 90, 365]
const DEFAULT_DAYS = 90

/** What can be chosen where the operator allows so many days; null: any, and never. */
function expiriesOf(longest: number | null): (readonly [days: string, label: MessageDescriptor])[] {
  const days = USUAL_DAYS.filter((each) => longest === null || each <= longest)
  if (longest !== null && !days.includes(longest)) days.push(longest)
  const choices = days.map(
    (each) =>
      [String(each), each === 365 ? msg`In a year` : msg`${plural(each, { one: 'In # day', other: 'In # days' })}`] as const,
  )
  return longest === null ? [...choices, ['never', msg`Never`]] : choices
}

const schema = z.object({
  name: createTokenSchema.shape.name,
  scopes: z.array(z.enum(SCOPE_NAMES)).min(1, /*i18n*/ 'Choose what the token may do.'),
  accountIds: z.array(z.string()).min(1, /*i18n*/ 'Choose at least one account.').nullable(),
  leverage: z.boolean(),
  expiry: z.string(),
  addresses: z.string().superRefine((text, context) => {
    for (const range of addressesOf(text)) {
      const message = addressRangeSchema.safeParse(range).error?.issues[0]?.message
      if (message) context.addIssue({ code: 'custom', message: `${range}: ${message}` })
    }
  }),
})

interface CreateTokenFormProps {
  terms: TokenTermsView
  onMade: (made: NewTokenView) => void
}

export function CreateTokenForm({ terms, onMade }: CreateTokenFormProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  // The answer holds the secret: it is not to stay in a cache behind the dialog.
  const create = useMutation(trpc.tokens.create.mutationOptions({ gcTime: 0 }))
  const [problem, setProblem] = useState<string | null>(null)
  const proof = useProof(terms.hasPassword)
  const expiries = expiriesOf(terms.longestDays)
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: {
      name: '',
      scopes: ['read'],
      accountIds: null,
      leverage: false,
      expiry: String(Math.min(DEFAULT_DAYS, terms.longestDays ?? DEFAULT_DAYS)),
      addresses: '',
    },
  })
  const { errors, isSubmitting } = form.formState
  const scopes = useWatch({ control: form.control, name: 'scopes' })

  const onSubmit = form.handleSubmit(async ({ name, scopes, accountIds, leverage, expiry, addresses }) => {
    setProblem(null)
    const given = proof.read()
    if (!given) return
    try {
      const ipAllowList = addressesOf(addresses)
      const made = await create.mutateAsync({
        ...given,
        name,
        scopes,
        accountIds,
        tools: leverage && scopes.includes('trade') ? ['set_leverage'] : [],
        expiresInDays: expiry === 'never' ? null : Number(expiry),
        ...(ipAllowList.length > 0 ? { ipAllowList } : {}),
      })
      void queryClient.invalidateQueries(trpc.tokens.pathFilter())
      onMade(made)
    } catch (error) {
      const failure = failureOf(error)
      if (proof.refuse(failure)) return
      if (failure.fields.name) form.setError('name', { message: failure.fields.name }, { shouldFocus: true })
      else setProblem(failure.message)
    }
  })

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        <Field label={t`Name`} help={t`What it is for.`} error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" maxLength={64} />}
        </Field>
        <Controller
          control={form.control}
          name="scopes"
          render={({ field }) => (
            <CheckboxGroup
              legend={t`May`}
              options={SCOPE_NAMES}
              words={saidWords(SCOPES, t)}
              value={field.value}
              onChange={field.onChange}
              error={errors.scopes?.message}
            />
          )}
        />
        {scopes.includes('trade') ? (
          <Controller
            control={form.control}
            name="leverage"
            render={({ field }) => <LeverageField value={field.value} onChange={field.onChange} />}
          />
        ) : null}
        <Controller
          control={form.control}
          name="accountIds"
          render={({ field }) => (
            <AccountLimitField value={field.value} onChange={field.onChange} error={errors.accountIds?.message} />
          )}
        />
        <Controller
          control={form.control}
          name="expiry"
          render={({ field }) => <ChoiceField label={t`Expires`} choices={saidChoices(expiries, t)} {...field} />}
        />
        <Field
          label={t`Only from these addresses`}
          optional
          help={t`Addresses or ranges, with commas between them. Empty: from anywhere.`}
          error={errors.addresses?.message}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('addresses')}
              placeholder={LIKE}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <ProofFields proof={proof} />
        {problem ? <Notice tone="error">{problem}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={isSubmitting}>
          <Trans>Create token</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}

/** A tool that changes something is allowed by its name, beside the scope. */
function LeverageField({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  const id = useId()
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox id={id} className="mt-0.5" checked={value} onCheckedChange={(state) => onChange(state === true)} />
      <label htmlFor={id} className="select-none">
        <span className="block">
          <Trans>Agents may set leverage with it</Trans>
        </span>
        <span className="block text-muted-foreground text-xs">
          <Trans>The tool set_leverage. Scripts over REST may in any case.</Trans>
        </span>
      </label>
    </div>
  )
}

function addressesOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
