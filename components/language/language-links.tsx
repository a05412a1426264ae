'use client'
import { useLingui } from '@lingui/react/macro'
import { LANGUAGES } from '@/server/language/languages'
import { chooseLanguage } from './choose-language'

/** At the foot of pages in front of the door. */
export function LanguageLinks() {
  const { t, i18n } = useLingui()
  return (
    <fieldset aria-label={t`Language`} className="mt-10 flex flex-wrap gap-x-4 gap-y-1 border-t pt-4 text-xs">
      {LANGUAGES.map(({ tag, name }) => (
        <button
          key={tag}
          type="button"
          lang={tag}
          aria-pressed={tag === i18n.locale}
          onClick={() => chooseLanguage(tag)}
          className="touch-target rounded-sm text-muted-foreground underline-offset-4 hover:underline aria-pressed:font-medium aria-pressed:text-foreground"
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
