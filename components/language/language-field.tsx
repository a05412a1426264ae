'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { isLanguage, LANGUAGES, type Language } from '@/server/language/languages'
import { useTRPC } from '../trpc-provider'
import { Label } from '../ui/label'
import { Segmented } from '../ui/segmented'
import { chooseLanguage } from './choose-language'

/** Acts at once: the page comes anew, and what reaches the person where no page is comes in it too. */
export function LanguageField() {
  const { t, i18n } = useLingui()
  const trpc = useTRPC()
  // Pages come in it whether or not the server could keep it, and without a network too.
  const keep = useMutation(
    trpc.settings.update.mutationOptions({
      networkMode: 'always',
      onSettled: (_, __, { language }) => language && chooseLanguage(language),
    }),
  )
  return (
    <div className="flex flex-col gap-1.5">
      <Label asChild>
        <span>
          <Trans>Language</Trans>
        </span>
      </Label>
      <Segmented
        label={t`Language`}
        value={isLanguage(i18n.locale) ? i18n.locale : 'en'}
        onValueChange={(language: Language) => keep.mutate({ language })}
        options={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: <span lang={tag}>{name}</span> }))}
      />
    </div>
  )
}
