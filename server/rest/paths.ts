import { withoutSlashes } from '../without-slashes'

/** A path as an operation has it, `/accounts/{account_name}/credentials`, as something that asks of a path whether it is meant. */
export interface PathPattern {
  /** What stands in the places of the names in braces, decoded; null where the path is another. */
  match(path: string): Record<string, string> | null
}

/** A name may hold slashes, as names of accounts do. */
export function pathPattern(template: string): PathPattern {
  const names: string[] = []
  const source = withoutSlashes(template).replaceAll(/\{(\w+)\}|[^\w/-]/g, (found, name?: string) => {
    if (name === undefined) return `\\${found}`
    names.push(name)
    return '(.+)'
  })
  const pattern = new RegExp(`^${source}$`)
  return {
    match: (path) => {
      const found = pattern.exec(withoutSlashes(path))
      if (!found) return null
      try {
        return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]))
      } catch {
        return null
      }
    },
  }
}

/** The path with these in the places of its names; a name that has none, or nothing, stays as it is. */
export function filledPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (found, name: string) => (values[name] ? encodeURIComponent(values[name]) : found))
}

/** Whether a path has names in braces. */
export const isTemplate = (path: string) => path.includes('{')
