import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** A desktop program that speaks MCP, and what is written where so that it finds Ballast. */
export interface AgentConfig {
  id: string
  name: string
  /** Where the text goes. */
  where: string
  text: string
  /** Whether it needs a token made by hand; else the program asks in a browser. */
  token: boolean
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** @param url where agents connect */
export function agentConfigs(url: string, i18n: I18n): readonly AgentConfig[] {
  return [
    {
      id: 'address',
      name: i18n._(msg`By address`),
      where: i18n._(msg`Wherever a program asks for the address of an MCP server. It opens a browser, where you allow it.`),
      text: url,
      token: false,
    },
    {
      id: 'vscode',
      name: 'VS Code',
      where: '.vscode/mcp.json',
      text: json({ servers: { ballast: { type: 'http', url } } }),
      token: false,
    },
    {
      id: 'cursor',
      name: 'Cursor',
      where: '~/.cursor/mcp.json',
      text: json({ mcpServers: { ballast: { url } } }),
      token: false,
    },
    {
      id: 'header',
      name: i18n._(msg`With a token`),
      where: i18n._(msg`Where a program takes headers, such as ~/.cursor/mcp.json. Make the token under API tokens.`),
      text: json({ mcpServers: { ballast: { url, headers: { Authorization: 'Bearer bal_…' } } } }),
      token: true,
    },
    {
      id: 'stdio',
      name: i18n._(msg`As a command`),
      where: i18n._(msg`Where a program starts its servers itself, on the machine that Ballast runs on.`),
      text: json({
        mcpServers: {
          ballast: {
            command: 'npm',
            args: ['--prefix', '/path/to/ballast', 'run', '--silent', 'mcp'],
            env: { BALLAST_TOKEN: 'bal_…' },
          },
        },
      }),
      token: true,
    },
  ]
}
