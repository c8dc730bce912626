import type { ParseArgsConfig } from 'node:util'

export type Values = Readonly<Record<string, string | boolean | string[] | undefined>>

/** One verb of the command door: its options, and what it does; gives the exit code. */
export type Command = Readonly<{
  options: NonNullable<ParseArgsConfig['options']>
  carryOut: (values: Values, positionals: readonly string[]) => Promise<number>
}>

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
export const complain = (line: string): number => {
  process.stderr.write(`${line}\n`)
  return 1
}
export const textOf = (values: Values, key: string): string | null => (typeof values[key] === 'string' ? values[key] : null)

/** Whoever only looks is told so, and founds nothing. */
export const noRecords = '这里还没有应尽的记录。请核对 --data（或 DATABASE_URL）；第一次使用请先运行 yingjin serve。'
