import { bundle } from '@/scripts/launcher/bundle'

/** A program of `bench/`, built as the worker is, so that plain Node starts it. @returns its path */
export async function program(name: string): Promise<string> {
  const file = `node_modules/.cache/ballast-bench/${name}.mjs`
  await bundle(`bench/${name}.ts`, file)
  return file
}
