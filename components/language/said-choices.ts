import type { MessageDescriptor } from '@lingui/core'

type Say = (descriptor: MessageDescriptor) => string

/** What can be chosen, in the language of the page. */
export function saidChoices<Value extends string>(
  choices: readonly (readonly [Value, MessageDescriptor])[],
  t: Say,
): (readonly [Value, string])[] {
  return choices.map(([value, words]) => [value, t(words)] as const)
}

/** What each means, in the language of the page. */
export const saidWords =
  <Value extends string>(words: Readonly<Record<Value, { label: MessageDescriptor; help: MessageDescriptor }>>, t: Say) =>
  (value: Value) => ({ label: t(words[value].label), help: t(words[value].help) })
