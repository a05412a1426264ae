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
export function agentConfigs(url: string): readonly AgentConfig[] {
  return [
    {
      id: 'address',
      name: 'By address',
      where: 'Wherever a program asks for the address of an MCP server. It opens a browser, where you allow it.',
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
      name: 'With a token',
      where: 'Where a program takes headers, such as ~/.cursor/mcp.json. Make the token under API tokens.',
      text: json({ mcpServers: { ballast: { url, headers: { Authorization: 'Bearer bal_…' } } } }),
      token: true,
    },
    {
      id: 'stdio',
      name: 'As a command',
      where: 'Where a program starts its servers itself, on the machine that Ballast runs on.',
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
