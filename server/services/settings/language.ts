import { z } from 'zod'
import type { Language } from '../../language/languages'
import { languageTagSchema } from '../../schemas/settings'

const kept = languageTagSchema.nullable().catch(null)
const stored = z.object({ language: kept, languageSeen: kept }).catch({ language: null, languageSeen: null })

/**
 * The language in which messages and letters reach a person: the one that they chose, else the one in which their pages came when
 * they last signed in or set up a channel, else English.
 * @param settings of the person, as stored
 */
export function languageOfPerson(settings: unknown): Language {
  const { language, languageSeen } = stored.parse(settings)
  return language ?? languageSeen ?? 'en'
}
