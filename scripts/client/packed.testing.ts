import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)
const tsc = path.resolve('node_modules/.bin/tsc')

const packSchema = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })])

/**
 * The TypeScript client as others get it: built, packed, and put into a project of its own below `folder`, where `program` is
 * type-checked as strictly as can be.
 * @returns the project's folder with `use.js` in it, the files of the package, and its manifest
 */
export async function projectWithClient(folder: string, program: string) {
  const source = path.join(folder, 'source')
  await cp('clients/typescript', source, { recursive: true, filter: (from) => !from.endsWith('dist') })
  await run(tsc, ['-p', source])
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json'], { cwd: source })
  const [packed] = packSchema.parse(JSON.parse(stdout))

  const project = path.join(folder, 'project')
  const place = path.join(project, 'node_modules/@ballast/client')
  await mkdir(place, { recursive: true })
  await run('tar', ['xzf', path.join(source, packed.filename), '-C', place, '--strip-components=1'])
  await writeFile(path.join(project, 'package.json'), '{"type":"module"}')
  await writeFile(path.join(project, 'use.ts'), `declare const process: { argv: string[] }\n${program}`)
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--target', 'es2022', '--types', '']
  await run(tsc, [...strict, 'use.ts'], { cwd: project })
  return {
    project,
    files: packed.files.map(({ path: file }) => file).sort(),
    manifest: z.looseObject({}).parse(JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8'))),
  }
}

/** What the project's program prints, as JSON. */
export async function runProgram(project: string, baseUrl: string, token: string): Promise<unknown> {
  const { stdout } = await run('node', ['use.js', baseUrl, token], { cwd: project })
  return JSON.parse(stdout)
}
