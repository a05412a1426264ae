import { z } from 'zod'

/** What is looked at of `package-lock.json` (version 3). */
export const lockfileSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      /** Its files come inside the package that holds it, which pins them. */
      inBundle: z.boolean().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      link: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      devDependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})
export type Lockfile = z.output<typeof lockfileSchema>

export const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
})
export type Manifest = z.output<typeof manifestSchema>

/**
 * Licences under which a package may be used and passed on with Ballast. LGPL and MPL parts are libraries used as they
 * are (image codecs, a style-sheet compiler, an accessibility checker), CC-BY is a table of browser versions. PSF-2.0 (argparse
 * 3, which js-yaml 5 has for its command line) asks that its notice stays and that changes are named, and gives all else; it
 * is the first of the licences that make up Python-2.0, under which argparse 2 stands. https://spdx.org/licenses/PSF-2.0.html
 */
const ALLOWED: ReadonlySet<string> = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0'],
  ...['Zlib', 'Python-2.0', 'PSF-2.0', 'MPL-2.0', 'LGPL-3.0-or-later', 'CC-BY-4.0', 'OFL-1.1', 'SIL OPEN FONT LICENSE'],
])

/** Whether an SPDX expression leaves a choice that is allowed; of `AND` all parts must be. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '')
  return plain.split(/ OR /).some((choice) => choice.split(/ AND /).every((name) => ALLOWED.has(name.trim())))
}

/** Whether a package's files come inside another's, whose own hash then pins them; npm gives such no hash of their own. */
function isBundled(packages: Lockfile['packages'], place: string): boolean {
  if (!packages[place]?.inBundle) return false
  for (let end = place.lastIndexOf('/node_modules/'); end > 0; end = place.lastIndexOf('/node_modules/', end - 1)) {
    const holder = packages[place.slice(0, end)]
    if (holder && !holder.inBundle) return holder.integrity?.startsWith('sha512-') ?? false
  }
  return false
}

/** Where `name` is found from a package as Node looks for it: in its own folder, then in those above; null: nowhere. */
export function resolvedPlace(packages: Lockfile['packages'], place: string, name: string): string | null {
  for (let folder = place; ; ) {
    const found = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (packages[found]) return found
    if (folder === '') return null
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  }
}

const nameOf = (place: string) => place.split('node_modules/').at(-1) ?? place

/** Packages that name none where a program reads it, and what the text in their folder is. */
export const IN_WORDS: Readonly<Record<string, string>> = { 'cli-table 0.3.11': 'MIT', 'png-js 2.0.0': 'MIT' }

/** What the lockfile says of a package's licence, or else its own text. */
export function licenceOf(place: string, { version, license }: Lockfile['packages'][string]): string | undefined {
  return license ?? IN_WORDS[`${nameOf(place)} ${version ?? ''}`]
}

/** Packages whose licence is missing or not on the list; `installed` knows what a package itself says. */
export function licenceFaults({ packages }: Lockfile, installed: (place: string) => string | undefined): string[] {
  return Object.entries(packages).flatMap(([place, entry]) => {
    if (place === '') return []
    const said = licenceOf(place, entry) ?? installed(place)
    if (said === undefined) return [`${nameOf(place)} names no licence.`]
    return isAllowed(said) ? [] : [`${nameOf(place)} is under ${said}, which is not on the list.`]
  })
}

/**
 * What is wrong with a lockfile: an entry that is not pinned by a SHA-512 of its contents, one that names where it came
 * from (another registry must do as well), a part for another platform that is missing (an install there, or the next
 * one here, would rewrite the file), a version in the manifest that is a range or that the lockfile does not have.
 */
export function lockfileFaults({ packages }: Lockfile, manifest: Manifest): string[] {
  const faults: string[] = []
  for (const [place, entry] of Object.entries(packages)) {
    if (place === '') continue
    if (entry.link) faults.push(`${place} is a link.`)
    if (!entry.integrity?.startsWith('sha512-') && !isBundled(packages, place))
      faults.push(`${place} is not pinned by a SHA-512.`)
    if (entry.resolved !== undefined) faults.push(`${place} names where it was fetched from.`)
    for (const part of Object.keys(entry.optionalDependencies ?? {})) {
      if (resolvedPlace(packages, place, part) === null) faults.push(`${nameOf(place)} lacks its part ${part}.`)
    }
  }
  for (const kind of ['dependencies', 'devDependencies'] as const) {
    for (const [name, version] of Object.entries(manifest[kind])) {
      if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) faults.push(`${name} is wanted as ${version}, not as one version.`)
      if (packages['']?.[kind]?.[name] !== version) faults.push(`${name} ${version} is not what the lockfile is for.`)
      if (packages[`node_modules/${name}`]?.version !== version) faults.push(`The lockfile has no ${name} ${version}.`)
    }
  }
  return faults
}
