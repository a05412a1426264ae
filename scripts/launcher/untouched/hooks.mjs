import { readFile } from 'node:fs/promises'

const MODULE = /\/node_modules\/ccxt\/js\/src\/(?!static_dependencies\/).*\.js$/

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  const { parentURL } = context
  if (parentURL === undefined || !MODULE.test(parentURL) || !/^\.\.?\//.test(specifier)) return next(specifier, context)
  const { href: url } = new URL(specifier, parentURL)
  return MODULE.test(url) ? { url, format: 'module', shortCircuit: true } : next(specifier, context)
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!MODULE.test(url)) return next(url, context)
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true }
}
