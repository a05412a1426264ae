/** Commands that an image has, by their files in `scripts`; `web` and `worker` are the built programs. */
export const IMAGE_COMMANDS = [
  'start',
  'demo',
  'migrate',
  'admin',
  'backup',
  'restore',
  'config',
  'doctor',
  'flows',
  'keys-rotate',
  'mcp',
  'record',
  'replay',
  'verify',
] as const
