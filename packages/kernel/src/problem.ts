/**
 * A problem is a value: what went wrong, with its facts. Wording stands elsewhere, one table per owner,
 * complete by type (`WordingFor`), so that a new code without a Chinese sentence does not compile.
 */
export type Problem<Code extends string = string, Facts extends object = object> = Readonly<{ code: Code; facts: Readonly<Facts> }>

export const problem = <Code extends string, Facts extends object>(code: Code, facts: Facts): Problem<Code, Facts> =>
  Object.freeze({ code, facts: Object.freeze(facts) })

/** One sentence per code of the union `P`; the sentence sees exactly that code's facts. */
export type WordingFor<P extends Problem> = { readonly [C in P['code']]: (facts: Extract<P, { code: C }>['facts']) => string }

export const word = <P extends Problem>(wording: WordingFor<P>, p: P): string => {
  const sentence = (wording as Record<string, (facts: object) => string>)[p.code]
  if (sentence === undefined) throw new Error(`no wording for problem ${p.code}`)
  return sentence(p.facts)
}
