/** Two letters: of two words the first ones, of `BitSomething` B and the S, else the first two. */
export function initialsOf(name: string): string {
  const [first = '', second] = name.split(/[\s.()-]+/)
  if (second) return (first.charAt(0) + second.charAt(0)).toUpperCase()
  const rest = /^bit(?=\w)/i.test(name) ? name.slice(3) : name.slice(1)
  return name.charAt(0).toUpperCase() + rest.charAt(0).toLowerCase()
}

/** Any two letters of a name in their order, those with its first before others. */
function pairsOf(name: string): string[] {
  const inName = [...name].filter((letter) => /[a-z0-9]/i.test(letter))
  return inName.flatMap((first, place) => inName.slice(place + 1).map((second) => first.toUpperCase() + second.toLowerCase()))
}

interface Named {
  id: string
  name: string
  /** What its room says. */
  letters?: string | undefined
}

/**
 * Two letters for each, of which no two are the same, whatever their case: first those that rooms name, then the others in their
 * order, each by the first two of its name that are free.
 * @returns letters by id
 * @throws where two rooms name the same, or no letters of a name are free
 */
export function monograms(exchanges: readonly Named[]): Map<string, string> {
  const letters = new Map<string, string>()
  const taken = new Map<string, string>()
  const take = (id: string, two: string) => {
    letters.set(id, two)
    taken.set(two.toLowerCase(), id)
  }
  for (const { id, letters: named } of exchanges) {
    if (named === undefined) continue
    const other = taken.get(named.toLowerCase())
    if (other !== undefined) throw new Error(`${other} and ${id} have the same letters, ${named}.`)
    take(id, named)
  }
  for (const { id, name } of exchanges) {
    if (letters.has(id)) continue
    const free = [initialsOf(name), ...pairsOf(name)].find((two) => !taken.has(two.toLowerCase()))
    if (free === undefined) throw new Error(`No two letters of ${name} are free: its room has to name some.`)
    take(id, free)
  }
  return letters
}
