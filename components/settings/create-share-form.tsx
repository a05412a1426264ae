'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { SHARE_PARTS, SHARE_UNITS } from '@/server/domain/share'
import type { NewShareLinkView, TokenTermsView } from '@/server/domain/views'
import { createShareSchema } from '@/server/schemas/shares'
import { saidChoices, saidWords } from '../language/said-choices'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { CheckboxGroup } from '../ui/checkbox-group'
import { ChoiceField } from '../ui/choice-field'
import { DialogBody, DialogClose, DialogFooter } from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'
import { ProofFields, useProof } from './proof-fields'
import { SHARE_DELAY_CHOICES, SHARE_EXPIRY_CHOICES, SHARE_PART_WORDS, SHARE_UNIT_CHOICES } from './share-words'
import { WhichAccountsField } from './which-accounts-field'

const schema = z.object({
  title: createShareSchema.shape.title,
  parts: z.array(z.enum(SHARE_PARTS)).min(1, /*i18n*/ 'Choose what the link shows.'),
  unit: z.enum(SHARE_UNITS),
  which: z.object({
    accountIds: z.array(z.string()).min(1, /*i18n*/ 'Choose at least one account.').nullable(),
    tagId: z.string().nullable(),
  }),
  delay: z.enum(SHARE_DELAY_CHOICES.map(([value]) => value)),
  expiry: z.enum(SHARE_EXPIRY_CHOICES.map(([value]) => value)),
  linkPassword: z.union([z.literal(''), createShareSchema.shape.linkPassword.unwrap()]),
})
const DELAYS = { '0': 0, '900': 900, '86400': 86_400 } as const

interface CreateShareFormProps {
  terms: TokenTermsView
  onMade: (made: NewShareLinkView) => void
}

export function CreateShareForm({ terms, onMade }: CreateShareFormProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  // The answer holds the link: it is not to stay in a cache behind the dialog.
  const create = useMutation(trpc.shares.create.mutationOptions({ gcTime: 0 }))
  const [problem, setProblem] = useState<string | null>(null)
  const proof = useProof(terms.hasPassword)
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: {
      ...{ title: '', parts: ['equity', 'returns'], unit: 'percent', which: { accountIds: null, tagId: null } },
      ...{ delay: '0', expiry: '30', linkPassword: '' },
    },
  })
  const { errors, isSubmitting } = form.formState

  const onSubmit = form.handleSubmit(async ({ delay, expiry, linkPassword, which, ...shown }) => {
    setProblem(null)
    const given = proof.read()
    if (!given) return
    try {
      const made = await create.mutateAsync({
        ...given,
        ...shown,
        ...which,
        delaySeconds: DELAYS[delay],
        expiresInDays: Number(expiry),
        ...(linkPassword === '' ? {} : { linkPassword }),
      })
      void queryClient.invalidateQueries(trpc.shares.pathFilter())
      onMade(made)
    } catch (error) {
      const failure = failureOf(error)
      if (proof.refuse(failure)) return
      setProblem(failure.message)
    }
  })

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        <Field label={t`Title`} help={t`Whoever looks reads it at the top.`} error={errors.title?.message}>
          {(control) => <Input {...control} {...form.register('title')} autoComplete="off" maxLength={80} />}
        </Field>
        <Controller
          control={form.control}
          name="parts"
          render={({ field }) => (
            <CheckboxGroup
              legend={t`Shows`}
              options={SHARE_PARTS}
              words={saidWords(SHARE_PART_WORDS, t)}
              value={field.value}
              onChange={field.onChange}
              error={errors.parts?.message}
            />
          )}
        />
        <Controller
          control={form.control}
          name="unit"
          render={({ field }) => <ChoiceField label={t`As`} choices={saidChoices(SHARE_UNIT_CHOICES, t)} {...field} />}
        />
        <Controller
          control={form.control}
          name="which"
          render={({ field }) => (
            <WhichAccountsField
              value={field.value}
              onChange={field.onChange}
              help={t`Those that it takes whenever somebody looks. The link ends with the tag.`}
              error={errors.which?.accountIds?.message}
            />
          )}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Controller
            control={form.control}
            name="delay"
            render={({ field }) => <ChoiceField label={t`When`} choices={saidChoices(SHARE_DELAY_CHOICES, t)} {...field} />}
          />
          <Controller
            control={form.control}
            name="expiry"
            render={({ field }) => <ChoiceField label={t`Ends`} choices={saidChoices(SHARE_EXPIRY_CHOICES, t)} {...field} />}
          />
        </div>
        <Field
          label={t`Password of the link`}
          optional
          help={t`Asked of whoever looks. Empty: the link is enough.`}
          error={errors.linkPassword?.message}
        >
          {(control) => (
            <SecretInput
              {...control}
              {...form.register('linkPassword')}
              what={t`password of the link`}
              autoComplete="new-password"
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
          <Trans>Create link</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}
