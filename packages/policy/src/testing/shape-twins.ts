import type { FactValues } from '@yingjin/facts'
import { Plan, stepSql } from '@yingjin/sql'
import { figuresInForce } from '../engines/figures.ts'
import { decide } from '../engines/outcome.ts'
import type { Policy } from '../settled/policy.ts'
import { programFor } from '../engines/program.ts'
import { compileShape, divisionColumn, type Shape, shapesOf, termColumn } from '../engines/shape.ts'
import { generateStudents, randomFrom } from './students.ts'
import { type Engine, said, saidOtherwise } from './twins.ts'

type Lived = Readonly<{ policy: Policy; facts: FactValues }>

const shuffled = <T>(of: readonly T[], random: (below: number) => number): readonly T[] => {
  const all = [...of]
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = random(i + 1)
    ;[all[i], all[j]] = [all[j] as T, all[i] as T]
  }
  return all
}

const expectSame = async (shape: Shape, lived: readonly Lived[], engine: Engine): Promise<void> => {
  const compiled = compileShape(shape)
  const plan = new Plan()
  const figures = plan.step('figures', 'the figures of every county', compiled.figures)
  const [example] = shape.policies
  if (example === undefined) throw new Error('a shape without policies')
  const program = programFor(example)
  const records = new Map(shape.policies.map(p => [p, figuresInForce(p)]))

  const evaluated = lived.map(({ policy, facts }) => said(decide(policy, facts)))
  for (const [i, { policy, facts }] of lived.entries()) {
    const generated = said(program.decide(facts, records.get(policy) ?? figuresInForce(policy)))
    if (generated !== evaluated[i]) throw new Error(`county ${policy.pack.division}, ${policy.term}\nevaluator:  ${evaluated[i]}\nJavaScript: ${generated}`)
  }
  const columns = Object.keys(compiled.factSchema)
  const rows = lived.map(({ policy, facts }, i) =>
    columns.map(name =>
      name === 'person_id' ? i : name === divisionColumn ? policy.pack.division : name === termColumn ? policy.term : facts[name as keyof FactValues],
    ),
  )
  const otherwise = await saidOtherwise(engine, compiled.factSchema, rows, evaluated, {
    wide: facts => compiled.wide(facts, figures),
    lines: example.bundle.map(a => a.line.id),
    steps: plan.steps.map(step => stepSql(step, 'duckdb')),
  })
  const [first] = otherwise
  if (first === undefined) return
  const { policy } = lived[first[0]] as Lived
  throw new Error(`county ${policy.pack.division}, ${policy.term}\nevaluator: ${evaluated[first[0]]}\nSQL:       ${first[1]}`)
}

/**
 * Students of all these counties and terms in one table, in no order, decided by one statement per shape, and by one
 * generated function per shape: each as its own county's evaluator decides. Gives back the number of shapes.
 */
export const expectSameByShape = async (policies: readonly Policy[], seed: number, each: number, engine: Engine): Promise<number> => {
  const shapes = shapesOf(policies)
  const random = randomFrom(seed)
  for (const shape of shapes) {
    const lived = shape.policies.flatMap((policy, i) => generateStudents(policy, seed + i, each).map((facts): Lived => ({ policy, facts })))
    await expectSame(shape, shuffled(lived, random), engine)
  }
  return shapes.length
}
