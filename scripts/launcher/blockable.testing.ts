import { giveSignsOfLife } from '@/server/sign-of-life'

/** A program that answers whether it lives, until SIGUSR2 has it turn in a circle for ever. */
giveSignsOfLife()
setInterval(() => {}, 1000)
process.on('SIGUSR2', () => {
  for (;;);
})
process.stdout.write('up\n')
