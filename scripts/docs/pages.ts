/** In which order and under which names the documents stand. One that nobody put here stands under "More". */
export const GROUPS: readonly { name: string; pages: Readonly<Record<string, string>> }[] = [
  {
    name: 'Using it',
    pages: {
      keys: 'Which boxes to tick for a key that may only read, exchange by exchange',
      glossary: 'Words that mean something of their own here',
      figures: 'What every figure means, and how it is made',
      returns: 'What came and went, returns without it, and what every change is made of',
      risk: 'What a book is worth under other prices',
      history: 'How often accounts are read, and how long that is kept',
      alerts: 'What rules watch, when they tell you, and by which channels',
      desks: 'Several people on one desk: roles, invitations, leaving and the log',
      sharing: 'Links by which others look at some figures, and signed statements',
      agents: 'Connect an assistant over MCP',
      api: 'The REST API, step by step with curl',
    },
  },
  {
    name: 'Running it',
    pages: {
      operating: 'Settings, several processes, backup, keys, upgrades',
      moving: 'To another computer, step by step',
      platforms: 'Containers, Compose, Kubernetes, systemd: installing, commands, upgrades, removal',
      incidents: 'What to do when a key, secret or backup leaks, when an owner goes, and a restore drill',
      metrics: 'Prometheus, Grafana, request ids in logs, OpenTelemetry',
      security: 'How it is guarded, and OWASP ASVS 5.0 level 2 point by point',
      performance: 'What was measured, and how',
    },
  },
  {
    name: 'Behind it',
    pages: {
      languages: 'In which languages pages come, and how a text gets into all of them',
      adapters: 'How an exchange is read, and how to add one',
      ledgers: 'What exchanges tell of money that moves',
    },
  },
]
