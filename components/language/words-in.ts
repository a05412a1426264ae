import { type I18n, type Messages, setupI18n } from '@lingui/core'
import type { Language } from '@/server/language/languages'
import { compileText } from './compile'

/** The texts of one language: what its catalogue does not have is English, as it stands in the sources. */
export function wordsIn(language: Language, messages: Messages): I18n {
  return setupI18n({ locale: language, messages: { [language]: messages } }).setMessagesCompiler(compileText)
}
