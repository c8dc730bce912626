import { createInterface } from 'node:readline'
import { must } from '@yingjin/kernel'
import { openPool, openPostgres } from '../../platform/postgres/index.ts'
import { carryOut, fieldsOf, halting, quick, type Task } from './carry-out.ts'
import { worksOf } from './works.ts'

const lines = createInterface({ input: process.stdin })

/** A program that owns its server, as the one at work does; told by one line, and told by another to go on. */
const main = async (task: Task): Promise<void> => {
  const fields = fieldsOf(task)
  const opened = must(await openPostgres({ kind: 'embedded', folder: task.folder }, { ...quick, database: task.database }))
  const say = (word: object): boolean => process.stdout.write(`${JSON.stringify(word)}\n`)
  let step = -1
  let halted = false
  const here = (at: string): Promise<void> | null => {
    if (halted || step !== task.halt.step || at !== task.halt.at) return null
    halted = true
    say({ halted: true })
    return new Promise<void>(resolve => lines.once('line', () => resolve()))
  }
  const pool = halting(openPool(opened.office()), here)
  const work = worksOf(fields, async point => void (await here(point)))[task.work]
  if (work === undefined) throw new Error(`no work ${task.work}`)
  say({ given: await carryOut(pool, fields, work.steps, task, [], n => (step = n)) })
  await pool.end()
  await opened.stop()
}

lines.once('line', line => void main(JSON.parse(line) as Task).then(() => process.exit(0)))
