'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { isLanguage, LANGUAGES } from '@/server/language/languages'
import { Label } from '../ui/label'
import { Segmented } from '../ui/segmented'
import { chooseLanguage } from './choose-language'

/** Acts at once: the page comes anew. */
export function LanguageField() {
  const { t, i18n } = useLingui()
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
        onValueChange={chooseLanguage}
        options={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: <span lang={tag}>{name}</span> }))}
      />
    </div>
  )
}
