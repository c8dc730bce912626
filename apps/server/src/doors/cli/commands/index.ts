import type { Command } from './command.ts'
import { compare } from './compare.ts'
import { decide } from './decide.ts'
import { demo } from './demo.ts'
import { explain } from './explain.ts'
import { packPageCommand } from './pack-page.ts'
import { run } from './run.ts'
import { sample } from './sample.ts'
import { score } from './score.ts'
import { simulate } from './simulate.ts'

export const commands = { run, compare, explain, decide, simulate, demo, score, sample, 'pack-page': packPageCommand } as const satisfies Readonly<
  Record<string, Command>
>
export type CommandName = keyof typeof commands
