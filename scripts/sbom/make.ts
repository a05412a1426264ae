import { type Lockfile, resolvedPlace } from '../audit/lockfile'

/** What of an entry of the lockfile stands in the bill. */
type Entry = Lockfile['packages'][string]

export interface BomOptions {
  name: string
  version: string
  licence: string
  /** Packages that only tests and builds need, too. */
  dev: boolean
  /** RFC 4122, without `urn:`. */
  serial: string
  now: Date
}

const nameOf = (place: string) => place.split('node_modules/').at(-1) ?? place

/** https://github.com/package-url/purl-spec/blob/main/types/npm-definition.json */
function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}@${encodeURIComponent(version)}`
}

function licencesOf(said: string) {
  if (/ (AND|OR|WITH) /.test(said)) return [{ expression: said.replace(/^\((.*)\)$/, '$1') }]
  return [{ license: /^[\w.+-]+$/.test(said) ? { id: said } : { name: said } }]
}

function componentOf(place: string, entry: Entry, licence: string | undefined) {
  const [name, version] = [nameOf(place), entry.version ?? '']
  const [group, bare] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const hash = entry.integrity?.replace(/^sha512-/, '')
  return {
    type: 'library',
    'bom-ref': purlOf(name, version),
    ...(group && { group }),
    name: bare,
    version,
    scope: entry.dev ? 'excluded' : entry.optional || entry.devOptional ? 'optional' : 'required',
    ...(hash && { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
    ...(licence && { licenses: licencesOf(licence) }),
    purl: purlOf(name, version),
  }
}

/**
 * The bill of materials of a lockfile in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): every package with version,
 * SHA-512, licence, and what it depends on. Parts for other platforms are in it as optional.
 * @param installed what a package itself says of its licence, where the lockfile does not
 */
export function billOfMaterials({ packages }: Lockfile, installed: (place: string) => string | undefined, options: BomOptions) {
  const places = Object.entries(packages).filter(([place, { dev }]) => place !== '' && (options.dev || !dev))
  const refOf = (place: string) => purlOf(nameOf(place), packages[place]?.version ?? '')
  const root = `pkg:npm/${options.name}@${options.version}`
  /** One version may lie in several places: it is one component, and depends on what it finds from any of them. */
  const components = new Map<string, ReturnType<typeof componentOf>>()
  const edges = new Map<string, Set<string>>()
  const link = (ref: string, place: string, names: Record<string, string> | undefined) => {
    const known = edges.get(ref) ?? new Set()
    for (const name of Object.keys(names ?? {})) {
      const found = resolvedPlace(packages, place, name)
      if (found !== null && (options.dev || !packages[found]?.dev)) known.add(refOf(found))
    }
    edges.set(ref, known)
  }
  link(root, '', packages['']?.dependencies)
  if (options.dev) link(root, '', packages['']?.devDependencies)
  for (const [place, entry] of places) {
    const component = componentOf(place, entry, entry.license ?? installed(place))
    components.set(component['bom-ref'], component)
    link(component['bom-ref'], place, { ...entry.dependencies, ...entry.optionalDependencies })
  }
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${options.serial}`,
    version: 1,
    metadata: {
      timestamp: options.now.toISOString(),
      component: {
        ...{ type: 'application', 'bom-ref': root, name: options.name, version: options.version, purl: root },
        licenses: licencesOf(options.licence),
      },
    },
    components: [...components.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
    dependencies: [...edges].map(([ref, on]) => ({ ref, dependsOn: [...on].sort() })).sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  }
}
