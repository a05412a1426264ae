#!/usr/bin/env bash
# Guess: a tool whose input is a zod object is listed by the official MCP server with that object's `properties` at the top of
# `inputSchema`, whether or not the object has a name in zod's registry (`.meta({ id })`, as OpenAPI documents want it).
# What happens: with a name, the tool is listed as `{ "type": "object", "$ref": "#/$defs/Refresh", "$defs": … }`: no `properties`
# and no `required` at the top, where clients look for a tool's arguments. The same object without the name has both.
# Package: @modelcontextprotocol/server 2.4.0, @modelcontextprotocol/client 2.4.0, zod 4.6.7 (npm). 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 zod@4.6.7 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

async function listed(inputSchema) {
  const server = new McpServer({ name: 'server', version: '1' })
  server.registerTool('refresh', { inputSchema }, async () => ({ content: [] }))
  const [there, here] = InMemoryTransport.createLinkedPair()
  await server.connect(there)
  const client = new Client({ name: 'client', version: '1' })
  await client.connect(here)
  const { tools } = await client.listTools()
  return tools[0].inputSchema
}
const plain = await listed(z.object({ account: z.string() }))
const named = await listed(z.object({ account: z.string() }).meta({ id: 'Refresh' }))
console.log('without a name:', JSON.stringify(plain))
console.log('with a name:   ', JSON.stringify(named))
const asSaid = plain.properties?.account !== undefined && named.properties === undefined && named.$ref === '#/$defs/Refresh'
process.exit(asSaid ? 0 : 1)
JS
node look.mjs
