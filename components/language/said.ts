'use client'
import type { I18n, MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react'

/**
 * A whole sentence that comes in English from where no language is known (a schema's, the server's), in the language of
 * the page where its catalogue has it. Such sentences are marked where they are written: `/*i18n*\/ 'Enter the code.'`.
 */
export function said(i18n: I18n, sentence: string): string {
  return Object.hasOwn(i18n.messages, sentence) ? i18n._(sentence) : sentence
}

/** The same sentence, as what is made of a macro is. */
export const sentence = (english: string): MessageDescriptor => ({ id: english, message: english })

export function useSaid(): <Sentence extends string | null | undefined>(sentence: Sentence) => Sentence | string {
  const { i18n } = useLingui()
  return (sentence) => (typeof sentence === 'string' ? said(i18n, sentence) : sentence)
}
