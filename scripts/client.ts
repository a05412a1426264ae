import { writeFileSync } from 'node:fs'
import { generatedClient } from './client/generate'
import { commandLine } from './command-line.mjs'

/** Writes the TypeScript client anew from the OpenAPI document. */
commandLine({ usage: 'npm run client', about: 'Writes clients/typescript anew from the OpenAPI document.' })

for (const [file, text] of Object.entries(await generatedClient())) writeFileSync(file, text)
console.log('clients/typescript is as the OpenAPI document has it.')
