import { type Sentence, sentence } from '../language/sentence'
/** Longest account name, in characters as a person counts them (code points). */
export const NAME_MAX = 64

/**
 * Look-alikes of Latin letters, in both cases where both look alike. An excerpt of Unicode's confusables.txt (UTS #39,
 * "Unicode Security Mechanisms") for the scripts that a keyboard offers: Cyrillic, Greek, Armenian, Cherokee and
 * phonetic Latin. Full-width, mathematical and other styled forms need no entry: NFKC takes them away. Digits stay
 * apart from letters (`0`/`O`, `1`/`l`), because names such as `Desk 1` and `Desk I` are common and meant to differ.
 */
const LOOK_ALIKES: Record<string, string> = {
  a: 'аАαΑɑᎪ',
  b: 'вВΒьЬЪᏴƄ',
  c: 'сСϲϹᏟ',
  d: 'ԁԀᎠɗժ',
  e: 'еЕΕҽҼєᎬ',
  f: 'ϝϜẝք',
  g: 'ɡԍԌցᏀ',
  h: 'нНһҺΗհᎻ',
  i: 'іІιΙɩıᎥ',
  j: 'јЈϳᎫ',
  k: 'кКκΚᏦ',
  l: 'ӏӀᏞ',
  m: 'мМΜϻϺᎷ',
  n: 'пηΝոռ',
  o: 'оОοΟσօՕ',
  p: 'рРρΡᏢ',
  q: 'ԛԚգզ',
  r: 'гᏒᎡ',
  s: 'ѕЅꜱՏᏚ',
  t: 'тТτΤᎢ',
  u: 'υսՍʋ',
  v: 'νѵѴᏙ',
  w: 'ԝԜѡωաᎳ',
  x: 'хХχΧ',
  y: 'уУүҮΥγʏᎩ',
  z: 'ζΖᴢᏃ',
}

const LATIN_OF = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
)

/** As a person means it: composed characters (NFC), outer space taken away. */
export function tidyName(name: string): string {
  return name.normalize('NFC').trim()
}

const NAMELESS = {
  account: sentence`Give the account a name.`,
  desk: sentence`Give the desk a name.`,
  tag: sentence`Give the tag a name.`,
}

/** Why a tidied name of an account (or of `what`) cannot be used; null when it can. */
export function nameFault(name: string, what: keyof typeof NAMELESS = 'account'): Sentence | null {
  const length = [...name].length
  if (length === 0) return NAMELESS[what]
  if (length > NAME_MAX) return sentence`A name has at most ${NAME_MAX} characters; this one has ${length}.`
  if (/[\p{Cc}\p{Co}\p{Cs}\p{Cn}]/u.test(name)) return sentence`A name may not hold control characters.`
  if (foldName(name) === '') return sentence`A name needs at least one character that can be seen.`
  return null
}

/**
 * What two names share that a person could take for each other: compatibility forms, letter case, invisible characters
 * and look-alikes of Latin letters in other scripts are folded away. Two accounts of a user may not share it.
 */
export function foldName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .replace(/\s+/gu, ' ')
  // Each letter by its own case first: capital Η looks like H, small η like n.
  const latin = Array.from(plain, (letter) => LATIN_OF.get(letter) ?? letter).join('')
  const lower = latin.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ')
  return Array.from(lower, (letter) => LATIN_OF.get(letter) ?? letter)
    .join('')
    .normalize('NFKC')
}
